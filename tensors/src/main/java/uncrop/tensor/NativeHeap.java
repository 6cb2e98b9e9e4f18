package uncrop.tensor;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The memory that libtorch and oneDNN take their tensors from. */
public final class NativeHeap {
  /*
   * The launcher tells glibc to keep what is freed, since a step frees and takes the same blocks
   * again and again. But the next phase of a painting wants blocks of other sizes, and those that
   * were kept lie in the gaps between what stays: measured on a canvas of 24 megapixels, 2.1 GB
   * were held beside 2.2 GB in use. So what is free is given back where a phase ends, for a page
   * fault each when it is taken again.
   */
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Optional<MemorySegment> TRIM = LINKER.defaultLookup().find("malloc_trim");

  private NativeHeap() {}

  /** Gives free pages back to the system, where the C library is glibc; else it does nothing. */
  public static void trim() {
    if (TRIM.isEmpty()) {
      return;
    }
    try {
      int _ =
          (int)
              LINKER
                  .downcallHandle(TRIM.get(), FunctionDescriptor.of(JAVA_INT, JAVA_LONG))
                  .invokeExact(0L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
