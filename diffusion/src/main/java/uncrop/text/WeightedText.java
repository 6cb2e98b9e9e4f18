package uncrop.text;

/**
 * Part of a prompt and how much it counts.
 *
 * @param weight 1 changes nothing
 */
record WeightedText(String text, double weight) {}
