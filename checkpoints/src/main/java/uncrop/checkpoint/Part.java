package uncrop.checkpoint;

import java.util.Set;
import uncrop.layer.Weights;

/**
 * One network of a checkpoint.
 *
 * @param config what it looks like
 * @param weights its tensors, under the names of diffusers (transformers, for a text encoder),
 *     whatever the file calls them
 * @param names of all its tensors
 */
public record Part<C>(C config, Weights weights, Set<String> names) {}
