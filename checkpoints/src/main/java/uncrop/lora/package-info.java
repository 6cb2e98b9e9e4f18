/** Small changes to a checkpoint's weights, laid over them as they are read. */
@NullMarked
package uncrop.lora;

import org.jspecify.annotations.NullMarked;
