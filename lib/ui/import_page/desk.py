"""What one reader has laid out to import, and everything chosen about it on the way.

A desk outlives its tab: its token stands in the address, so that a reload, the browser's Back and
a look at another page lose nothing. What a closed tab left behind is removed after a day.
"""

import json
import shutil
import time
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

import streamlit as st

from lib.ui import data
from lib.ui.import_page import jobs, reading_keys
from lib.ui.import_page.uploads import Upload, take

KEPT_SECONDS = 24 * 3600
MOST_DESKS = 200
DESK = "desk_token"  # the session's

Recipe = dict[str, Any]  # as tomllib gives it
Reading = dict[str, Any]  # the [read] table of one


@dataclass(frozen=True)
class Outcome:
    """How a job ended, and what it was about: one about something else is out of date."""

    about: str
    kind: str
    said: dict[str, Any]


@dataclass
class Desk:
    """`readings` and `looks` are by the file's mark: what was chosen of [read], and what was
    found so. `recipe` is the whole recipe, [read] included; `doubts` are those of our proposal.
    `round` changes the uploaders' keys, so that Streamlit lets go of the bytes it held."""

    folder: Path
    token: str = ""
    touched: float = field(default_factory=time.time)
    round: int = 0
    step: int = 1
    files: list[Upload] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    looks: dict[str, Outcome] = field(default_factory=dict)
    recipe: Recipe | None = None
    came_from: str = ""  # the recipe's mark among those known; empty for one of our making
    doubts: list[dict[str, Any]] = field(default_factory=list)
    known: str | None = None  # the recipe whose header is the same
    proposed: Outcome | None = None
    mode: str = "update"
    aside: set[str] = field(default_factory=set)  # groups of problems whose rows are left out
    usual: set[str] = field(default_factory=set)  # kinds of problems set aside last time
    as_usual: bool = False  # were they, this time too?
    checked: Outcome | None = None
    imported: Outcome | None = None
    import_job: jobs.Job | None = None
    taken_back: bool = False
    not_taken_back: dict[str, Any] | None = None  # why an undo was refused
    job: jobs.Job | None = None
    is_again: bool = False  # read and matched as last time, without a look at it
    in_haste: bool = False  # on to the last step, unless something is in the way
    block: tuple[str, int] | None = None  # the part of the recipe being looked at

    def take(self, name: str, content: BinaryIO) -> Upload:
        """Lay an uploaded file on the desk."""
        upload = take(self.folder, self.round, name, content)
        self.round += 1
        self.add(upload)
        return upload

    def add(self, upload: Upload) -> None:
        if upload.mark in {one.mark for one in self.files}:
            return
        self.files.append(upload)
        self._adapt_reading(upload)

    def remove(self, upload: Upload) -> None:
        self.files.remove(upload)
        self.readings.pop(upload.mark, None)
        self.looks.pop(upload.mark, None)
        upload.throw_away()

    def reading(self, upload: Upload) -> Reading:
        return self.readings.get(upload.mark, {})

    def read_so(self, upload: Upload, reading: Reading) -> None:
        """Choose how a file is read; the recipe, where there is one, then says the same."""
        self.readings[upload.mark] = reading
        if self.recipe is not None:
            self.recipe = reading_keys.with_reading(self.recipe, upload.name, reading)

    def adopt(self, recipe: Mapping[str, Any], *, came_from: str = "") -> None:
        """Make this the recipe, and read the files as it says."""
        self.recipe, self.came_from = deepcopy(dict(recipe)), came_from
        self.aside.clear()
        for upload in self.files:
            self._adapt_reading(upload)

    def _adapt_reading(self, upload: Upload) -> None:
        said = reading_keys.reading_in(self.recipe or {}, upload.name)
        if said is not None:
            self.readings[upload.mark] = said

    def change(self, recipe: Recipe) -> None:
        """The reader changed the recipe: what they decided about its problems is open again."""
        self.adopt(recipe, came_from=self.came_from)

    def forget_recipe(self) -> None:
        self.recipe, self.came_from, self.doubts, self.known = None, "", [], None
        self.proposed = self.checked = None
        self.aside.clear()
        self.usual.clear()
        self.as_usual = False

    # What the outcomes of jobs are about

    def about_file(self, upload: Upload) -> str:
        return _print_of([upload.mark, upload.bytes, self.reading(upload)])

    def about_files(self) -> str:
        return _print_of([self.about_file(upload) for upload in self.files])

    def about_import(self) -> str:
        made_of = [self.about_files(), self.recipe, self.mode, data.generation()]
        return _print_of(made_of)

    def look(self, upload: Upload) -> Outcome | None:
        """What was found in a file as it is to be read now; None where that is not known."""
        return _fresh(self.looks.get(upload.mark), self.about_file(upload))

    def seen(self, upload: Upload) -> dict[str, Any] | None:
        """What the file holds, as it was last read, where it could be."""
        found = self.looks.get(upload.mark)
        return found.said if found and found.kind == "seen" else None

    def proposal(self) -> Outcome | None:
        """Our guess at these files' recipe."""
        return _fresh(self.proposed, self.about_files())

    def check(self) -> Outcome | None:
        """What the last check found, where nothing was changed since."""
        return _fresh(self.checked, self.about_import())

    def stop(self) -> None:
        if self.job:
            self.job.cancel()
        self.job = None

    def clear(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _fresh(outcome: Outcome | None, about: str) -> Outcome | None:
    return outcome if outcome and outcome.about == about else None


def _print_of(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)


@st.cache_resource(show_spinner=False)
def _desks() -> dict[str, Desk]:
    """Of every reader, by token, the one used longest ago first."""
    return {}


def desk(token: str = "") -> Desk:
    """This reader's, or the one of this token, where there still is one."""
    desks = _desks()
    wanted = token if token in desks else st.session_state.get(DESK, "")
    found = desks.pop(wanted, None)
    if found is None or not found.folder.exists():
        found = _new()
    found.touched = time.time()
    desks[found.token] = found
    st.session_state[DESK] = found.token
    return found


def _new() -> Desk:
    uploads = data.folder() / "uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    _sweep(uploads)
    token = token_hex(8)
    folder = uploads / token
    folder.mkdir()
    return Desk(folder, token)


def leave() -> None:
    """Throw away what was laid out and begin anew."""
    if found := _desks().pop(st.session_state.pop(DESK, ""), None):
        found.clear()


def _sweep(uploads: Path) -> None:
    """Remove desks nobody has used for a day, and folders nobody knows any more."""
    old, desks = time.time() - KEPT_SECONDS, _desks()
    for token in [token for token, one in desks.items() if one.touched < old]:
        desks.pop(token).clear()
    while len(desks) >= MOST_DESKS:
        desks.pop(next(iter(desks))).clear()
    for folder in uploads.iterdir():
        if folder.name not in desks and folder.stat().st_mtime < old:
            shutil.rmtree(folder, ignore_errors=True)
