package uncrop.lora;

import java.nio.file.Path;

/**
 * A LoRA that somebody wants.
 *
 * @param weight how much of it: 1 is what it was trained for, 0 nothing, less than 0 the opposite
 */
public record LoraChoice(Path path, double weight) {}
