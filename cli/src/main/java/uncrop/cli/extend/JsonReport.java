package uncrop.cli.extend;

import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import uncrop.cli.extend.Outcome.Done;
import uncrop.cli.extend.Outcome.Failed;
import uncrop.cli.extend.Outcome.Kept;

/** One line of JSON for each outcome, for programs. */
record JsonReport(PrintStream out) implements Report {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public void add(Outcome outcome) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      switch (outcome) {
        case Done done -> write(done, json);
        case Kept(String input, String output) ->
            json.writeStringProperty("input", input)
                .writeStringProperty("output", output)
                .writeBooleanProperty("kept", true);
        case Failed(String input, String error) ->
            json.writeStringProperty("input", input).writeStringProperty("error", error);
      }
      json.writeEndObject();
    }
    out.println(line);
    out.flush();
  }

  private static void write(Done done, JsonGenerator json) {
    json.writeStringProperty("input", done.input())
        .writeStringProperty("output", done.output())
        .writeNumberProperty("width", done.canvas().width())
        .writeNumberProperty("height", done.canvas().height())
        .writeObjectPropertyStart("source")
        .writeNumberProperty("x", done.source().x())
        .writeNumberProperty("y", done.source().y())
        .writeNumberProperty("width", done.source().width())
        .writeNumberProperty("height", done.source().height())
        .writeEndObject()
        .writeStringProperty("engine", done.engine());
    done.model().ifPresent(model -> json.writeStringProperty("model", model));
    json.writeNumberProperty("seed", done.seed())
        .writeNumberProperty("seconds", BigDecimal.valueOf(done.took().toMillis(), 3))
        .writeArrayPropertyStart("warnings");
    done.warnings().forEach(json::writeString);
    json.writeEndArray();
  }

  @Override
  public void end() {}
}
