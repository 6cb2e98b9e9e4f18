/**
 * What Fooocus does beyond sampling to outpaint with Stable Diffusion XL: which part of a canvas it
 * works on and at which size, what it fills a hole with, its inpaint patch and head, its guidance,
 * how it blends. Written from descriptions and measurements of Fooocus 2.5.5.
 */
@NullMarked
package uncrop.focus;

import org.jspecify.annotations.NullMarked;
