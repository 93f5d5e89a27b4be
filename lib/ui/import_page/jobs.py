"""An import as a process of its own: the same command a script would run, read as JSON lines."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.languages import N_
from lib.ui.data import ROOT, generation
from lib.ui.import_page.uploads import Upload

OUTCOMES = ("imported", "rejected", "error")


@dataclass(frozen=True)
class Job:
    """`said` holds the lines printed so far, `complaints` what nobody foresaw; `before` is the
    generation that was live when it began."""

    process: subprocess.Popen[bytes]
    said: Path
    complaints: Path
    recipe: Path
    before: int | None

    @property
    def cancelled(self) -> bool:
        return self.process.returncode == -signal.SIGTERM

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def cancel(self) -> None:
        """End it: a killed import leaves the live data as it was."""
        self.process.terminate()
        self.process.wait()

    def lines(self) -> list[dict[str, Any]]:
        """Every whole line printed so far."""
        text = self.said.read_text(encoding="utf-8", errors="replace")
        whole = text[: text.rfind("\n") + 1]
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def progress(self) -> tuple[float, str, dict[str, Any]]:
        """The share done, and what is being done: a sentence and its values."""
        told = [line for line in self.lines() if "progress" in line]
        if not told:
            return 0.0, N_("Starting"), {}
        return told[-1]["progress"], told[-1]["doing"], told[-1].get("values", {})

    def outcome(self) -> tuple[str, dict[str, Any]]:
        """How it ended: one of OUTCOMES and what it said, or 'stopped' where it said nothing."""
        for line in reversed(self.lines()):
            for kind in OUTCOMES:
                if kind in line:
                    return kind, line[kind]
        return "stopped", {"status": self.process.returncode}


def start_import(
    store: Path, files: Sequence[Upload], recipe: Path, *, set_aside: bool, scratch: Path
) -> Job:
    """Begin importing `files` into the store, all of them or nothing."""
    command = [sys.executable, "-m", "lib", "--data", str(store.absolute()), "--json", "import"]
    command += [str(file.path.absolute()) for file in files]
    command += [f"--as={file.name}" for file in files]
    command += ["--recipe", str(recipe.absolute())]
    if set_aside:
        command.append("--set-aside")
    said, complaints = scratch / "said.jsonl", scratch / "complaints.txt"
    before = generation()
    with said.open("wb") as out, complaints.open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=errors
        )
    return Job(process, said, complaints, recipe, before)
