/**
 * Lays the source on the canvas and puts it back, byte for byte.
 *
 * <p>{@link uncrop.compose.Layout} draws the canvas and the masks an engine works on; {@link
 * uncrop.compose.Compositor} makes the engine's picture meet the source, on the painted side only.
 */
@NullMarked
package uncrop.compose;

import org.jspecify.annotations.NullMarked;
