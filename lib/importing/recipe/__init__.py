"""A recipe: how one kind of file becomes our tables. TOML in, `Recipe` out.

A recipe says how to read its file or set of files, what type each column has, and which of our
tables the rows feed. Reading one only checks what the recipe itself says; whether a file has the
columns it names is found when the file is there.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from lib.errors import BadRecipe
from lib.importing.recipe.blocks import blocks_of, lookups_of, refuse_unknown_lookups
from lib.importing.recipe.model import (
    Block,
    Column,
    Constant,
    Expression,
    FileOfSet,
    Lookup,
    Recipe,
    Value,
)
from lib.importing.recipe.reading import maps_of, reading_of, types_of
from lib.importing.recipe.section import Section
from lib.schema import TABLES

__all__ = [
    "Block",
    "Column",
    "Constant",
    "Expression",
    "FileOfSet",
    "Lookup",
    "Recipe",
    "Value",
    "read_recipe",
]

KEYS = ("name", "stages", "read", "types", "map", "lookup", "file")
MAX_LENGTH = 500_000  # characters


def read_recipe(path_or_text: Path | str, *, name: str) -> Recipe:
    """The recipe in a TOML file (a Path) or text (a str); `name` is what a reader calls it.

    Raises BadRecipe with one sentence that names the recipe, the key and the way out.
    """
    text = _text_of(path_or_text, name) if isinstance(path_or_text, Path) else path_or_text
    section = Section(name, "", _parse(text, name))
    section.only(*KEYS, *TABLES)
    files = _files(section)
    names = [file.name for file in files]
    lookups = lookups_of(section, names)
    blocks = [
        block
        for table in section.given
        if table in TABLES and not _is_order_of_stages(section, table)
        for block in blocks_of(TABLES[table], section, names)
    ]
    if not blocks:
        raise BadRecipe(
            "{recipe} fills no table; add a line such as [orders], and under it what feeds each of "
            "its columns.",
            recipe=name,
        )
    for block in blocks:
        refuse_unknown_lookups(section, block.names(), lookups)
    return Recipe(
        name=section.text("name") or name,
        text=text,
        files=files,
        blocks=tuple(blocks),
        lookups=lookups,
        stages=_stages(section),
        complete_to=_complete_to(section, files),
    )


def _text_of(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecipe("{recipe} is not UTF-8 text; save it as UTF-8.", recipe=name) from error
    except OSError as error:
        raise BadRecipe(
            "{recipe} cannot be opened: {reason}.", recipe=name, reason=error.strerror
        ) from error


def _parse(text: str, name: str) -> dict[str, Any]:
    if len(text) > MAX_LENGTH:
        raise BadRecipe(
            "{recipe} is longer than {most} characters, which no recipe is.",
            recipe=name,
            most=MAX_LENGTH,
        )
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise BadRecipe(
            "{recipe} is not TOML: {reason}. Values are numbers, days, true, false, or text in "
            "quotes.",
            recipe=name,
            reason=error,
        ) from error
    except RecursionError:
        raise BadRecipe("{recipe} is nested too deeply.", recipe=name) from None


def _files(section: Section) -> tuple[FileOfSet, ...]:
    """The sole file, or those of the set; what [read] says then holds for each of them."""
    if "file" not in section.given:
        return (
            FileOfSet(
                reading=reading_of(section.section("read")),
                types=types_of(section.section("types")),
                maps=maps_of(section.section("map")),
            ),
        )
    for key in ("types", "map"):
        if key in section.given:
            raise section.refuse(
                key,
                "{place} does not say which file it is about; write [file.NAME.{key}].",
                key=key,
            )
    shared = section.section("read")
    reading_of(shared)
    files = tuple(_file_of_set(name, one, shared) for name, one in section.named("file"))
    if not files:
        raise section.refuse("file", '{place} names no file; add [file.NAME] with match = "…".')
    return files


def _file_of_set(name: str, section: Section, shared: Section) -> FileOfSet:
    section.only("match", "read", "types", "map")
    match = section.text("match")
    if match is None:
        raise section.refuse(
            "match", '{place} is missing; say how the file is called, as in match = "*items*.csv".'
        )
    own = section.section("read", f"[file.{name}.read]")
    return FileOfSet(
        name=name,
        match=match,
        reading=reading_of(Section(own.recipe, own.heading, shared.given | own.given)),
        types=types_of(section.section("types", f"[file.{name}.types]")),
        maps=maps_of(section.section("map", f"[file.{name}.map]")),
    )


def _is_order_of_stages(section: Section, table: str) -> bool:
    """`stages` is a list of names, or like every other table a block that fills it."""
    given = section.given[table]
    listed = isinstance(given, list) and not any(isinstance(one, dict) for one in given)
    return table == "stages" and listed


def _stages(section: Section) -> tuple[str, ...]:
    if "stages" not in section.given or not _is_order_of_stages(section, "stages"):
        return ()
    stages = section.distinct_texts("stages")
    for stage in stages:
        if stage.lower() in ("won", "lost"):
            raise section.refuse(
                "stages",
                "{place} lists {stage}, which is an outcome and no stage; leave it out.",
                stage=stage,
            )
    return stages


def _complete_to(section: Section, files: tuple[FileOfSet, ...]) -> date | None:
    """The day the data is complete to; files of one set cannot disagree about it."""
    days = {file.reading.complete_to for file in files} - {None}
    if len(days) > 1:
        raise section.refuse(
            "[read] complete_to",
            "{place} differs between the files of the set; say it once, in [read].",
        )
    return next(iter(days), None)
