"""Heavy work as a process of its own: the same commands a script would run, read as JSON lines."""

import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

from lib.languages import N_
from lib.ui.data import ROOT, folder, generation

# What a command may say last, the outcome it is.
OUTCOMES = ("seen", "matched", "checked", "imported", "done", "rejected", "error")


@dataclass(frozen=True)
class Job:
    """A command under way or ended.

    `about` tells what it was started for, `said` holds the lines printed so far, `complaints`
    what nobody foresaw; `before` is the generation that was live when it began.
    """

    verb: str
    about: str
    process: Popen[bytes]
    said: Path
    complaints: Path
    before: int | None
    _known: dict[str, Any] = field(default_factory=dict)

    @property
    def cancelled(self) -> bool:
        return self.process.returncode == -signal.SIGTERM

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def cancel(self) -> None:
        """End it: a killed import leaves the live data as it was."""
        if self.running:
            self.process.terminate()
        self.process.wait()

    def lines(self) -> list[dict[str, Any]]:
        """Every whole line printed so far."""
        text = self.said.read_text(encoding="utf-8", errors="replace")
        whole = text[: text.rfind("\n") + 1]
        return [json.loads(line) for line in whole.split("\n") if line.startswith("{")]

    def progress(self) -> tuple[float, str, dict[str, Any]]:
        """The share done, and what is being done: a sentence and its values."""
        told = [line for line in self.lines() if "progress" in line]
        if not told:
            return 0.0, N_("Starting"), {}
        return told[-1]["progress"], told[-1]["doing"], told[-1].get("values", {})

    def outcome(self) -> tuple[str, dict[str, Any]]:
        """How it ended: one of OUTCOMES and what it said, or 'stopped' where it said nothing."""
        if "outcome" not in self._known:
            found = self._outcome()
            if self.running:
                return found
            self._known["outcome"] = found
        kind, said = self._known["outcome"]
        return kind, said

    def _outcome(self) -> tuple[str, dict[str, Any]]:
        for line in reversed(self.lines()):
            for kind in OUTCOMES:
                if kind in line:
                    return kind, line[kind]
        return "stopped", {"status": self.process.returncode}


def start(verb: str, arguments: Sequence[str], *, about: str, scratch: Path) -> Job:
    """Begin a command on the store; what it says is written to `scratch`."""
    command = [sys.executable, "-m", "lib", "--data", str(folder().absolute()), "--json", verb]
    said, complaints = scratch / f"{verb}.said.jsonl", scratch / f"{verb}.complaints.txt"
    before = generation()
    with said.open("wb") as out, complaints.open("wb") as errors:
        process = Popen([*command, *arguments], cwd=ROOT, stdin=DEVNULL, stdout=out, stderr=errors)
    return Job(verb, about, process, said, complaints, before)
