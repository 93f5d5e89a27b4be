"""Set up and start Rapport with nothing but Python.

python3 run.py          the dashboard (with the sample company, where there is no data yet)
python3 run.py test     the tests; further words go to pytest
python3 run.py check    ruff (lint, format) and mypy
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

OLDEST_PYTHON = (3, 11)
FIRST_PORT = 8501
SECONDS_TO_START = 60
SECONDS_TO_END = 20

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TO_RUN = [ROOT / "requirements.txt"]
TO_DEVELOP = [*TO_RUN, ROOT / "requirements-dev.txt"]


def main(words):
    refuse_an_old_python()
    verb, rest = (words[0], words[1:]) if words else ("start", [])
    verbs = {"start": start, "test": test, "check": check}
    if verb not in verbs:
        sys.exit("run.py knows 'test' and 'check'; without a word it starts the dashboard.")
    return verbs[verb](rest)


def start(words):
    set_up(TO_RUN)
    folder = Path(os.environ.get("RAPPORT_DATA") or ROOT / "data")
    if not (folder / "CURRENT").exists():
        print("Building the sample company ...", flush=True)
        run("-m", "lib", "--data", str(folder), "demo")
    else:
        run("-m", "lib", "--data", str(folder), "build", "--if-needed", check=False)
    return serve(words)


# One worker more than there are cores, as tests of the browser wait much of their time. The files
# in their own order, as those of the browser take longest: they begin first.
WORKERS = str((os.cpu_count() or 1) + 1)
# A worker that was lost is not replaced: another would be lost to the same test, again and again.
SPREAD = ("-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
SPREAD += ("--max-worker-restart", "0")


def test(words):
    set_up(TO_DEVELOP)
    return run("-m", "pytest", "-q", *SPREAD, *words, check=False)


def check(_words):
    set_up(TO_DEVELOP)
    steps = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    return max(run("-m", *step, check=False) for step in steps)


def refuse_an_old_python():
    if sys.version_info < OLDEST_PYTHON:
        found = sys.version.split()[0]
        sys.exit(
            f"Rapport needs Python 3.11 or newer and this is {found}; "
            "start run.py with a newer one."
        )


def set_up(requirements):
    """Make .venv and install what is missing; nothing is done when no requirement changed."""
    stamp = ENVIRONMENT / ".installed"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and wanted in stamp.read_text().split():
        return
    print("Setting up (the first time takes a minute or two) ...", flush=True)
    make_environment()
    install(requirements)
    # Development includes what running needs, so both are satisfied afterwards.
    satisfied = {wanted, fingerprint(TO_RUN)}
    stamp.write_text("\n".join(sorted(satisfied)))


def fingerprint(requirements):
    content = b"".join(file.read_bytes() for file in requirements)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def make_environment():
    try:
        import ensurepip  # noqa: F401 - Debian ships venv without it, and then venv fails late
        import venv
    except ImportError:
        sys.exit(
            "This Python has no venv module, which Rapport installs itself with; "
            "on Debian or Ubuntu: sudo apt install python3-venv."
        )
    if not PYTHON.exists() or not same_python():
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)


def same_python():
    """Does .venv still run, and with the Python that runs this?"""
    asked = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True)
    except OSError:
        return False
    return told.stdout.strip() == sys.version.strip()


def install(requirements):
    listed = [word for file in requirements for word in ("-r", str(file))]
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *listed]
    )
    if done.returncode:
        sys.exit(
            "Rapport's packages could not be installed (pip's own words are above); "
            "check the connection to your package index and run this again."
        )


def serve(words):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # Whoever ends this program, by Ctrl+C or otherwise, ends the dashboard with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    command = ["-m", "streamlit", "run", "app.py", "--server.port", str(port), *words]
    server = subprocess.Popen([str(PYTHON), *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        if wait_for(server, address):
            print(f"Rapport is at {address}  (Ctrl+C stops it)", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        end(server)
        return 0


def end(server):
    """A dashboard waits until every tab has closed its connections; not for ever here."""
    server.terminate()
    try:
        server.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def free_port():
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit("No free port between 8501 and 8600; stop another program and try again.")


def wait_for(server, address):
    """True when the dashboard answers, False where it stopped instead."""
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address + "/_stcore/health", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return server.poll() is None


def run(*words, check=True):
    done = subprocess.run([str(PYTHON), *words], cwd=ROOT)
    if check and done.returncode:
        sys.exit(done.returncode)
    return done.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
