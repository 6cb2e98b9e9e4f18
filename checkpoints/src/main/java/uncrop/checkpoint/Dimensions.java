package uncrop.checkpoint;

/**
 * Sizes of the tensors of one network in a file that brings no configuration.
 *
 * @param prefix of their names
 */
record Dimensions(TensorFile file, String prefix, Role role) {

  boolean has(String name) {
    return file.names().contains(prefix + name);
  }

  /**
   * @throws CheckpointFault if there is no such tensor, or it has no such dimension
   */
  int size(String name, int dimension) {
    long[] shape = shape(name);
    if (dimension >= shape.length || shape[dimension] < 1 || shape[dimension] > Integer.MAX_VALUE) {
      throw new CheckpointFault(
          file.path(),
          "tensor %s%s cannot have shape %s".formatted(prefix, name, Shapes.text(shape)));
    }
    return (int) shape[dimension];
  }

  /**
   * @throws CheckpointFault if there is no such tensor
   */
  long[] shape(String name) {
    if (!has(name)) {
      throw new CheckpointFault(
          file.path(), "its %s lacks %s%s".formatted(role.folder(), prefix, name));
    }
    return file.shape(prefix + name);
  }

  /** How many there are, when %d in the name counts from 0. */
  int count(String name) {
    int count = 0;
    while (has(name.formatted(count))) {
      count++;
    }
    return count;
  }
}
