package uncrop.models;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import uncrop.checkpoint.Family;
import uncrop.fault.Cancelled;
import uncrop.models.ModelCard.FileCard;

/** One import. */
record ModelImport(ImportOrder order, Instant now, DoubleConsumer listener) {
  /*
   * All names and shapes are compared first: what cannot be run is refused before a byte is copied.
   * Only the files that the model is read from are copied; a downloaded folder may hold three times
   * as much. The copy is inspected too before it becomes a model, and that is one renaming.
   */
  private static final String FILES = "files";

  InstalledModel into(Path store, StoreLock lock) {
    Path model = store.resolve(order.name().text());
    Path source = order.source().toAbsolutePath().normalize();
    Finding found = inspect(source, order.kind(), order.family(), order.trusted());
    try (Unfinished unfinished = new Unfinished(lock.unfinished())) {
      Path copies = unfinished.folder().resolve(FILES);
      List<FileCard> cards = take(found, copies);
      ModelCard card =
          new ModelCard(
              order.name().text(),
              found.kind(),
              now,
              found.family(),
              found.channels(),
              order.keeping(),
              order.keeping() == Keeping.LINK ? found.base().toString() : FILES,
              found.base().relativize(found.opened()).toString(),
              found.parts(),
              cards,
              order.licence(),
              order.entry());
      recheck(new InstalledModel(card, unfinished.folder()));
      Cards.write(unfinished.folder(), card);
      unfinished.become(model);
      return new InstalledModel(card, model);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw ModelFault.of(model, "cannot be written", e);
    }
  }

  /**
   * Compares the names and shapes of all tensors with what is needed.
   *
   * @throws uncrop.checkpoint.CheckpointFault if it cannot be used
   */
  static void recheck(InstalledModel model) {
    inspect(model.checkpoint(), Optional.of(model.kind()), model.card().family(), true);
  }

  private static Finding inspect(
      Path path, Optional<Kind> kind, Optional<Family> family, boolean trusted) {
    try (Candidate candidate = Candidate.at(path, family, trusted)) {
      return Inspector.find(candidate, kind);
    }
  }

  private List<FileCard> take(Finding found, Path copies) throws IOException {
    long bytes = 0;
    for (Path file : found.files()) {
      bytes += Files.size(file);
    }
    if (order.keeping() == Keeping.COPY) {
      Files.createDirectory(copies);
      if (!order.moved()) {
        requireRoom(copies, bytes);
      }
    }
    Fingerprint fingerprint = new Fingerprint(new ByteMeter(bytes, listener));
    List<FileCard> cards = new ArrayList<>();
    for (Path file : found.files()) {
      Path relative = found.base().relativize(file);
      String sha256;
      if (order.keeping() == Keeping.COPY && !order.moved()) {
        sha256 = fingerprint.ofCopy(file, inFolder(copies.resolve(relative)));
      } else {
        sha256 = fingerprint.of(file);
      }
      cards.add(new FileCard(slashed(relative), Files.size(file), sha256));
    }
    if (order.moved()) {
      for (Path file : found.files()) {
        Path moved = inFolder(copies.resolve(found.base().relativize(file)));
        Files.move(file, moved, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return cards;
  }

  private void requireRoom(Path copies, long bytes) throws IOException {
    long free = Files.getFileStore(copies).getUsableSpace();
    if (free < bytes) {
      throw new ModelFault(
          "%s has %d MB, and there is room for %d MB in the folder of models: free some, or leave the files where they are (--link)"
              .formatted(order.source(), bytes >> 20, free >> 20));
    }
  }

  private static Path inFolder(Path file) throws IOException {
    Files.createDirectories(Finding.parent(file));
    return file;
  }

  private static String slashed(Path relative) {
    return relative.toString().replace('\\', '/');
  }
}
