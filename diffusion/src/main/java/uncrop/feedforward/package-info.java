/** Networks that paint a hole in one pass, without prompts and steps: LaMa and MI-GAN. */
@NullMarked
package uncrop.feedforward;

import org.jspecify.annotations.NullMarked;
