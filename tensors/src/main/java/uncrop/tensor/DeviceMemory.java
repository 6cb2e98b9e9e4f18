package uncrop.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory a graphics processor has left. */
public final class DeviceMemory {
  /*
   * The binding of libtorch has no call for it, and the runtime of CUDA, which is in the process
   * wherever libtorch's natives for CUDA are, has had this one since its first version.
   */
  private static final String SET_DEVICE = "cudaSetDevice";
  private static final String GET_MEMORY = "cudaMemGetInfo";

  private DeviceMemory() {}

  /**
   * In bytes; empty for the processor, and where CUDA does not tell.
   *
   * <p>It may make the device the current one of the calling thread.
   */
  public static OptionalLong free(Device device) {
    if (device.kind() != Device.Kind.CUDA) {
      return OptionalLong.empty();
    }
    Libtorch.load();
    SymbolLookup loaded = SymbolLookup.loaderLookup();
    Optional<MemorySegment> set = loaded.find(SET_DEVICE);
    Optional<MemorySegment> get = loaded.find(GET_MEMORY);
    if (set.isEmpty() || get.isEmpty()) {
      return OptionalLong.empty();
    }
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment free = arena.allocate(JAVA_LONG);
      MemorySegment total = arena.allocate(JAVA_LONG);
      int failed =
          (int)
              linker
                  .downcallHandle(set.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                  .invokeExact(device.index());
      if (failed == 0) {
        failed =
            (int)
                linker
                    .downcallHandle(get.get(), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
                    .invokeExact(free, total);
      }
      return failed == 0 ? OptionalLong.of(free.get(JAVA_LONG, 0)) : OptionalLong.empty();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
