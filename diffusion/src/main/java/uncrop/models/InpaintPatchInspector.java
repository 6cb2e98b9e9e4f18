package uncrop.models;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.StorageType;
import uncrop.checkpoint.TensorFile;

/**
 * The patch and the head with which Fooocus turns a Stable Diffusion XL into one for inpainting.
 *
 * <p>A patch holds three tensors for each weight that it changes: the change in 8 bits, and what 0
 * and 255 stand for. A head is one convolution from the mask and four latent channels.
 */
record InpaintPatchInspector() implements Inspector {
  private static final String PREFIX = "diffusion_model.";
  private static final String HEAD = "head";
  private static final int HEAD_INPUTS = 5;
  private static final int HEAD_KERNEL = 3;
  private static final List<String> HEAD_ENDINGS = List.of(".pth", ".pt", ".safetensors");

  @Override
  public Kind kind() {
    return Kind.INPAINT_PATCH;
  }

  @Override
  public boolean recognises(Candidate candidate) {
    return candidate.isFolder()
        ? !patches(candidate.path()).isEmpty()
        : candidate.tensors().map(file -> isPatch(file) || isHead(file)).orElse(false);
  }

  @Override
  public Finding inspect(Candidate candidate) {
    if (candidate.tensors().map(InpaintPatchInspector::isHead).orElse(false)) {
      throw candidate.fault(
          "is the head of an inpaint patch: name the patch, such as inpaint_v26.fooocus.patch, with"
              + " the head beside it");
    }
    Path patch = candidate.isFolder() ? onlyPatch(candidate) : candidate.path();
    try (TensorFile file = TensorFile.open(patch)) {
      if (!isPatch(file)) {
        throw candidate.fault("is no inpaint patch: its tensors are not changes in 8 bits");
      }
    }
    Path folder = Finding.parent(patch);
    Path head =
        head(folder)
            .orElseThrow(() ->
                candidate.fault(
                    "lacks its head: put fooocus_inpaint_head.pth beside it, in " + folder));
    return new Finding(
        Kind.INPAINT_PATCH,
        Optional.of(Family.SDXL),
        0,
        List.of(),
        folder,
        patch,
        List.of(patch, head));
  }

  private static Path onlyPatch(Candidate candidate) {
    List<Path> patches = patches(candidate.path());
    if (patches.size() != 1) {
      throw candidate.fault("has %d files *.patch: name the one".formatted(patches.size()));
    }
    return patches.getFirst();
  }

  /** Whether every weight comes in three tensors, the first of bytes. */
  private static boolean isPatch(TensorFile file) {
    Set<String> names = file.names();
    for (String name : names) {
      String weight = name.substring(0, Math.max(0, name.length() - 2));
      boolean whole =
          weight.startsWith(PREFIX)
              && names.contains(weight + ".0")
              && names.contains(weight + ".1")
              && names.contains(weight + ".2")
              && file.type(weight + ".0") == StorageType.U8;
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHead(TensorFile file) {
    if (!file.names().equals(Set.of(HEAD))) {
      return false;
    }
    long[] shape = file.shape(HEAD);
    return shape.length == 4
        && shape[1] == HEAD_INPUTS
        && shape[2] == HEAD_KERNEL
        && shape[3] == HEAD_KERNEL;
  }

  private static List<Path> patches(Path folder) {
    return list(folder, List.of(".patch"));
  }

  /** By what is in it: users give files names of their own. */
  private static Optional<Path> head(Path folder) {
    List<Path> files = list(folder, HEAD_ENDINGS);
    return files.stream()
        .filter(path -> {
          try (TensorFile file = TensorFile.open(path)) {
            return isHead(file);
          } catch (uncrop.checkpoint.CheckpointFault other) {
            return false;
          }
        })
        .findFirst();
  }

  private static List<Path> list(Path folder, List<String> endings) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, path -> endings.stream().anyMatch(path.toString()::endsWith))) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be read", e);
    }
    Collections.sort(files);
    return files;
  }
}
