/**
 * What an engine is, and the one way a picture is outpainted: {@link uncrop.engine.Outpainter} lays
 * out, lets an {@link uncrop.engine.Engine} paint, and composes.
 */
@NullMarked
package uncrop.engine;

import org.jspecify.annotations.NullMarked;
