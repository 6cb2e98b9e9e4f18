"""Starts a server and a host of pictures, and has each client try them."""

import argparse
import contextlib
import functools
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PICTURE = ROOT / "examples" / "coffee.png"
SECONDS_TO_START = 300


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def picture_host():
    """Serves the folder of examples on this machine, as an inside host that must be allowed."""
    handler = functools.partial(QuietHandler, directory=PICTURE.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{host.server_port}"
        host.shutdown()


@contextlib.contextmanager
def uncrop_server(work, picture_host_name):
    """The real launcher; the engine is the fastest, because what is tried is the interface."""
    environment = os.environ | {
        "UNCROP_ENGINE": os.environ.get("UNCROP_ENGINE", "pad"),
        "UNCROP_FETCH_ALLOW": picture_host_name,
    }
    output = work / "server.out"
    with tempfile.TemporaryDirectory() as data, open(output, "w") as out, open(
        work / "server.log", "w"
    ) as log:
        command = [str(ROOT / "uncrop"), "serve", "--port", "0", "--data", data]
        server = subprocess.Popen(command, stdout=out, stderr=log, env=environment)
        try:
            yield started(server, output, work / "server.log")
        finally:
            server.terminate()
            server.wait()


def started(server, output, log):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        said = output.read_text()
        url = re.search(r"^uncrop is ready at (\S+)$", said, re.MULTILINE)
        key = re.search(r"^API key: (\S+)$", said, re.MULTILINE)
        if url and key:
            return url.group(1), key.group(1)
        if server.poll() is not None:
            break
        time.sleep(0.2)
    sys.exit(f"the server did not start:\n{log.read_text()}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--old-python", required=True)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--seeds", required=True)
    options = arguments.parse_args()
    with picture_host() as host, uncrop_server(options.work, host) as (url, key):
        environment = os.environ | {
            "BASE": url,
            "KEY": key,
            "PICTURE_URL": f"http://{host}/{PICTURE.name}",
            "PICTURE_FILE": str(PICTURE),
            "SEEDS": options.seeds,
        }
        failed = [
            script
            for python, script in (
                (sys.executable, "snippets.py"),
                (sys.executable, "client.py"),
                (options.old_python, "client_0_2_3.py"),
            )
            if subprocess.run([python, str(HERE / script)], env=environment).returncode
        ]
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
