"""Recipes of the same header: one that fits the files is taken, with their names and dates."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from lib.importing.match.draft import Draft
from lib.importing.match.model import Doubt, Proposal
from lib.importing.match.sets import patterns
from lib.importing.match.sheets import Sheet
from lib.importing.recipe import FileOfSet, Recipe
from lib.importing.recipe.model import Column, lookup_in, names_in

FEWEST = 3  # columns of a file that a recipe must name, to be known by them
OURS = {"row", "row_id"}


def known(sheets: Sequence[Sheet], recipes: Sequence[Recipe]) -> Proposal | None:
    """The recipe that names the most of the files' columns, if one names columns of them all."""
    fitting = []
    for recipe in recipes:
        which = _which_is_which(sheets, recipe)
        if which and _may_do_without_others(which, sheets, recipe):
            named = sum(len(columns_of(recipe, file.name)) for _, file in which)
            fitting.append((named, recipe, which))
    if not fitting:
        return None
    _, recipe, which = max(fitting, key=lambda one: one[0])
    return _adapted(recipe, which, sheets)


def columns_of(recipe: Recipe, file: str) -> set[str]:
    """Every column of one of its files that a recipe names."""
    mine = recipe.file(file)
    found = {*mine.types, *mine.maps, *dict(mine.reading.dates_of)}
    known = [lookup.name for lookup in recipe.lookups]
    for block in recipe.blocks:
        if block.source == file:
            found |= {name for name in block.names() if not lookup_in(name, known)}
            for lookup in recipe.lookups_of(block):
                ours = names_in(lookup.on.values())
                found |= {name for name in ours if not lookup_in(name, known)}
    names = {name for block in recipe.blocks for name in block.names()}
    for lookup in recipe.lookups:
        names |= names_in(lookup.on.values())
    for lookup in recipe.lookups:
        if lookup.source == file:
            found |= set(lookup.on)
            found |= {
                name.removeprefix(f"{lookup.name}.")
                for name in names
                if lookup_in(name, known) == lookup.name
            }
    return found - OURS


def _which_is_which(sheets: Sequence[Sheet], recipe: Recipe) -> list[tuple[Sheet, FileOfSet]]:
    """For each file that is one of the recipe's, the recipe's name for it."""
    found: list[tuple[Sheet, FileOfSet]] = []
    for sheet in sheets:
        free = [file for file in recipe.files if file not in [one for _, one in found]]
        fitting = [file for file in free if _fits(sheet, recipe, file)]
        if not fitting:
            continue
        by_name = [file for file in fitting if file.match and file.matches(sheet.name)]
        best = by_name or sorted(fitting, key=lambda file: -len(columns_of(recipe, file.name)))
        found.append((sheet, best[0]))
    given = {file.name for _, file in found}
    return found if any(block.source in given for block in recipe.blocks) else []


def _may_do_without_others(
    which: Sequence[tuple[Sheet, FileOfSet]], sheets: Sequence[Sheet], recipe: Recipe
) -> bool:
    """May the files that are none of the recipe's be left aside? Of a set that it knows most of."""
    if len(which) == len(sheets):
        return True
    given = {file.name for _, file in which}
    all_fed = all(block.source in given for block in recipe.blocks)
    return len(which) > 1 and all_fed


def _fits(sheet: Sheet, recipe: Recipe, file: FileOfSet) -> bool:
    named, columns = columns_of(recipe, file.name), [column.name for column in sheet.columns]
    if file.reading.columns:
        same = len(file.reading.columns) == len(columns)
        return same and sheet.headerless and _kinds_fit(sheet, recipe, file)
    called = file.match is not None and file.matches(sheet.name)
    enough = called or len(named) >= min(FEWEST, len(columns))
    return bool(named) and enough and named <= set(columns) and not sheet.headerless


def _kinds_fit(sheet: Sheet, recipe: Recipe, file: FileOfSet) -> bool:
    """Without a header, do days and money stand where the recipe looks for them?"""
    kinds = dict(zip(file.reading.columns, (one.kind for one in sheet.columns), strict=True))
    wanted = {"ordered_on": ("date", "timestamp"), "revenue": ("number", "whole")}
    for block in recipe.blocks:
        for field, fitting in wanted.items():
            value = block.fields.get(field)
            if isinstance(value, Column) and kinds.get(value.name) not in fitting:
                return False
    return True


def _adapted(
    recipe: Recipe, which: Sequence[tuple[Sheet, FileOfSet]], sheets: Sequence[Sheet]
) -> Proposal:
    """The recipe as it stands, but for the names of files and the dates of these files."""
    made = tomllib.loads(recipe.text)
    draft = Draft()
    for sheet in sheets:
        if sheet not in [mine for mine, _ in which]:
            made["file"][sheet.key] = {"match": patterns(sheets)[sheet.key]}
            sentence = "The recipe {recipe} takes nothing from {file}."
            draft.say(("file", sheet.key), sentence, recipe=recipe.name, file=sheet.name)
    renamed = dict(
        zip([file.name for _, file in which], patterns([s for s, _ in which]).values(), strict=True)
    )
    for sheet, file in which:
        own = made["file"][file.name] if file.name else made
        names = [one.name for one in sheet.files]
        if file.match and not all(file.matches(name) for name in names):
            draft.say(
                ("file", file.name, "match"),
                "{file} is called otherwise than this recipe expects; its columns are the same.",
                file=sheet.name,
            )
            own["match"] = renamed[file.name]
        _adapt_dates(draft, sheet, file, own, made)
        if sheet.said:
            own["read"] = {**own.get("read", {}), **sheet.said}
    sentence = "The recipe {recipe} is for files with these columns, and is used."
    doubts = [Doubt(("name",), sentence, (("recipe", recipe.name),), sure=True)]
    return Proposal(made, (*doubts, *draft.finish()[1]), recipe.name)


def _adapt_dates(
    draft: Draft, sheet: Sheet, file: FileOfSet, own: dict[str, Any], made: Mapping[str, Any]
) -> None:
    """Where these files write their days in another way, the recipe's way would refuse them."""
    reading = file.reading
    if reading.dates is None or "%H" in reading.dates:
        return
    used = [column for column in sheet.columns if column.dates]
    others = {form for column in used if reading.dates not in column.dates for form in column.dates}
    others -= {"%Y-%m-%d"}
    if not others:
        return
    path = ("file", file.name, "read") if file.name else ("read",)
    inherited = {**made.get("read", {}), **own.get("read", {})}
    own["read"] = {key: value for key, value in inherited.items() if key != "dates"}
    draft.doubt(
        (*path, "dates"),
        "The recipe reads days as {form}; these are written otherwise: {forms}.",
        tuple(sorted(others)),
        form=reading.dates,
        forms=", ".join(sorted(others)),
    )
