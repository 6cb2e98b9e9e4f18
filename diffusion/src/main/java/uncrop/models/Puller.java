package uncrop.models;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import uncrop.checkpoint.CheckpointFault;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.models.LicenceCard.Acceptance;
import uncrop.models.download.Downloader;
import uncrop.models.download.Downloader.Fetched;

/** Fetches models and installs them. */
public final class Puller {
  /*
   * Files arrive in a folder that outlives a broken run; one that is complete and has the sum it
   * should have moves on beside the others. When all are there the model is imported as any other,
   * by moving its files: what is no such model is refused, and then nothing of it is kept.
   */
  private final ModelStore store;
  private final Hub hub;
  private final Downloader downloader;

  public Puller(ModelStore store, Hub hub, Downloader downloader) {
    this.store = store;
    this.hub = hub;
    this.downloader = downloader;
  }

  /** Hears how far it is. */
  public interface Listener {
    /**
     * @param file that is being fetched
     * @param done bytes of it
     * @param total bytes of it; -1 if that is not known yet
     */
    void fetching(String file, long done, long total);

    /**
     * @param share of all that is checked, 0 to 1
     */
    void checking(double share);
  }

  /**
   * Installs an entry, whole or not at all.
   *
   * @param name to call it
   * @param accepted who accepted its licence; needed if that forbids use behind a service
   * @throws BadInput on the field "name" if there is one of that name, on "accept-licence" if its
   *     licence must be accepted and is not
   * @throws uncrop.models.download.DownloadFault if a file cannot be had
   * @throws ModelFault if a file is not what it should be, or cannot be kept
   * @throws CheckpointFault if what came cannot be used
   * @throws Cancelled if the thread is interrupted; what has come is kept for the next time
   */
  public InstalledModel pull(
      CatalogueEntry entry, ModelName name, Optional<Acceptance> accepted, Listener listener) {
    store.requireFree(name);
    if (entry.mustBeAccepted() && accepted.isEmpty()) {
      throw new BadInput(
          "accept-licence", entry.name(), "must be said: " + entry.licence().summary());
    }
    if (entry.files().isEmpty()) {
      throw new ModelFault(
          "nobody may hand out the files of %s: fetch them from %s and import them"
              .formatted(entry.name(), entry.page()));
    }
    try (PullFolder folder = PullFolder.of(store.folder(), name)) {
      requireRoom(entry, folder);
      for (CatalogueFile file : entry.files()) {
        fetch(entry, file, folder, listener);
      }
      InstalledModel model = install(entry, name, accepted, folder, listener);
      folder.delete();
      return model;
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw ModelFault.of(store.folder(), "cannot be written", e);
    }
  }

  /** Of files whose size is not known the downloader sees to it when they answer. */
  private void requireRoom(CatalogueEntry entry, PullFolder folder) throws IOException {
    long missing = 0;
    for (CatalogueFile file : entry.files()) {
      if (!Files.exists(folder.files().resolve(file.path()))) {
        Path begun = folder.arriving().resolve(file.path());
        missing += file.bytes().orElse(0) - (Files.exists(begun) ? Files.size(begun) : 0);
      }
    }
    long free = Files.getFileStore(store.folder()).getUsableSpace();
    if (missing > free) {
      throw new ModelFault(
          "%d MB of %s are missing, and there is room for %d MB in the folder of models: free some"
              .formatted(missing >> 20, entry.name(), free >> 20));
    }
  }

  private void fetch(CatalogueEntry entry, CatalogueFile file, PullFolder folder, Listener listener)
      throws IOException {
    Path checked = folder.files().resolve(file.path());
    if (Files.isRegularFile(checked)) {
      return;
    }
    Fetched fetched =
        downloader.fetch(
            hub.remote(entry, file),
            folder.arriving().resolve(file.path()),
            (done, total) -> listener.fetching(file.path(), done, total));
    Optional<Checksum> wanted = file.checksum().or(() -> fetched.sha256().map(Checksum::sha256));
    if (wanted.isPresent()) {
      requireSum(fetched.file(), wanted.get(), listener);
    }
    Files.createDirectories(Finding.parent(checked));
    Files.move(fetched.file(), checked, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void requireSum(Path file, Checksum wanted, Listener listener) throws IOException {
    ByteMeter meter = new ByteMeter(Files.size(file), listener::checking);
    String sum = new Fingerprint(meter, wanted.algorithm()).of(file);
    if (!sum.equals(wanted.hex())) {
      Files.delete(file);
      throw new ModelFault(
          "%s came with the %s %s, and should have %s: it was deleted; pull again, or from elsewhere"
              .formatted(file.getFileName(), wanted.algorithm(), sum, wanted.hex()));
    }
  }

  private InstalledModel install(
      CatalogueEntry entry,
      ModelName name,
      Optional<Acceptance> accepted,
      PullFolder folder,
      Listener listener)
      throws IOException {
    Path source =
        entry.files().size() == 1
            ? folder.files().resolve(entry.files().getFirst().path())
            : folder.files();
    ImportOrder order =
        new ImportOrder(
            name,
            source,
            Keeping.COPY,
            Optional.of(entry.kind()),
            entry.family(),
            // What the catalogue gives no sum of may be any code.
            entry.files().stream().allMatch(file -> file.checksum().isPresent()),
            true,
            Optional.of(new LicenceCard(entry.licence(), accepted)),
            Optional.of(entry.name()));
    try {
      return store.add(order, listener::checking);
    } catch (CheckpointFault e) {
      FolderTree.delete(folder.files());
      throw e;
    }
  }
}
