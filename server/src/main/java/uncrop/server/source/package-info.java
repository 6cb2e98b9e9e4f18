/** Pictures that callers send: as address, data URL or base64. */
@NullMarked
package uncrop.server.source;

import org.jspecify.annotations.NullMarked;
