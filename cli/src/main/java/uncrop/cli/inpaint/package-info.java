/** The command that calls a diffusion model with nothing around it. */
@NullMarked
package uncrop.cli.inpaint;

import org.jspecify.annotations.NullMarked;
