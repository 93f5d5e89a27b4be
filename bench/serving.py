"""A dashboard running over a folder, for whatever drives a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
BROWSERS = [Path("/usr/bin") / name for name in ("chromium-headless-shell", "chromium")]
# The same browser; the first, which has no window to draw, takes a sixth less time.
CHROMIUM = next((browser for browser in BROWSERS if browser.exists()), BROWSERS[-1])

SECONDS_TO_END = 20


@contextmanager
def running(folder: Path, *, script: Path = ROOT / "app.py") -> Iterator[str]:
    """The address of a server over the store in `folder`, just started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "RAPPORT_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Without a limit, a server waits until every tab has closed its connections."""
    server.terminate()
    try:
        server.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError("the dashboard did not start")
