package uncrop.models;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.models.Licence.ApiUse;

/** Reads a catalogue. Users write their own, so each mistake is told by file, entry and field. */
final class CatalogueReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String origin;

  /** What is being read, such as {@code entry lama, field licence}. */
  private String where = "";

  private CatalogueReader(String origin) {
    this.origin = origin;
  }

  /**
   * @param origin of the text, to name in faults
   * @throws ModelFault if it is damaged
   */
  static List<CatalogueEntry> read(String origin, String json) {
    return new CatalogueReader(origin).entries(json);
  }

  private List<CatalogueEntry> entries(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ModelFault(
          "%s, line %d: is no JSON: %s".formatted(origin, line, e.getOriginalMessage()));
    }
    JsonNode models = root.path("models");
    if (!models.isArray()) {
      throw fault("must be an object with a list called models");
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode model : models) {
      where = "entry " + (entries.size() + 1);
      CatalogueEntry entry = entry(model);
      if (!names.add(entry.name())) {
        throw fault("is there twice: " + entry.name());
      }
      entries.add(entry);
    }
    return entries;
  }

  private CatalogueEntry entry(JsonNode node) {
    String name = text(node, "name");
    where = "entry " + name;
    if (!ModelName.allowed(name)) {
      throw fault("field name: must be letters, digits, dots, dashes and underscores");
    }
    Optional<Family> family = Optional.empty();
    if (node.has("family")) {
      family = Optional.of(chosen(node, "family", Family.values()));
    }
    List<CatalogueFile> files = new ArrayList<>();
    for (JsonNode file : list(node, "files")) {
      files.add(file(file));
    }
    List<String> serves = new ArrayList<>();
    for (JsonNode served : list(node, "serves")) {
      serves.add(served.asString());
    }
    return new CatalogueEntry(
        name,
        text(node, "title"),
        kind(node),
        family,
        licence(node.path("licence")),
        serves,
        textOr(node, "page", ""),
        files,
        node.path("verified").asBoolean(false));
  }

  private Kind kind(JsonNode node) {
    try {
      return Kind.named(text(node, "kind"));
    } catch (BadInput e) {
      throw fault("field " + e.getMessage());
    }
  }

  private Licence licence(JsonNode node) {
    if (!node.isObject()) {
      throw fault("field licence: must be an object with name, apiUse, url and terms");
    }
    return new Licence(
        textOr(node, "name", ""),
        node.has("apiUse") ? chosen(node, "apiUse", ApiUse.values()) : ApiUse.UNKNOWN,
        textOr(node, "url", ""),
        textOr(node, "terms", ""));
  }

  private CatalogueFile file(JsonNode node) {
    CatalogueFile.Place place;
    String last;
    if (node.has("url")) {
      URI uri = uri(text(node, "url"));
      place = new CatalogueFile.Place.Url(uri);
      last = uri.getPath();
    } else {
      last = text(node, "path");
      place =
          new CatalogueFile.Place.Hub(
              text(node, "repository"), textOr(node, "revision", "main"), last);
    }
    String path = textOr(node, "as", last.substring(last.lastIndexOf('/') + 1));
    if (path.isBlank() || path.startsWith("/") || path.contains("\\") || path.contains("..")) {
      throw fault("field as: must be a path inside the model, not " + path);
    }
    OptionalLong bytes = OptionalLong.empty();
    if (node.has("bytes")) {
      if (!node.path("bytes").isIntegralNumber() || node.path("bytes").asLong() < 1) {
        throw fault("field bytes: must be a whole number of bytes");
      }
      bytes = OptionalLong.of(node.path("bytes").asLong());
    }
    return new CatalogueFile(place, path, bytes, Optional.ofNullable(checksum(node)));
  }

  private @Nullable Checksum checksum(JsonNode node) {
    for (String algorithm : List.of(Checksum.SHA_256, Checksum.MD5)) {
      String field = algorithm.toLowerCase(Locale.ROOT).replace("-", "");
      if (node.has(field)) {
        try {
          return new Checksum(algorithm, text(node, field));
        } catch (IllegalArgumentException e) {
          throw fault("field " + field + ": " + e.getMessage());
        }
      }
    }
    return null;
  }

  private URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getPath() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw fault("field url: is no address: " + text);
  }

  private JsonNode list(JsonNode node, String field) {
    JsonNode list = node.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw fault("field " + field + ": must be a list");
    }
    return list;
  }

  private <E extends Enum<E>> E chosen(JsonNode node, String field, E[] choices) {
    String word = text(node, field);
    for (E choice : choices) {
      if (choice.name().equalsIgnoreCase(word)) {
        return choice;
      }
    }
    throw fault(
        "field %s: must be one of %s, not %s"
            .formatted(field, List.of(choices).toString().toLowerCase(Locale.ROOT), word));
  }

  private String textOr(JsonNode node, String field, String otherwise) {
    return node.has(field) ? text(node, field) : otherwise;
  }

  private String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw fault("field " + field + ": must be a text");
    }
    return value.asString();
  }

  private ModelFault fault(String problem) {
    return new ModelFault(origin + (where.isEmpty() ? "" : ", " + where) + ": " + problem);
  }
}
