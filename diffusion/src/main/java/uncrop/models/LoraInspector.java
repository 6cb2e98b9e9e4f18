package uncrop.models;

import uncrop.lora.LoraOutline;

/** A LoRA, whose keys and factors must fit each other; the checkpoint it is for comes later. */
record LoraInspector() implements Inspector {
  @Override
  public Kind kind() {
    return Kind.LORA;
  }

  @Override
  public boolean recognises(Candidate candidate) {
    return candidate.tensors().map(LoraOutline::looksLike).orElse(false);
  }

  @Override
  public Finding inspect(Candidate candidate) {
    LoraOutline outline = LoraOutline.of(candidate.path());
    return Finding.ofFile(Kind.LORA, outline.family().or(candidate::family), candidate.path());
  }
}
