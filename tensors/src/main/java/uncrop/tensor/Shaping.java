package uncrop.tensor;

import static uncrop.tensor.Libtorch.make;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Other views of the same elements: none of these copies, unless it says so. Negative dimensions
 * count from the last.
 */
abstract sealed class Shaping extends Arithmetic permits Tensor {
  Shaping(org.bytedeco.pytorch.Tensor handle) {
    super(handle);
  }

  /** At most one size may be -1: the rest. Copies where the elements do not lie in that order. */
  public Tensor reshape(long... shape) {
    return make(() -> handle.reshape(shape));
  }

  public Tensor permute(long... dims) {
    return make(() -> handle.permute(dims));
  }

  public Tensor transpose(int a, int b) {
    return make(() -> handle.transpose(a, b));
  }

  public Tensor narrow(int dim, long start, long length) {
    return make(() -> handle.narrow(dim, start, length));
  }

  public Tensor select(int dim, long index) {
    return make(() -> handle.select(dim, index));
  }

  public Tensor squeeze(int dim) {
    return make(() -> handle.squeeze(dim));
  }

  public Tensor unsqueeze(int dim) {
    return make(() -> handle.unsqueeze(dim));
  }

  public Tensor expand(long... shape) {
    return make(() -> handle.expand(shape));
  }

  /** Copies: the whole tensor so many times along each dimension. */
  public Tensor repeat(long... times) {
    return make(() -> handle.repeat(times));
  }

  /** Into equal parts along a dimension; the last may be smaller. */
  public List<Tensor> chunk(int parts, int dim) {
    long size = size(dim);
    long each = Math.ceilDiv(size, parts);
    List<Tensor> chunks = new ArrayList<>();
    for (long start = 0; start < size; start += each) {
      chunks.add(narrow(dim, start, Math.min(each, size - start)));
    }
    return chunks;
  }

  /** Copies, backwards along a dimension. */
  public Tensor flip(int dim) {
    return make(() -> handle.flip(dim));
  }

  /** Copies the chosen positions along a dimension. */
  public Tensor pick(int dim, Tensor positions) {
    if (handle.is_meta()) {
      return ShapesOnly.pick((Tensor) this, dim, positions);
    }
    return make(() -> handle.index_select(dim, positions.handle));
  }

  /** In C order; a copy only where it is not. */
  public Tensor contiguous() {
    return make(handle::contiguous);
  }

  /** [N, C, H, W] that lies in memory as [N, H, W, C]; a copy only where it does not. */
  public Tensor channelsLast() {
    return make(() -> handle.contiguous(MemoryFormat.ChannelsLast));
  }

  /** Converted; the same elements where the dtype is that already. */
  public Tensor to(DType dtype) {
    return make(() -> handle.to(dtype.scalarType));
  }

  /**
   * Converted and taken elsewhere; the same elements where nothing changes. What is read from a
   * device has waited for it.
   */
  public Tensor to(Device device, DType dtype) {
    if (device.isCpu() && handle.is_cpu()) {
      return to(dtype);
    }
    try (org.bytedeco.pytorch.Device there = device.handle()) {
      return make(() -> handle.to(there, dtype.scalarType));
    }
  }

  /** A copy of its own memory, laid out as this one is. */
  public Tensor copy() {
    return make(() ->
        handle.to(
            new org.bytedeco.pytorch.ScalarTypeOptional(handle.scalar_type()),
            new LayoutOptional(),
            new DeviceOptional(),
            new BoolOptional(),
            false,
            true,
            new MemoryFormatOptional()));
  }
}
