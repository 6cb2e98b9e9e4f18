/**
 * Reads what {@code torch.save} writes, and makes nothing of it but tensors, dicts, lists, tuples,
 * strings and numbers.
 */
@NullMarked
package uncrop.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
