"""Writes what the CLIP tokenizer of transformers makes of 1,000 generated prompts and of every code point.

    python reference/text/make_tokens.py [outdir]     (see ../requirements.txt; seconds; needs no torch)

generated-tokens.jsonl.gz: one line {"text", "ids"} each, ids without begin and end; tokenizer-NAME/: the two other ways
in which published checkpoints declare their special tokens, with cases.json, the ids of some texts and one padded
sequence.  code-points.txt: for each 4,096 code points (all planes that have any) the SHA-256 of the ids that they give between combining marks.
"""
import gzip, hashlib, json, os, pathlib, random, shutil, sys, tempfile
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
from transformers import CLIPTokenizer

RESOURCES = pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources"
FOLDER = RESOURCES / "parity/tiny-sd15-inpaint/tokenizer"
OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else RESOURCES / "text"
OUT.mkdir(parents=True, exist_ok=True)
tokenizer = CLIPTokenizer.from_pretrained(FOLDER)
rng = random.Random(20261121)


def ids(text, with_=tokenizer):
    return with_(text, add_special_tokens=False).input_ids


# ---- prompts ------------------------------------------------------------------------------------------------------
WORDS = """a the photo of cat dog astronaut riding horse on mars snow-covered hills masterpiece best quality 1girl 8k
ultra-detailed oil painting by van gogh naïve café déjà-vu Ångström ÆSIR straße İstanbul ΟΔΟΣ ΣΊΣΥΦΟΣ москва 日本語 テスト 한국어
العربية עברית हिन्दी ไทย don't can't we'll I'D they're you've 'S ''s 's'm 2024 3.14 1/2 ½ ² Ⅷ ①② ﬁne ＦＵＬＬ &amp; &lt;b&gt; &nbsp;
<b>bold</b> <br/> <a href="x"> (x:1.3) [[y]] {z} \\( \\) embedding:foo <lora:bar:0.8> BREAK AND ,, . ... !!! ?! -- —
“smart” ‘quotes’ schÃ¶n #tag @name user@example.com http://example.com/a?b=c%20d C++ under_score $5 €9 100% ™ © № ℃ ſ K""".split()
EMOJI = ["🙂", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇩🇪🇫🇷", "❤️", "☠", "🧑🏿‍🚀", "1️⃣", "🫠", "🐈‍⬛", "\U0001fae8"]
SPECIALS = ["<|startoftext|>", "<|endoftext|>", "<|ENDOFTEXT|>", "<|StartOfText|>", "<|endoftext |>", "<|", "|>", "endoftext|>"]
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\u2028", "\u0085", "\u200b", "\ufeffx", "\u180e", "\x1c", "\x0b"]
MARKS = [chr(c) for c in (*range(0x300, 0x370), *range(0x1AB0, 0x1ACF), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x20F1), 0x3099, 0x309A, 0x345, 0x5B0, 0x64B, 0x93C, 0x94D, 0xE38, 0x1E8D0, 0x16FF0)]
JAMO = [chr(c) for c in (*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3))]


def any_plane():
    while True:
        c = rng.choice((rng.randrange(0x80), rng.randrange(0x300), rng.randrange(0x3000), rng.randrange(0x10000), rng.randrange(0x20000), rng.randrange(0x110000)))
        if not 0xD800 <= c < 0xE000: return chr(c)


def words(n): return " ".join(rng.choice(WORDS) for _ in range(n))
def glued(n): return "".join(rng.choice(rng.choice((WORDS, WORDS, EMOJI, SPACES, SPECIALS, MARKS))) for _ in range(n))
def marked(n): return "".join(rng.choice("aeiounAEIOUÅñsşΑΩέкเक") + "".join(rng.choices(MARKS, k=rng.randrange(4))) for _ in range(n))
def control(n): return "".join(chr(rng.choice((*range(0x20), *range(0x7F, 0xA0), 0x20, 0x41, 0x62, 0x2E))) for _ in range(n))
def case(n): return "".join(rng.choice((str.upper, str.lower, str.title, str.swapcase))(rng.choice(WORDS)) + rng.choice(("", " ", "'", "-", "_")) for _ in range(n))
def letters(n): return "".join(rng.choice("abcdefghijklmnopqrstuvwxyzäéß") for _ in range(n))

