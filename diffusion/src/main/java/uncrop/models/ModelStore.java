package uncrop.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uncrop.fault.BadInput;

/** The folder of models: one folder for each, with its card and, unless linked, its files. */
public final class ModelStore {
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param folder need not exist yet
   */
  public ModelStore(Path folder, InstantSource clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clock = clock;
  }

  /**
   * Where models are kept: {@code UNCROP_MODELS}, or {@code models} in the folder of the
   * installation, which is {@code UNCROP_DATA} or {@code .uncrop} in the user's own.
   */
  public static Path usualFolder(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("UNCROP_MODELS", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String data = environment.getOrDefault("UNCROP_DATA", "");
    return (data.isBlank() ? home.resolve(".uncrop") : Path.of(data)).resolve("models");
  }

  public Path folder() {
    return folder;
  }

  /**
   * Installs a model of whatever kind it is found to be, whole or not at all.
   *
   * @param source a file or folder
   * @param listener hears the share that is done, 0 to 1
   * @throws uncrop.checkpoint.CheckpointFault if it cannot be used
   * @throws BadInput on the field "name" if there is one of that name
   * @throws ModelFault if it cannot be kept
   * @throws uncrop.fault.Cancelled if the thread is interrupted
   */
  public InstalledModel add(ModelName name, Path source, Keeping keeping, DoubleConsumer listener) {
    return add(ImportOrder.of(name, source, keeping), listener);
  }

  /** The same with all that is known of it. */
  public InstalledModel add(ImportOrder order, DoubleConsumer listener) {
    try (StoreLock lock = StoreLock.on(folder)) {
      requireFree(order.name());
      return new ModelImport(order, clock.instant(), listener).into(folder, lock);
    }
  }

  /**
   * @throws BadInput on the field "name" if there is one of that name
   */
  void requireFree(ModelName name) {
    for (String other : names()) {
      if (name.clashesWith(other)) {
        throw new BadInput(
            "name", name, "there is a model " + other + ": remove it first, or take another name");
      }
    }
  }

  /** Of all models, those with damaged cards included; sorted. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(ModelName::allowed)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be read", e);
    }
  }

  /** All models with sound cards whose files are there, by name. */
  public List<InstalledModel> installed() {
    List<InstalledModel> sound = new ArrayList<>();
    for (String name : names()) {
      try {
        InstalledModel model = get(name);
        if (Files.exists(model.checkpoint())) {
          sound.add(model);
        }
      } catch (ModelFault | BadInput damagedOrGone) {
        // Whoever asks for it by name hears of it; the others are no worse for it.
        continue;
      }
    }
    return sound;
  }

  /** Those of one kind. */
  public List<InstalledModel> installed(Kind kind) {
    return installed().stream().filter(model -> model.kind() == kind).toList();
  }

  /**
   * @throws BadInput on the field "model" if there is none of that name
   * @throws ModelFault if its card is damaged
   */
  public InstalledModel get(String name) {
    Path own = ownFolder(name).orElseThrow(() -> new BadInput("model", name, noModel()));
    return new InstalledModel(Cards.read(own), own);
  }

  /**
   * Compares all files with what they were.
   *
   * @param listener hears the share that is done, 0 to 1
   * @throws BadInput on the field "model" if there is none of that name
   * @throws ModelFault if its card is damaged
   */
  public Verification verify(String name, DoubleConsumer listener) {
    return Verification.of(get(name), listener);
  }

  /**
   * Deletes a model, also one that is damaged, or one of which a pull was broken off. Linked files
   * stay.
   *
   * @throws BadInput on the field "model" if there is none of that name
   * @throws ModelFault if it cannot be deleted
   */
  public void remove(String name) {
    if (ownFolder(name).isEmpty() && PullFolder.isBegun(folder, name)) {
      forgetPull(name);
      return;
    }
    Path own = ownFolder(name).orElseThrow(() -> new BadInput("model", name, noModel()));
    try (StoreLock lock = StoreLock.on(folder)) {
      // Gone in one step, whatever happens while its files are deleted.
      Path unfinished = lock.unfinished();
      Files.move(own, unfinished, StandardCopyOption.ATOMIC_MOVE);
      FolderTree.delete(unfinished);
    } catch (IOException e) {
      throw ModelFault.of(own, "cannot be deleted", e);
    }
  }

  private void forgetPull(String name) {
    try (PullFolder pull = PullFolder.of(folder, new ModelName(name))) {
      pull.delete();
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be written", e);
    }
  }

  /**
   * What to open of an installed model, or of one that lies anywhere else.
   *
   * @param nameOrPath a name wins over a file of that name; {@code ./name} is the file
   * @return a path that exists
   * @throws BadInput on the field "model" if it is neither
   * @throws ModelFault if the model is damaged, or its linked files are gone
   */
  public Path locate(String nameOrPath) {
    if (ownFolder(nameOrPath).isPresent()) {
      Path checkpoint = get(nameOrPath).checkpoint();
      if (!Files.exists(checkpoint)) {
        throw new ModelFault(
            "the files of model %s are not in %s any more: bring them back, or remove the model and import it again"
                .formatted(nameOrPath, checkpoint));
      }
      return checkpoint;
    }
    return path(nameOrPath)
        .filter(Files::exists)
        .orElseThrow(
            () -> new BadInput("model", nameOrPath, noModel() + ", and no such file or folder"));
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> ownFolder(String name) {
    return names().contains(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
  }

  private String noModel() {
    List<String> names = names();
    return names.isEmpty()
        ? "no model is installed yet (see uncrop models import --help)"
        : "there is no such model, only "
            + names.stream().limit(10).collect(Collectors.joining(", "))
            + (names.size() > 10 ? " and %d more".formatted(names.size() - 10) : "");
  }
}
