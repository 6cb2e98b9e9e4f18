"""Runs the Python snippets of the pages with nothing but host, key and picture replaced.

The pages lost some of the white space of their snippets, and that alone is put back: line numbers are
taken away, line breaks and indentation restored. Two pages are no valid Python even so, and are taken
as they are meant: JSON's `false` is defined, and comments in `//` become comments.
"""

import ast
import base64
import contextlib
import io
import os
import pathlib
import re

import requests
from check import BASE, KEY, PICTURE_FILE, PICTURE_URL, check, finish, require_picture, source_size

SEEDS = pathlib.Path(os.environ["SEEDS"])

# How the lines of the one page begin that has its whole snippet in a single line.
ONE_LINE_STARTS = [
    ("import requests", 0),
    ("import base64", 0),
    ("# Use this function to convert", 0),
    ("def image_file_to_base64", 0),
    ("with open(", 4),
    ("image_data = f.read()", 8),
    ("return base64", 4),
    ("# Use this function to fetch", 0),
    ("def image_url_to_base64", 0),
    ("response = requests.get(image_url)", 4),
    ("image_data = response.content", 4),
    ("return base64", 4),
    ("api_key =", 0),
    ("url =", 0),
    ("# Request payload", 0),
    ("data = {", 0),
    ('"prompt":', 4),
    ("headers =", 0),
    ("response = requests.post", 0),
    ("print(response.content)", 0),
]

# Indentation of the end of the page that lost all of it.
UNINDENTED_TAIL = [0, 4, 4, 8, 4, 8, 0, 4]


def longest_python(text):
    """The longest beginning that is valid: pages run on behind the last line of a snippet."""
    for end in range(len(text), 0, -1):
        with contextlib.suppress(SyntaxError, ValueError):
            ast.parse(text[:end])
            return text[:end].rstrip()
    raise AssertionError("no Python at all")


def numbered(text):
    """All snippets whose lines have numbers from 1."""
    snippets = []
    for begin in re.finditer(r"(?:^|\s)1import requests$", text, re.MULTILINE):
        lines = ["import requests"]
        rest = text[begin.end() :].lstrip("\n").split("\n")
        for line in rest:
            number = str(len(lines) + 1)
            if not line.lstrip().startswith(number):
                break
            lines.append(line.lstrip()[len(number) :])
        body, last = lines[:-1], lines[-1]
        for end in range(len(last), 0, -1):
            with contextlib.suppress(SyntaxError):
                source = "\n".join([*body, last[:end]])
                ast.parse(source)
                snippets.append(source)
                break
    return snippets


def one_line(text):
    """The snippet of a page that has only its line numbers left of its lines."""
    begin = re.search(r"1 2 3 [\d ]*\d (?=import requests)", text)
    if begin is None:
        return []
    rest = text[begin.end() :].split("\n", 1)[0]
    lines = []
    for (_, depth), (start, _) in zip([(None, 0), *ONE_LINE_STARTS], ONE_LINE_STARTS):
        at = rest.index(start)
        lines.append(" " * depth + rest[:at].rstrip())
        rest = rest[at:]
    lines.append(rest)
    return [longest_python("\n".join(line for line in lines if line.strip()))]


def unindented(text):
    """The snippet that stands between two headings, without any indentation."""
    found = re.search(r"^Example Request$\n(.*?)^Example Response$", text, re.MULTILINE | re.DOTALL)
    if found is None or "import requests" not in found.group(1):
        return []
    lines = found.group(1).strip().split("\n")
    tail = len(lines) - len(UNINDENTED_TAIL)
    for n, depth in enumerate(UNINDENTED_TAIL):
        line = re.sub(r"^//", "pass  #", lines[tail + n].strip())
        lines[tail + n] = " " * depth + line
    source = "\n".join(lines)
    ast.parse(source)
    return [source]


def replaced(source):
    for host in ("https://api.segmind.com", "https://www.aithriving.com"):
        source = source.replace(host, BASE)
    for key in ("YOUR_API_KEY", "your-auth-token"):
        source = source.replace(key, KEY)
    source = source.replace("./your-image.png", PICTURE_FILE)
    return re.sub(r"https://(?:segmind|[a-z-]+\.s3)[a-z.-]*\.com/[^\"\s]*\.png", PICTURE_URL, source)


def run(source):
    """Runs it as a script would, and returns the response that it got."""
    source = replaced(source)
    namespace = {"false": False, "__name__": "__main__"}
    note = None
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "snippet", "exec"), namespace)
    except requests.exceptions.JSONDecodeError:
        # The page promises a picture ("Returns: Image") and its snippet calls .json() on it.
        response = namespace["response"]
        assert response.headers["Content-Type"].startswith("image/"), "neither picture nor JSON"
        note = "its .json() fails on the picture that its page promises"
    response = namespace["response"]
    assert response.status_code == 200, f"{response.status_code} {response.text}"
    assert int(response.headers["x-remaining-credits"]) > 0
    return response, note


def painted(source):
    response, note = run(source)
    width, height = source_size()
    path = response.request.path_url
    if path == "/v1/seg-beyond":
        require_picture(response.content, "PNG", (width + 400, height))
    elif path == "/v1/focus-outpaint":
        require_picture(response.content, "PNG", (1024, 1024))
    elif path == "/v1/sd1.5-outpaint":
        require_picture(response.content, "JPEG", (1024, 1024))
    elif path == "/api/edit/outpaint":
        body = response.json()
        assert body["code"] == 0 and body["message"] == "success", body
        picture = base64.b64decode(body["data"]["image"])
        require_picture(picture, "WEBP", (width + 200, height + 200))
    else:
        raise AssertionError(f"a snippet for {path}, of which nothing is known here")
    return note


def main():
    if not SEEDS.is_dir():
        print(f"skipped: snippets, because there is no folder {SEEDS}")
        return
    for page in sorted(SEEDS.glob("*.txt")):
        text = page.read_text(encoding="utf-8")
        snippets = numbered(text) + one_line(text) + unindented(text)
        check(f"{page.name}: has snippets", lambda: f"{len(snippets)}" if snippets else 1 / 0)
        for n, source in enumerate(snippets, 1):
            check(f"{page.name}: snippet {n}", lambda: painted(source))
    finish()


if __name__ == "__main__":
    main()
