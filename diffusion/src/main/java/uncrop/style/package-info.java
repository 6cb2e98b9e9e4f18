/** From what a user writes to what is encoded: styles, wildcards, arrays, LoRA tags. */
@NullMarked
package uncrop.style;

import org.jspecify.annotations.NullMarked;
