/**
 * Where the source lies on the canvas: integer geometry, no pixels.
 *
 * <p>Coordinates count pixels from the canvas' top left corner, x to the right and y down. Percent
 * and factors are decimal numbers and are multiplied out exactly before they are rounded, once, to
 * the nearest pixel (halves away from zero): the same request gives the same canvas on every
 * machine.
 */
@NullMarked
package uncrop.geometry;

import org.jspecify.annotations.NullMarked;
