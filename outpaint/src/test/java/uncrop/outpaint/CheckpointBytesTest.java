package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.inpaint.Residency;
import uncrop.layer.Precision;

class CheckpointBytesTest {
  private static final CheckpointBytes SOME = new CheckpointBytes(100, 10, 5);

  @ParameterizedTest
  @CsvSource({
    "115, false, EVERYTHING",
    "114, false, PAINTERS",
    "110, false, PAINTERS",
    "109, false, SINGLE",
    "215, true, EVERYTHING",
    "214, true, PAINTERS",
    "0, true, SINGLE"
  })
  void as_much_stays_as_there_is_room_for(long room, boolean patched, Residency residency) {
    assertThat(SOME.fitting(patched, room)).isEqualTo(residency);
  }

  @Test
  void the_dtype_halves_the_unet_alone() {
    try (Checkpoint checkpoint = Checkpoint.open(TinyCheckpoints.SD15)) {
      CheckpointBytes single = CheckpointBytes.of(checkpoint, Precision.FP32);
      CheckpointBytes half = CheckpointBytes.of(checkpoint, Precision.FP16);

      assertThat(half.unet() * 2).isEqualTo(single.unet()).isPositive();
      assertThat(half.vae()).isEqualTo(single.vae()).isPositive();
      assertThat(half.text()).isEqualTo(single.text()).isPositive();
    }
  }
}
