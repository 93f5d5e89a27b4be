"""Which imports made the data, which were taken back, and what a step back or forth would do."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib import store
from lib.database import Database, cannot_be_opened, connect_reader
from lib.importing.past import PastImport, Step, past_imports
from lib.ui import data

Imports = tuple[PastImport, ...]


@dataclass(frozen=True)
class Known:
    """The imports the live data is made of and those taken back, each the newest first; and the
    step back and the one forth, None where none is kept."""

    live: Imports
    taken_back: Imports
    undo: Step | None
    redo: Step | None


def known() -> Known:
    """Of the store as it is now. Raises NoStore, StoreError."""
    folder = data.folder()
    kept, after = store.generations(folder), store.stepped_back_from(folder)
    live = _imports(folder, kept[0])
    ahead = [one for generation in after for one in _without(_imports(folder, generation), live)]
    return Known(
        live,
        _newest_first(ahead),
        _step(folder, kept[1], live) if len(kept) > 1 else None,
        _step(folder, after[0], live) if after else None,
    )


def _step(folder: Path, to: store.Generation, live: Imports) -> Step:
    there = _imports(folder, to)
    return Step(to.number, _without(live, there), _without(there, live))


def _imports(folder: Path, generation: store.Generation) -> Imports:
    return _read(str(generation.path(folder)), generation.facts.checksum)


# A generation never changes, so what it tells is read once; its checksum knows it from another of
# the same number in a folder made anew.
@st.cache_data(max_entries=64, show_spinner=False)
def _read(path: str, checksum: int) -> Imports:
    """Nothing of a file that cannot be opened: the step to it says what is wrong."""
    try:
        connection = connect_reader(Path(path))
    except Exception as error:
        if cannot_be_opened(error):
            return ()
        raise
    with connection:
        return past_imports(Database(connection))


def _without(imports: Imports, others: Imports) -> Imports:
    seen = {_identity(one) for one in others}
    return tuple(one for one in imports if _identity(one) not in seen)


def _newest_first(imports: list[PastImport]) -> Imports:
    once = {_identity(one): one for one in imports}
    return tuple(sorted(once.values(), key=lambda one: one.imported_at, reverse=True))


def _identity(one: PastImport) -> tuple[object, ...]:
    """Numbers count anew where own data took the place of the sample's."""
    return one.import_id, one.imported_at
