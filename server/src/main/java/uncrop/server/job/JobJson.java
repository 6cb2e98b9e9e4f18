package uncrop.server.job;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a job that the database keeps as JSON: records by the names of their components. */
final class JobJson {
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

  // an enum's toString is for people, and Rect.isEmpty is no component
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .changeDefaultVisibility(
              visible -> visible.withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
          .build();

  private JobJson() {}

  static String of(Object value) {
    return JSON.writeValueAsString(value);
  }

  static Order order(String json) {
    return JSON.readValue(json, Order.class);
  }

  static Result result(String json) {
    return JSON.readValue(json, Result.class);
  }

  static List<String> warnings(String json) {
    return JSON.readValue(json, STRINGS);
  }
}
