package uncrop.cli.extend;

import java.util.List;
import uncrop.picture.Format;

/**
 * One picture to extend.
 *
 * @param outputs where each sample goes
 */
record Job(Input input, List<Output> outputs, Format format) {}
