"""Recipes of the same header: one that fits the files is taken, with their names and dates."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lib.importing.match.draft import Draft
from lib.importing.match.model import Doubt, Proposal
from lib.importing.match.sets import patterns
from lib.importing.match.sheets import Sheet
from lib.importing.recipe import FileOfSet, Recipe, read_recipe
from lib.importing.recipe.model import Column, lookup_in, names_in
from lib.importing.recipe.writing import recipe_text

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
        return fewer_questions(sheets, recipes)
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


def fewer_questions(sheets: Sequence[Sheet], recipes: Sequence[Recipe]) -> Proposal | None:
    """A recipe of one file in which some questions are asked no more: used without those blocks."""
    if len(sheets) != 1:
        return None
    (sheet,) = sheets
    columns = {column.name for column in sheet.columns}
    for recipe in recipes:
        if len(recipe.files) != 1:
            continue
        gone = columns_of(recipe, recipe.files[0].name) - columns
        blocks = Counter(one.table for one in recipe.blocks)
        left = [one for one in recipe.blocks if not one.names() & gone]
        others = {one.table for one in recipe.blocks if blocks[one.table] > 1}
        if not gone or len(left) == len(recipe.blocks):
            continue
        if {one.table for one in left} != set(blocks) or not others:
            continue
        rest = _without(recipe, [one in left for one in recipe.blocks])
        which = _which_is_which(sheets, rest)
        if which and len(columns_of(rest, which[0][1].name)) >= FEWEST:
            return _told_of(_adapted(rest, which, sheets), recipe, gone)
    return None


def _without(recipe: Recipe, stays: Sequence[bool]) -> Recipe:
    """The recipe with those of its blocks that stay; of tables that have several."""
    made = tomllib.loads(recipe.text)
    for table in {one.table for one in recipe.blocks}:
        mine = [stay for one, stay in zip(recipe.blocks, stays, strict=True) if one.table == table]
        if isinstance(made[table], list):
            made[table] = [one for one, stay in zip(made[table], mine, strict=True) if stay]
    return read_recipe(recipe_text(made), name=recipe.name)


def _told_of(proposal: Proposal, recipe: Recipe, gone: set[str]) -> Proposal:
    doubt = Doubt(
        ("name",),
        "The recipe {recipe} also takes {columns}, which are not here: the blocks that name them "
        "were left out.",
        (("recipe", recipe.name), ("columns", ", ".join(sorted(gone)))),
    )
    return replace(proposal, doubts=(*proposal.doubts, doubt))


def _more_of_a_kind(sheet: Sheet, recipe: Recipe, file: FileOfSet) -> list[str]:
    """Columns of figures that it passes over, called as the answers are that it takes."""
    taken = columns_of(recipe, file.name)
    values = [
        one.fields.get(field)
        for one in recipe.blocks
        for field in ("expected", "perceived")
        if one.table == "ratings" and one.source == file.name
    ]
    kinds = {_kind(value.name) for value in values if isinstance(value, Column)} - {""}
    return [
        column.name
        for column in sheet.columns
        if column.name not in taken
        and column.kind in ("whole", "number")
        and _kind(column.name) in kinds
    ]


def _kind(name: str) -> str:
    """What columns of one kind share: the question before ": ", or all but the number."""
    question, parted, _ = name.partition(": ")
    return question if parted else name.rstrip("0123456789") if name[-1:].isdigit() else ""


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
    for sheet, file in which:
        if more := _more_of_a_kind(sheet, recipe, file):
            draft.say(
                ("ratings",),
                "{file} also has {columns}, called like what the recipe {recipe} takes; add what "
                "belongs to it.",
                file=sheet.name,
                columns=", ".join(more),
                recipe=recipe.name,
            )
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
