"""The recipes there are: those that come with Rapport, and those readers saved beside their data.

A saved recipe lies under a name of our own, made from what its owner calls it; the name they gave
stands inside.
"""

import json
import os
import re
import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import streamlit as st

from lib.errors import RapportError, StoreError
from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text
from lib.ui import data

SHIPPED = data.ROOT / "data" / "recipes"
OWN = "my-"  # what the name of every saved recipe begins with
LONGEST = 40


@dataclass(frozen=True)
class Known:
    """A recipe on disk: its `mark` tells it from all others."""

    mark: str
    name: str
    path: Path
    is_own: bool


def saved_in() -> Path:
    return data.folder() / "recipes"


def known() -> list[Known]:
    """Every recipe there is, the readers' own first; one that cannot be read is left out."""
    own = [_known(path, is_own=True) for path in sorted(saved_in().glob(f"{OWN}*.toml"))]
    shipped = [
        _known(path, is_own=False)
        for path in sorted(SHIPPED.glob("*.toml"))
        if not path.name.startswith(OWN)
    ]
    named = (one for one in [*own, *shipped] if one)
    return sorted(named, key=lambda one: (not one.is_own, one.name.casefold()))


def find(mark: str) -> Known | None:
    return next((one for one in known() if one.mark == mark), None)


def at(path: str) -> Known | None:
    """The known recipe of this file's name."""
    return next((one for one in known() if one.path.name == Path(path).name), None)


def content(recipe: Known) -> dict[str, Any]:
    """The recipe as tomllib gives it. Raises BadRecipe."""
    return parsed(recipe.path.read_text(encoding="utf-8-sig"), recipe.name)


def parsed(text: str, name: str) -> dict[str, Any]:
    """A recipe's text as tomllib gives it, once it is one. Raises BadRecipe."""
    read_recipe(text, name=name)
    return tomllib.loads(text)


def save(recipe: Mapping[str, Any], name: str, *, over: Known | None = None) -> Known:
    """Keep a recipe under this name, in place of an own one or beside the others.

    The file is replaced in one step. Raises BadRecipe, StoreError.
    """
    text = recipe_text({**recipe, "name": name})
    read_recipe(text, name=name)
    path = over.path if over and over.is_own else _free_path(name)
    beside = path.with_name(f"{path.name}.{token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise StoreError(
            "The recipe could not be saved ({reason}).", reason=error.strerror
        ) from error
    return Known(path.name, name, path, is_own=True)


def _decisions_of(recipe: Known) -> Path:
    return recipe.path.with_suffix(".aside.json")


def remember(recipe: Known, aside: Collection[str]) -> None:
    """Keep which kinds of problems had their rows set aside. Raises StoreError."""
    path = _decisions_of(recipe)
    try:
        if aside:
            path.write_text(json.dumps(sorted(aside), ensure_ascii=False), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            "The recipe could not be saved ({reason}).", reason=error.strerror
        ) from error


def remembered(recipe: Known) -> set[str]:
    """The kinds of problems whose rows were set aside when the recipe was saved."""
    try:
        kinds = json.loads(_decisions_of(recipe).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {kind for kind in kinds if isinstance(kind, str)} if isinstance(kinds, list) else set()


def rename(recipe: Known, name: str) -> None:
    """Raises BadRecipe, StoreError."""
    if recipe.is_own and name.strip():
        save(content(recipe), name.strip(), over=recipe)


def delete(recipe: Known) -> None:
    """Only a reader's own."""
    if recipe.is_own:
        recipe.path.unlink(missing_ok=True)
        _decisions_of(recipe).unlink(missing_ok=True)


def _free_path(name: str) -> Path:
    folder = saved_in()
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())[:LONGEST].strip("-") or "recipe"
    path = folder / f"{OWN}{plain}.toml"
    return path if not path.exists() else folder / f"{OWN}{plain}-{token_hex(4)}.toml"


def _known(path: Path, *, is_own: bool) -> Known | None:
    try:
        name = _name(str(path), path.stat().st_mtime)
    except (RapportError, OSError):
        return None
    return Known(path.name, name, path, is_own)


@st.cache_data(max_entries=256, show_spinner=False)
def _name(path: str, changed: float) -> str:
    return read_recipe(Path(path), name=Path(path).name).name
