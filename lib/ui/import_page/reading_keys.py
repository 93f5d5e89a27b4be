"""Where a recipe says how a file is read: [read], or of a set [file.NAME.read] over [read]."""

from collections.abc import Mapping
from copy import deepcopy
from fnmatch import fnmatchcase
from typing import Any

Table = dict[str, Any]


def part_for(recipe: Mapping[str, Any], shown: str) -> str | None:
    """Which [file.NAME] a file called `shown` is; "" where the recipe is for one file, None
    where it is for others."""
    files = recipe.get("file")
    if not isinstance(files, Mapping):
        return ""
    for name, one in files.items():
        match = one.get("match") if isinstance(one, Mapping) else None
        if isinstance(match, str) and fnmatchcase(shown.casefold(), match.casefold()):
            return str(name)
    return None


def reading_in(recipe: Mapping[str, Any], shown: str) -> Table | None:
    """What the recipe says of reading this file; None where it says nothing about it."""
    part = part_for(recipe, shown)
    if part is None or not recipe:
        return None
    said = dict(recipe.get("read", {}))
    if part:
        said |= recipe["file"][part].get("read", {})
    return deepcopy(said)


def with_reading(recipe: Mapping[str, Any], shown: str, reading: Mapping[str, Any]) -> Table:
    """The recipe, reading this file so and every other one as before."""
    changed = deepcopy(dict(recipe))
    part = part_for(recipe, shown)
    if part is None:
        return changed
    if not part:
        return _put(changed, "read", reading)
    shared = changed.pop("read", {})
    for name, one in changed["file"].items():
        own = reading if name == part else shared | one.get("read", {})
        _put(one, "read", own)
    return changed


def _put(table: Table, key: str, value: Mapping[str, Any]) -> Table:
    if value:
        table[key] = dict(value)
    else:
        table.pop(key, None)
    return table