MAKE = [(words, 12, 260), (glued, 12, 200), (lambda n: "".join(any_plane() for _ in range(n)), 30, 200), (marked, 20, 80), (control, 30, 50),
        (case, 10, 80), (lambda n: " ".join(rng.choice(EMOJI) + rng.choice(("", rng.choice(WORDS))) for _ in range(n)), 8, 50),
        (lambda n: "".join(rng.choices(JAMO, k=n)), 20, 20), (lambda n: rng.choice("aA!?1.é日\u0301") * n, 60, 20), (letters, 40, 30)]
prompts = [make(rng.randrange(1, 2 * size)) for make, size, count in MAKE for _ in range(count)]
prompts += [words(2000), letters(5000), "a" * 3000, "日" * 500, glued(1500), marked(800), "".join(any_plane() for _ in range(3000)), " " * 3000, "!" * 999, "<|endoftext|>" * 40]
assert len(prompts) == 1000 and len(set(prompts)) > 990, (len(prompts), len(set(prompts)))
lines = "".join(json.dumps(dict(text=p, ids=ids(p)), ensure_ascii=True, separators=(",", ":")) + "\n" for p in prompts)
with gzip.GzipFile(OUT / "generated-tokens.jsonl.gz", "wb", mtime=0) as f: f.write(lines.encode())


# ---- every code point -----------------------------------------------------------------------------------------------
with open(OUT / "code-points.txt", "w") as f:
    for start in (*range(0, 0x40000, 4096), *range(0xE0000, 0xF0000, 4096), 0x10F000):  # the planes between are empty
        text = "".join(f" b\u0315{chr(c)}\u0334x{chr(c)}1" for c in range(start, start + 4096) if not 0xD800 <= c < 0xE000)
        f.write(f"{start:x} {hashlib.sha256(' '.join(map(str, ids(text))).encode()).hexdigest()}\n")


# ---- how published checkpoints declare special tokens ---------------------------------------------------------------
def token(content, normalized=True, **more):
    return dict(content=content, lstrip=False, normalized=normalized, rstrip=False, single_word=False, **more)

BEGIN, END = "<|startoftext|>", "<|endoftext|>"
BASE = dict(tokenizer_class="CLIPTokenizer", add_prefix_space=False, do_lower_case=True, model_max_length=77, errors="replace")
OBJECTS = {role: dict(token(content), __type="AddedToken") for role, content in dict(bos_token=BEGIN, eos_token=END, unk_token=END).items()}
MAP = dict(bos_token=token(BEGIN), eos_token=token(END), unk_token=token(END))
DECLARED = {
    "sd15": (BASE | OBJECTS | dict(pad_token=END), MAP | dict(pad_token=END)),
    "sdxl-2": (BASE | dict(added_tokens_decoder={"0": token("!", False, special=True), "49406": token(BEGIN, special=True), "49407": token(END, False, special=True)},
                           bos_token=BEGIN, eos_token=END, pad_token="!", unk_token=END), MAP | dict(pad_token="!")),
    "old-sdxl-2": (BASE | OBJECTS | dict(pad_token="!"), MAP | dict(pad_token="!")),
    "bare": (BASE, None),
}
TEXTS = ["<|ENDOFTEXT|> x", "wow!! yes !", "<|startoftext|>Ö<|StartOfText|>é", "a  <|endoftext|>\u0301b", "!<|endoftext|>!", "it's ! 's", "¡!\u0338x"]
for name, (config, declared) in DECLARED.items():
    folder = OUT / f"tokenizer-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")
    if declared: (folder / "special_tokens_map.json").write_text(json.dumps(declared, indent=1) + "\n")
    with tempfile.TemporaryDirectory() as whole:
        for file in (*folder.iterdir(), FOLDER / "vocab.json", FOLDER / "merges.txt"): shutil.copy(file, whole)
        other = CLIPTokenizer.from_pretrained(whole)
    cases = dict(ids={t: ids(t, other) for t in TEXTS}, padded=other("a b", padding="max_length", max_length=7).input_ids)
    (folder / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
