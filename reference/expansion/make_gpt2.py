"""Writes a tiny GPT-2 of random weights, a byte-level tokenizer, and what transformers makes of both.

    python reference/expansion/make_gpt2.py [outdir]     (see ../requirements.txt; CPU, float32, seconds)

The word list is our own. The bias of the words is written here from its description: -8192 for all tokens, 0 for those of
the list; then -8192 for all tokens of the sequence; then 0 for the comma; added to the logits before the 100 greatest are taken.
"""
import json, os, pathlib, sys
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import torch
from safetensors.torch import save_file
from tokenizers import ByteLevelBPETokenizer
from transformers import GPT2Config, GPT2LMHeadModel, LogitsProcessor, LogitsProcessorList

OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources/expansion"
torch.set_num_threads(1)
torch.set_grad_enabled(False)
TEXT = """a quiet harbour at dawn, calm water, soft light, old boats and ropes
the wide hill under a red sky, long shadows, warm colour, fine detail
a cat on a wall, bright sun, deep shade, sharp detail, rich colour, calm
a stone bridge over a river in autumn, golden light, rich shadows, wide view"""
WORDS = "calm soft light Wide warm fine detail bright deep sharp rich golden view harbour unlisted\n\nred".replace(" ", "\n")
END = "<|endoftext|>"

tokenizer = ByteLevelBPETokenizer(add_prefix_space=False)
tokenizer.train_from_iterator(TEXT.splitlines() * 3, vocab_size=420, min_frequency=2, show_progress=False)
vocab = dict(sorted(tokenizer.get_vocab().items(), key=lambda e: e[1]))
vocab[END] = len(vocab)
merges = json.loads(tokenizer.to_str())["model"]["merges"]
lines = [" ".join(m) if isinstance(m, list) else m for m in merges]
(OUT / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False))
(OUT / "merges.txt").write_text("\n".join(["#version: 0.2", *lines]) + "\n")
(OUT / "positive.txt").write_text(WORDS + "\n")
tokenizer.add_special_tokens([END])
assert tokenizer.token_to_id(END) == vocab[END]

gen = torch.Generator().manual_seed(5)
config = GPT2Config(vocab_size=len(vocab), n_positions=160, n_embd=24, n_layer=3, n_head=3, bos_token_id=vocab[END], eos_token_id=vocab[END])
model = GPT2LMHeadModel(config).eval()
for name, p in sorted(model.named_parameters()):
    r = torch.randn(p.shape, generator=gen)
    if "wte" in name: v = 0.3 * r
    elif "wpe" in name: v = 0.2 * r
    elif p.ndim > 1: v = 1.5 * r / p.shape[0] ** 0.5
    else: v = 0.1 * r + (1.0 if name.endswith("weight") else 0.0)
    p.copy_(v.half().float())
model.tie_weights()
(OUT / "config.json").write_text(json.dumps({k: v for k, v in config.to_dict().items() if not k.startswith(("_", "transformers"))}, indent=1))

state = {k: v.half().contiguous() for k, v in model.state_dict().items()}      # transformer.h.0..., lm_head.weight
mask = torch.tril(torch.ones(1, 1, 160, 160, dtype=torch.bool))
buffers = {f"transformer.h.{i}.attn.{n}": b for i in range(3) for n, b in (("bias", mask[:, :, :8, :8].clone()), ("masked_bias", torch.tensor(-1e4)))}
torch.save({**state, **buffers}, OUT / "pytorch_model.bin")
save_file({k.removeprefix("transformer."): v for k, v in state.items() if k != "lm_head.weight"}, OUT / "model.safetensors")

texts = ["", " ", "a", "a cat on a wall,", "  two  spaces ", "tabs\tand\nlines\n\n  end", "don't we'll I'm THEY'RE it's'", "1234 5,6.7!?...", "\u00e9tude \u4e2d\u6587 \U0001F600\u200d",
         "\u00a0\u3000wide", "x" * 60, "harbour\u0301", "(red:1.2), [[a]]", "\x00\x7f\x85", "soft" + END + "light", END, "<|endoftext|", "a  b   c \t d"]
tokens = [{"text": t, "ids": (e := tokenizer.encode(t)).ids, "decoded": tokenizer.decode(e.ids, skip_special_tokens=True)} for t in texts]

class Words(LogitsProcessor):
    def __init__(self):
        listed = {"\u0120" + w.lower() for w in WORDS.splitlines() if w}
        self.base = torch.full((len(vocab),), -8192.0)
        self.base[[i for t, i in vocab.items() if t in listed]] = 0
    def __call__(self, ids, scores):
        bias = self.base.clone()
        bias[ids[0]] = -8192
        bias[vocab[","]] = 0
        return scores + bias

def run(ids, new, **more):
    out = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=new, do_sample=False, eos_token_id=None, pad_token_id=vocab[END], **more)
    return out[0].tolist()

prompts = ["a cat on a wall,", "x,", "the wide hill under a red sky, long shadows, warm colour, fine detail and a stone bridge,"]
runs, tensors = [], {}
for i, p in enumerate(prompts):
    ids = tokenizer.encode(p).ids
    tensors[f"logits.{i}"] = model(torch.tensor([ids])).logits[0].contiguous()
    scored = Words()(torch.tensor([ids]), tensors[f"logits.{i}"][-1:])[0]
    top = scored.topk(10)
    runs.append({"prompt": p, "ids": ids, "greedy": run(ids, 40), "greedy_words": run(ids, 30, logits_processor=LogitsProcessorList([Words()])),
                 "top10_words": top.indices.tolist(), "top10_of_100": torch.softmax(scored.topk(100).values.double(), 0)[:10].tolist()})
    assert runs[-1]["greedy"][:len(ids)] == ids
(OUT / "vectors.json").write_text(json.dumps({"tokens": tokens, "runs": runs}, indent=1))
save_file(tensors, OUT / "vectors.safetensors")
