package uncrop.server.vocabulary.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.server.wire.Parameters;

class GeometryTest {
  private static final Size SOURCE = new Size(100, 50);

  private static Parameters of(String json) {
    return Parameters.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'margins':{'left':10}}                                   | 110x50  | 10  | 0  | 100 | 50",
        "{'margins':{'left':'10%','top':'-5px','right':-20}}       | 90x45   | 10  | -5 | 100 | 50",
        "{'margins':{'left':null,'bottom':'12.5%'}}                | 100x56  | 0   | 0  | 100 | 50",
        "{'margins':'{\\\"top\\\":7}'}                             | 100x57  | 0   | 7  | 100 | 50",
        "{'size':{'width':200,'height':'60'}}                      | 200x60  | 50  | 5  | 100 | 50",
        "{'size':{'width':200,'height':60,'anchor':'top-left'}}    | 200x60  | 0   | 0  | 100 | 50",
        "{'size':{'width':200,'height':60},'anchor':'bottom-right'}| 200x60  | 100 | 10 | 100 | 50",
        "{'size':{'width':200,'height':60,'anchor':'3,4'}}         | 200x60  | 3   | 4  | 100 | 50",
        "{'size':{'width':40,'height':60}}                         | 40x60   | -30 | 5  | 100 | 50",
        "{'aspect':'1:1'}                                          | 100x100 | 0   | 25 | 100 | 50",
        "{'aspect':'4:1','anchor':'left'}                          | 200x50  | 0   | 0  | 100 | 50",
        "{'zoomOut':2}                                             | 200x100 | 50  | 25 | 100 | 50",
        "{'zoomOut':'1.5','anchor':'TOP'}                          | 150x75  | 25  | 0  | 100 | 50",
        "{'placement':{'width':70,'height':90}}                    | 70x90   | 0   | 0  | 100 | 50",
        "{'placement':{'width':70,'height':90,'x':-9,'y':8,'scale':0.5}} | 70x90 | -9 | 8 | 50 | 25"
      })
  void each_of_the_five_ways_places_the_picture(
      String json, String canvas, int x, int y, int width, int height) {
    Placement placement = Geometry.of(of(json.replace('\'', '"')), false).place(SOURCE);
    assertThat(placement.canvas()).hasToString(canvas);
    assertThat(placement.source()).isEqualTo(new Rect(x, y, width, height));
  }

  @Test
  void with_a_mask_the_canvas_may_stay_as_it_is() {
    Placement placement = Geometry.of(of("{}"), true).place(SOURCE);
    assertThat(placement.canvas()).isEqualTo(SOURCE);
    assertThat(Geometry.of(of("{\"zoomOut\":3}"), true).place(SOURCE).canvas())
        .isEqualTo(new Size(300, 150));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                        | margins",
        "{'margins':null}                                          | margins",
        "{'margins':{'left':1},'zoomOut':2}                        | zoomOut",
        "{'size':{'width':1,'height':1},'aspect':'1:1'}            | aspect",
        "{'margins':{'left':1},'anchor':'top'}                     | anchor",
        "{'placement':{'width':1,'height':1},'anchor':'top'}       | anchor",
        "{'size':{'width':9,'height':9,'anchor':'top'},'anchor':'top'} | anchor",
        "{'margins':3}                                             | margins",
        "{'margins':'wide'}                                        | margins",
        "{'margins':{'left':'wide'}}                               | margins.left",
        "{'margins':{'left':1.5}}                                  | margins.left",
        "{'margins':{'left':1e99}}                                 | margins.left",
        "{'margins':{'left':1e999999999}}                          | margins.left",
        "{'margins':{'top':true}}                                  | margins.top",
        "{'size':{'width':10}}                                     | size.height",
        "{'size':{'width':0,'height':10}}                          | size.width",
        "{'size':{'width':10,'height':1000001}}                    | size.height",
        "{'size':{'width':10,'height':10,'anchor':'middle'}}       | size.anchor",
        "{'aspect':16}                                             | aspect",
        "{'aspect':'16/9'}                                         | aspect",
        "{'aspect':'0:9'}                                          | aspect",
        "{'zoomOut':0.5}                                           | zoomOut",
        "{'zoomOut':1001}                                          | zoomOut",
        "{'zoomOut':2,'anchor':'middle'}                           | anchor",
        "{'placement':{'height':9}}                                | placement.width",
        "{'placement':{'width':9,'height':9,'x':1.5}}              | placement.x",
        "{'placement':{'width':9,'height':9,'scale':0}}            | placement.scale",
        "{'placement':{'width':9,'height':9,'scale':1e-999999999}} | placement.scale"
      })
  void what_makes_no_sense_is_refused_by_its_name(String json, String field) {
    assertThatThrownBy(() -> Geometry.of(of(json.replace('\'', '"')), false))
        .isInstanceOfSatisfying(BadInput.class, bad -> assertThat(bad.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"margins", "size", "aspect", "zoomOut", "placement"})
  void what_no_way_may_be_is_refused_by_each(String way) {
    for (String value : new String[] {"true", "[]", "\"\"", "[1]"}) {
      assertThatThrownBy(() -> Geometry.of(of("{\"" + way + "\":" + value + "}"), false))
          .as(value)
          .isInstanceOfSatisfying(BadInput.class, bad -> assertThat(bad.field()).isEqualTo(way));
    }
  }
}
