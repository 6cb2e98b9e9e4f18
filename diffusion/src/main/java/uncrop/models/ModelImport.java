package uncrop.models;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Role;
import uncrop.fault.Cancelled;
import uncrop.models.ModelCard.FileCard;
import uncrop.models.ModelCard.PartCard;

/**
 * One import.
 *
 * @param source the checkpoint, absolute
 */
record ModelImport(
    ModelName name, Path source, Keeping keeping, Instant now, DoubleConsumer listener) {
  /*
   * The checkpoint is opened first, which compares all names and shapes: what cannot be run is
   * refused before a byte is copied. Only the files that the checkpoint is read from are copied; a
   * downloaded folder may hold three times as much. The copy is opened too before it becomes a
   * model, and that is one renaming.
   */
  private static final String FILES = "files";

  InstalledModel into(Path store, StoreLock lock) {
    Path model = store.resolve(name.text());
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      List<PartCard> parts = parts(checkpoint);
      List<Path> files = checkpoint.files().all();
      Path base = Files.isDirectory(source) ? source : parent(source);
      try (Unfinished unfinished = new Unfinished(lock.unfinished())) {
        Path copies = unfinished.folder().resolve(FILES);
        List<FileCard> cards = take(files, base, copies);
        ModelCard card =
            new ModelCard(
                name.text(),
                now,
                checkpoint.family(),
                checkpoint.unet().config().inChannels(),
                keeping,
                keeping == Keeping.LINK ? base.toString() : FILES,
                base.relativize(source).toString(),
                parts,
                cards);
        Checkpoint.open(new InstalledModel(card, unfinished.folder()).checkpoint()).close();
        Cards.write(unfinished.folder(), card);
        unfinished.become(model);
        return new InstalledModel(card, model);
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw ModelFault.of(model, "cannot be written", e);
    }
  }

  /**
   * @throws uncrop.checkpoint.CheckpointFault if a network is missing that its family needs
   */
  static List<PartCard> parts(Checkpoint checkpoint) {
    return Arrays.stream(Role.values())
        .filter(role -> role != Role.TEXT_ENCODER_2 || checkpoint.family() == Family.SDXL)
        .map(role -> PartCard.of(checkpoint, role))
        .toList();
  }

  private List<FileCard> take(List<Path> files, Path base, Path copies) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (keeping == Keeping.COPY) {
      requireRoom(Files.createDirectory(copies), bytes);
    }
    Fingerprint fingerprint = new Fingerprint(new ByteMeter(bytes, listener));
    List<FileCard> cards = new ArrayList<>();
    for (Path file : files) {
      Path relative = base.relativize(file);
      String sha256 =
          keeping == Keeping.LINK
              ? fingerprint.of(file)
              : fingerprint.ofCopy(file, inFolder(copies.resolve(relative)));
      cards.add(new FileCard(slashed(relative), Files.size(file), sha256));
    }
    return cards;
  }

  private void requireRoom(Path copies, long bytes) throws IOException {
    long free = Files.getFileStore(copies).getUsableSpace();
    if (free < bytes) {
      throw new ModelFault(
          "%s has %d MB, and there is room for %d MB in the folder of models: free some, or leave the files where they are (--link)"
              .formatted(source, bytes >> 20, free >> 20));
    }
  }

  private static Path inFolder(Path file) throws IOException {
    Files.createDirectories(parent(file));
    return file;
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String slashed(Path relative) {
    return relative.toString().replace('\\', '/');
  }
}
