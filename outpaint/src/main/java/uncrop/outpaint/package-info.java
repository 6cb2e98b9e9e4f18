/** Models as engines: from a scene and its settings to windows that a model paints. */
@NullMarked
package uncrop.outpaint;

import org.jspecify.annotations.NullMarked;
