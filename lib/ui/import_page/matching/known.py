"""What is known of the files while they are matched: their columns, what these hold, our doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.ui.import_page.desk import Desk
from lib.ui.import_page.matching import model
from lib.ui.import_page.matching.model import Place, Recipe
from lib.ui.import_page.words import note_text


@dataclass(frozen=True)
class Known:
    """The desk with its recipe, and the columns of each file of the set by name."""

    desk: Desk
    recipe: Recipe
    columns: dict[str, dict[str, dict[str, Any]]]

    def of(self, source: str) -> dict[str, dict[str, Any]]:
        """The columns of a file of the set, by name, each with what is known of it."""
        return self.columns.get(source, {})

    def names(self, source: str) -> list[str]:
        """Everything a field fed from this file may be: its columns, and those looked up."""
        by_file = {name: list(columns) for name, columns in self.columns.items()}
        return [*self.of(source), *model.lookup_columns(self.recipe, by_file)]

    def doubt(self, *path: str) -> dict[str, Any] | None:
        """What our proposal had to say of this key, while it is still as proposed."""
        return next((one for one in self.desk.doubts if one["path"] == list(path)), None)

    def change(self, recipe: Recipe, *path: str) -> None:
        """The reader's word replaces a guess."""
        self.desk.doubts = [one for one in self.desk.doubts if one["path"] != list(path)]
        self.desk.change(recipe)


def known(desk: Desk) -> Known:
    """Of the desk's files that can be read."""
    recipe = desk.recipe or {}
    columns: dict[str, dict[str, dict[str, Any]]] = {}
    for source in _sources(recipe):
        for upload in desk.files:
            seen = desk.seen(upload)
            if seen and model.files_of(recipe, source, [upload.name]):
                columns.setdefault(source, {one["name"]: one for one in seen["columns"]})
    return Known(desk, recipe, columns)


def _sources(recipe: Recipe) -> Sequence[str]:
    return list(recipe["file"]) if isinstance(recipe.get("file"), dict) else [""]


def path_of(recipe: Recipe, place: Place, key: str) -> tuple[str, ...]:
    """Where a doubt about this field stands: blocks of a list have their number in the path."""
    table, number = place
    inner = (str(number),) if isinstance(recipe.get(table), list) else ()
    return (table, *inner, key)


def reason(doubt: dict[str, Any]) -> str:
    return note_text(doubt)
