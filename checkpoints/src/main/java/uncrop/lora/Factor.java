package uncrop.lora;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a tensor of a LoRA is to the change of the weight that it belongs to. */
enum Factor {
  DOWN,
  UP,
  /** The core of a Tucker decomposition, between down and up. */
  MID,
  ALPHA,
  HADA_W1_A,
  HADA_W1_B,
  HADA_W2_A,
  HADA_W2_B,
  HADA_T1,
  HADA_T2,
  LOKR_W1,
  LOKR_W1_A,
  LOKR_W1_B,
  LOKR_W2,
  LOKR_W2_A,
  LOKR_W2_B,
  LOKR_T2,
  /** The change itself. */
  DIFF,
  /** The change of the bias itself. */
  DIFF_BIAS,
  /** Of DoRA, which also scales the weight itself. */
  MAGNITUDE;

  /** How names end, in the ways of all trainers; of two that fit the longer stands first. */
  static final Map<String, Factor> SUFFIXES = new LinkedHashMap<>();

  static {
    SUFFIXES.put(".lora_linear_layer.down.weight", DOWN);
    SUFFIXES.put(".lora_linear_layer.up.weight", UP);
    SUFFIXES.put(".lora_A.default.weight", DOWN);
    SUFFIXES.put(".lora_B.default.weight", UP);
    SUFFIXES.put(".lora_magnitude_vector.weight", MAGNITUDE);
    SUFFIXES.put(".lora_magnitude_vector", MAGNITUDE);
    SUFFIXES.put(".dora_scale", MAGNITUDE);
    SUFFIXES.put(".lora_down.weight", DOWN);
    SUFFIXES.put(".lora_up.weight", UP);
    SUFFIXES.put(".lora_mid.weight", MID);
    SUFFIXES.put(".lora_A.weight", DOWN);
    SUFFIXES.put(".lora_B.weight", UP);
    SUFFIXES.put(".lora.down.weight", DOWN);
    SUFFIXES.put(".lora.up.weight", UP);
    SUFFIXES.put("_lora.down.weight", DOWN);
    SUFFIXES.put("_lora.up.weight", UP);
    SUFFIXES.put(".hada_w1_a", HADA_W1_A);
    SUFFIXES.put(".hada_w1_b", HADA_W1_B);
    SUFFIXES.put(".hada_w2_a", HADA_W2_A);
    SUFFIXES.put(".hada_w2_b", HADA_W2_B);
    SUFFIXES.put(".hada_t1", HADA_T1);
    SUFFIXES.put(".hada_t2", HADA_T2);
    SUFFIXES.put(".lokr_w1_a", LOKR_W1_A);
    SUFFIXES.put(".lokr_w1_b", LOKR_W1_B);
    SUFFIXES.put(".lokr_w2_a", LOKR_W2_A);
    SUFFIXES.put(".lokr_w2_b", LOKR_W2_B);
    SUFFIXES.put(".lokr_w1", LOKR_W1);
    SUFFIXES.put(".lokr_w2", LOKR_W2);
    SUFFIXES.put(".lokr_t2", LOKR_T2);
    SUFFIXES.put(".alpha", ALPHA);
    SUFFIXES.put(".diff_b", DIFF_BIAS);
    SUFFIXES.put(".diff", DIFF);
    SUFFIXES.put(".b_norm", DIFF_BIAS);
    SUFFIXES.put(".w_norm", DIFF);
  }
}
