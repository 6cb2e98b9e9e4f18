/**
 * The model call: a picture, a mask and a prompt to a picture with its hole painted, equal to what
 * diffusers or ComfyUI make of the same inputs.
 */
@NullMarked
package uncrop.inpaint;

import org.jspecify.annotations.NullMarked;
