/** Where picture files are kept: in a folder, or elsewhere behind the same interface. */
@NullMarked
package uncrop.server.storage;

import org.jspecify.annotations.NullMarked;
