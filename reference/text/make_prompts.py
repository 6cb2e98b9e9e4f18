"""Writes how AUTOMATIC1111's web UI and ComfyUI weigh and cut generated prompts: numbers, no code of theirs.

    python reference/text/make_prompts.py WEBUI COMFYUI [outdir]   (see ../requirements.txt; seconds; needs no torch)

WEBUI and COMFYUI are checkouts (as they were in 1.10 and 0.3); only the named functions are run, out of modules/prompt_parser.py,
modules/sd_hijack_clip.py and comfy/sd1_clip.py.  weighted-prompts.jsonl.gz: one line a prompt, {"text", "webui" and "comfy":
{"parts": [[text, weight]...], "chunks": [[[id...], [weight...]]...] without what pads them}}, null where the original fails.
"""
import ast, gzip, json, math, os, pathlib, random, sys, types
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
from transformers import CLIPTokenizer

RESOURCES = pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources"
WEBUI, COMFY = map(pathlib.Path, sys.argv[1:3])
OUT = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else RESOURCES / "text"
tokenizer = CLIPTokenizer.from_pretrained(RESOURCES / "parity/tiny-sd15-inpaint/tokenizer")
rng = random.Random(20261122)


def functions(file, names, space):
    """Runs the named top-level definitions, and methods as functions, of a file whose imports cannot be met here."""
    body = ast.parse(file.read_text()).body
    body += [m for c in body if isinstance(c, ast.ClassDef) for m in c.body]
    for node in body:
        name = getattr(node, "name", None) or (node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else None)
        if name in names:
            if isinstance(node, ast.FunctionDef): node.returns, node.args.args = None, [ast.arg(a.arg) for a in node.args.args]
            exec(compile(ast.fix_missing_locations(ast.Module([node], [])), str(file), "exec"), space)
    return space


webui = functions(WEBUI / "modules/prompt_parser.py", ("re_attention", "re_break", "parse_prompt_attention"), {"re": __import__("re")})
webui |= dict(prompt_parser=types.SimpleNamespace(**webui), opts=types.SimpleNamespace(emphasis="Original", comma_padding_backtrack=20))
functions(WEBUI / "modules/sd_hijack_clip.py", ("PromptChunk", "tokenize_line"), webui)
encoder = types.SimpleNamespace(chunk_length=75, id_start=49406, id_end=49407, comma_token=267,
    hijack=types.SimpleNamespace(embedding_db=types.SimpleNamespace(find_embedding_at_position=lambda *_: (None, None))),
    tokenize=lambda texts: tokenizer(texts, truncation=False, add_special_tokens=False)["input_ids"])
comfy = functions(COMFY / "comfy/sd1_clip.py", ("parse_parentheses", "token_weights", "escape_important", "unescape_important", "tokenize_with_weights"), {})
words = types.SimpleNamespace(pad_with_end=True, end_token=49407, start_token=49406, tokens_start=1, tokenizer=tokenizer, max_length=77, min_length=None,
    max_word_length=8, pad_to_max_length=True, embedding_identifier="embedding:", embedding_directory=None)


def of_webui(text):
    chunks, _ = webui["tokenize_line"](encoder, text)
    return dict(parts=webui["parse_prompt_attention"](text), chunks=[(c.tokens, c.multipliers) for c in chunks])


def of_comfy(text):
    parts = [(comfy["unescape_important"](t), w) for t, w in comfy["token_weights"](comfy["escape_important"](text), 1.0)]
    return dict(parts=parts, chunks=[tuple(zip(*c)) for c in comfy["tokenize_with_weights"](words, text)])


def short(answer):
    """Weights as text, so that they are exact and may be infinite; chunks without padding."""
    def bare(ids, weights):
        n = 77
        while n > 1 and (ids[n - 1], weights[n - 1]) == (49407, 1.0): n -= 1
        return list(ids[:n]), [repr(float(w)) for w in weights[:n]]
    return dict(parts=[(t, repr(float(w))) for t, w in answer["parts"]], chunks=[bare(*c) for c in answer["chunks"]])


PIECES = ["(", ")", "[", "]", "(", ")", ":", ":1.3)", ": 0.8 )", ":-.5)", ":+2.)", ":1e-1)", ":1_0)", ":.)", ":1.2.3)", ":x)", ":\u0661)", "\\(", "\\)", "\\[", "\\]", "\\\\", "\\", " ", " ", ", ",
          ",", "\n", "\t", " BREAK ", "BREAK", "breaks", "cat", "a dog", "Supercalifragilisticexpialidocious", "naïve", "日本語", "🙂", "2024", "don't", "embedding", "<|endoftext|>", "nan", ":inf)"]
LONG = ["cat ", "a red dog, ", "mountains ", ", ", "(snow:1.2) ", "[fog] ", "supercalifragilisticexpialidocious ", "8k ", "very ", "antidisestablishmentarianism, ", "ÿþýüûúùø ", "BREAK "]
prompts = ["", " ", "BREAK", "BREAK BREAK", "a BREAK b", "()", "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).", "(a (b)", "a) (b)", "a) ((b))", "(" * 50 + "x" + ")" * 50]
prompts += ["".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 24))) for _ in range(600)]
prompts += ["".join(rng.choice(LONG[:rng.randrange(1, len(LONG) + 1)]) for _ in range(rng.randrange(30, 200))) for _ in range(150)]
with gzip.GzipFile(OUT / "weighted-prompts.jsonl.gz", "wb", mtime=0) as f:
    for text in dict.fromkeys(prompts):
        line = dict(text=text)
        for name, make in dict(webui=of_webui, comfy=of_comfy).items():
            try: line[name] = short(make(text))
            except ValueError: line[name] = None
        f.write((json.dumps(line, separators=(",", ":")) + "\n").encode())
