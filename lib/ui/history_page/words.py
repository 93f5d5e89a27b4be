"""Imports in a reader's words: when, what, how; names of files stay text."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pandas import DataFrame

from lib.importing.past import PastImport
from lib.languages import DASH, N_
from lib.ui import data
from lib.ui.columns import Column, Columns
from lib.ui.import_page.words import size_text
from lib.ui.languages import _, reader
from lib.words import TABLES

MODES = {
    "update": N_("Add and update"),
    "replace": N_("Replace the tables"),
    "add": N_("Add only"),
}
STATES = {"live": N_("in the data"), "taken_back": N_("taken back")}


def when(moment: datetime | str) -> str:
    """A moment of UTC in the company's own time, where a setting says which that is."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    zone = data.settings().time_zone
    here = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC"))
    return f"{reader().day(here.date())} {here:%H:%M}" + ("" if zone else " UTC")


def named(files: list[str], recipe: str, loaded: dict[str, int], at: datetime | str) -> str:
    """orders.csv (8,800 order lines), Nov 20, 2026 10:14; the sample company by its name alone."""
    say = reader()
    loaded = loaded if files else {}
    rows = [f"{say.number(n)} {_(TABLES.get(name, name))}" for name, n in loaded.items() if n]
    return _(
        "{files} ({rows}), imported on {when}" if rows else "{files}, imported on {when}",
        files=say.listing(files) or recipe_name(recipe),
        rows=say.listing(rows),
        when=when(at),
    )


def recipe_name(recipe: str) -> str:
    return _("sample company") if recipe == "sample company" else recipe


def of_import(one: PastImport) -> str:
    files = list(dict.fromkeys(file.name for file in one.files))
    return named(files, one.recipe, one.loaded, one.imported_at)


def of_record(said: dict[str, Any]) -> str:
    """The same of an import as a command tells it."""
    files = list(dict.fromkeys(file["name"] for file in said["files"]))
    return named(files, said["recipe"], said["loaded"], said["imported_at"])


def listed(live: tuple[PastImport, ...], taken_back: tuple[PastImport, ...]) -> DataFrame:
    """A row an import, those taken back first, as they came last."""
    states = [(one, "taken_back") for one in taken_back] + [(one, "live") for one in live]
    return DataFrame([_row(one, state) for one, state in states])


def _row(one: PastImport, state: str) -> dict[str, object]:
    files = list(dict.fromkeys(file.name for file in one.files))
    return {
        "when": when(one.imported_at),
        "files": reader().listing(files) or DASH,
        "loaded": sum(one.loaded.values()),
        "set_aside": sum(fate.set_aside for fate in one.fates),
        "state": state,
        "recipe": recipe_name(one.recipe),
        "mode": one.mode,
        "generation": one.generation,
        "import_id": one.import_id,
    }


def import_columns() -> Columns:
    return Columns(
        {
            "when": Column("text", N_("Imported on")),
            "files": Column("name", N_("Files")),
            "loaded": Column("count", N_("Rows loaded")),
            "set_aside": Column("count", N_("Set aside")),
            "state": Column("text", N_("State"), STATES),
            "recipe": Column("name", N_("Recipe")),
            "mode": Column("text", N_("How"), MODES),
            "generation": Column("number", N_("Generation")),
        }
    )


HASH_SHOWN = 12  # letters of a file's hash that tell it from any other


def files_of(one: PastImport) -> DataFrame:
    return DataFrame(
        [(f.name, size_text(f.bytes), f.hash[:HASH_SHOWN]) for f in one.files],
        columns=["file", "bytes", "hash"],
    )


def file_columns() -> Columns:
    return Columns(
        {
            "file": Column("name", N_("File")),
            "bytes": Column("text", N_("Size of the file")),
            "hash": Column("text", N_("Hash")),
        }
    )


def fates_of(one: PastImport) -> DataFrame:
    return DataFrame([vars(fate) for fate in one.fates])


def fate_columns() -> Columns:
    counts = {
        "rows": N_("Rows"),
        "loaded": N_("Loaded"),
        "merged": N_("Merged"),
        "set_aside": N_("Set aside"),
        "skipped": N_("Skipped"),
    }
    return Columns(
        {
            "file": Column("name", N_("File")),
            "table": Column("text", N_("Table"), TABLES),
            **{name: Column("count", label) for name, label in counts.items()},
        }
    )


def changes_of(one: PastImport) -> DataFrame:
    return DataFrame([vars(change) for change in one.tables])


def change_columns() -> Columns:
    counts = {
        "new": N_("New"),
        "changed": N_("Changed"),
        "unchanged": N_("Unchanged"),
        "removed": N_("Removed"),
        "set_aside": N_("Set aside"),
    }
    return Columns(
        {
            "table": Column("text", N_("Table"), TABLES),
            **{name: Column("count", label) for name, label in counts.items()},
        }
    )
