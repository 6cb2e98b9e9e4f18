/** Which noise levels a run visits: ComfyUI's schedules, and diffusers' with their steps. */
@NullMarked
package uncrop.schedule;

import org.jspecify.annotations.NullMarked;
