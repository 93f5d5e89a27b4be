"""Edits of a recipe as tomllib gives it. Each gives another one; what was given stays as it was."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from glob import escape
from typing import Any, TypeGuard

from lib.errors import BadRecipe, RapportError
from lib.importing.expressions import columns_of, compile
from lib.languages import N_
from lib.schema import DAY, FLAG, MOMENT, MONEY, NUMBER, TABLES, WHOLE
from lib.ui.import_page.reading_keys import part_for

Recipe = dict[str, Any]
Block = dict[str, Any]
Place = tuple[str, int]  # a table, and which of its blocks

NUMBERS = (MONEY, NUMBER, WHOLE)
ALWAYS = ("row", "row_id")  # names every expression may use besides columns

# Of a survey with a column for each question, what differs from question to question.
OF_A_QUESTION = ("aspect", "layer", "expected", "perceived", "importance")

# An answer turned round: the ends of its scale together, less the answer.
TURNED = re.compile(r'=\s*-?[\d.]+ - "((?:[^"]|"")+)"\s*')


def empty(files: Mapping[str, Mapping[str, Any]]) -> Recipe:
    """A recipe that fills nothing yet, for files of these names, read so."""
    if len(files) == 1:
        (reading,) = files.values()
        return {"read": dict(reading)} if reading else {}
    recipe: Recipe = {"file": {}}
    for name, reading in files.items():
        one: Recipe = {"match": _next_months(name)}
        if reading:
            one["read"] = dict(reading)
        recipe["file"][_slug(name, recipe["file"])] = one
    return recipe


def _next_months(name: str) -> str:
    """A pattern for the file's name with whatever figures."""
    return re.sub(r"\d[\d._-]*\d|\d", "*", escape(name))


def _slug(name: str, taken: Iterable[str]) -> str:
    stem = re.sub(r"[^a-z]+", "_", name.rpartition(".")[0].lower()).strip("_") or "file"
    return stem if stem not in taken else f"{stem}_{len(list(taken)) + 1}"


# Blocks


def places(recipe: Recipe) -> list[Place]:
    """Every block, in the order of our tables."""
    found: list[Place] = []
    for table in TABLES:
        given = recipe.get(table)
        if isinstance(given, dict):
            found.append((table, 0))
        elif is_blocks(given):
            found += [(table, number) for number in range(len(given))]
    return found


def is_blocks(given: Any) -> TypeGuard[list[Block]]:
    return isinstance(given, list) and bool(given) and all(isinstance(one, dict) for one in given)


def block_at(recipe: Recipe, place: Place) -> Block:
    table, number = place
    given = recipe[table]
    block: Block = given[number] if isinstance(given, list) else given
    return block


def source_of(recipe: Recipe, block: Block) -> str:
    """Which file of the set feeds the block; "" where there is but one."""
    files = recipe.get("file", {})
    return str(block.get("from") or (next(iter(files)) if len(files) == 1 else ""))


def files_of(recipe: Recipe, source: str, names: Sequence[str]) -> list[str]:
    """Which of the files laid out are this file of the set."""
    return [name for name in names if part_for(recipe, name) == source]


def with_block(recipe: Recipe, table: str, source: str = "") -> tuple[Recipe, Place]:
    """With one more block that fills `table`."""
    changed = deepcopy(recipe)
    block: Block = {"from": source} if source else {}
    given = changed.get(table)
    if given is None or not (isinstance(given, dict) or is_blocks(given)):
        changed[table] = block
        return changed, (table, 0)
    blocks = given if isinstance(given, list) else [given]
    changed[table] = [*blocks, block]
    return changed, (table, len(blocks))


def without_block(recipe: Recipe, place: Place) -> Recipe:
    changed = deepcopy(recipe)
    table, number = place
    given = changed[table]
    left = [one for i, one in enumerate(given) if i != number] if isinstance(given, list) else []
    if left:
        changed[table] = left
    else:
        del changed[table]
    return changed


def with_key(recipe: Recipe, place: Place, key: str, value: Any) -> Recipe:
    """A field of a block, or one of its other keys, changed; None takes it out."""
    changed = deepcopy(recipe)
    block = block_at(changed, place)
    if value is None or value in ({}, ""):
        block.pop(key, None)
    else:
        block[key] = value
    return changed


# Values


def kind_of(value: Any) -> str:
    """What fills a field: "none", "column", "formula" or "constant"."""
    if value is None:
        return "none"
    if not isinstance(value, str):
        return "constant"
    if not value.strip().startswith("="):
        return "column"
    return "constant" if constant_text(value) is not None else "formula"


def constant_text(value: Any) -> str | None:
    """The text that stands in every row, where an expression is just that."""
    found = re.fullmatch(r"=\s*'((?:[^']|'')*)'\s*", value) if isinstance(value, str) else None
    return found[1].replace("''", "'") if found else None


def shown(value: Any) -> str:
    """A formula or a constant as a reader writes it."""
    text = constant_text(value)
    if text is not None:
        return text
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip().removeprefix("=").strip() if isinstance(value, str) else str(value)


def column_value(column: str) -> str:
    """A column as a recipe names it: bare, unless that would read as an expression."""
    if column.startswith("=") or column != column.strip():
        return '="' + column.replace('"', '""') + '"'
    return column


def constant_value(text: str, type_: str) -> Any:
    """What a reader wrote for every row, as a field of this type holds it.

    Raises BadRecipe where it is nothing the field can hold.
    """
    text = text.strip()
    if type_ in NUMBERS:
        return _number(text, whole=type_ == WHOLE)
    if type_ in (DAY, MOMENT):
        return _day(text)
    if type_ == FLAG and text.lower() in FLAGS:
        return FLAGS[text.lower()]
    return "='" + text.replace("'", "''") + "'"


FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _number(text: str, *, whole: bool) -> int | float:
    try:
        number = float(text)
    except ValueError:
        raise BadRecipe(
            N_("{found} is no number; write one like 1200 or 0.5."), found=text
        ) from None
    if number.is_integer():
        return int(number)
    if whole or number != number or abs(number) == float("inf"):
        raise BadRecipe(N_("{found} is no whole number."), found=text)
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRecipe(N_("{found} is no day; write one like 2024-12-31."), found=text) from None


def fault_of(
    formula: str, names: Iterable[str], *, place: str, aggregate: bool = False
) -> RapportError | None:
    """What is wrong with a formula, in the importer's own words; None where nothing is."""
    known = dict.fromkeys([*names, *ALWAYS], "x")
    try:
        compile(formula, known, aggregate=aggregate, grouped=known, place=place)
    except RapportError as error:
        return error
    return None


def with_types(recipe: Recipe, source: str, formula: str, kinds: Mapping[str, str]) -> Recipe:
    """Numbers and days that a formula reckons with are read as such; the file's other columns
    stay text for it."""
    try:
        used = columns_of(formula)
    except RapportError:
        return recipe
    wanted = {
        name: kinds[name]
        for name in sorted(used)
        if kinds.get(name) in ("number", "whole", "date", "timestamp")
    }
    if not wanted:
        return recipe
    changed = deepcopy(recipe)
    part = changed["file"][source] if source and "file" in changed else changed
    part["types"] = wanted | part.get("types", {})
    return changed


# Attributes, lookups, questions


def attribute_columns(block: Block, columns: Iterable[str]) -> list[str]:
    """The columns of the file that are attributes as they stand."""
    given = block.get("attributes", {}).values()
    return [column for column in columns if column_value(column) in given]


def with_attributes(recipe: Recipe, place: Place, chosen: Sequence[str]) -> Recipe:
    """These columns as attributes; an attribute that is a formula stays."""
    given = block_at(recipe, place).get("attributes", {})
    wanted = {column_value(column): column for column in chosen}
    kept = {
        name: value
        for name, value in given.items()
        if kind_of(value) != "column" or value in wanted
    }
    new = {column: value for value, column in wanted.items() if value not in kept.values()}
    return with_key(recipe, place, "attributes", kept | new)


def lookup_columns(recipe: Recipe, columns_of_file: Mapping[str, Sequence[str]]) -> list[str]:
    """What lookups add to the columns of a file, as NAME.column."""
    names = []
    for lookup, one in recipe.get("lookup", {}).items():
        table = one.get("table")
        columns = (
            TABLES[table].names if table in TABLES else columns_of_file.get(one.get("from"), ())
        )
        names += [f"{lookup}.{column}" for column in columns]
    return names


def with_lookup(
    recipe: Recipe, name: str, *, table: str | None, source: str | None, theirs: str, ours: str
) -> Recipe:
    changed = deepcopy(recipe)
    where = {"table": table} if table else {"from": source}
    changed.setdefault("lookup", {})[name] = {**where, "on": {theirs: column_value(ours)}}
    return changed


def without_lookup(recipe: Recipe, name: str) -> Recipe:
    changed = deepcopy(recipe)
    changed["lookup"].pop(name)
    if not changed["lookup"]:
        del changed["lookup"]
    return changed


def is_survey(recipe: Recipe) -> bool:
    """Are all blocks of ratings one survey: the same but for what is asked?"""
    given = recipe.get("ratings")
    if not is_blocks(given):
        return False
    common = [_common(block) for block in given]
    return all(one == common[0] for one in common) and not any(
        kind_of(block.get("aspect")) in ("column", "formula") for block in given
    )


def _common(block: Block) -> Block:
    return {key: value for key, value in block.items() if key not in OF_A_QUESTION}


def questions(recipe: Recipe) -> list[dict[str, str]]:
    """Each question of the survey: what it asks, the columns of its answers, and whether a high
    answer is a bad one ("yes" or "")."""
    return [
        {key: _as_asked(block.get(key)) for key in OF_A_QUESTION}
        | {"reversed": "yes" if _turned(block.get("perceived")) else ""}
        for block in recipe["ratings"]
    ]


def _as_asked(value: Any) -> str:
    return "" if value is None else _turned(value) or shown(value)


def _turned(value: Any) -> str | None:
    """The column whose scale an expression turns round, as in ="6 - Q1"; None for any other."""
    found = TURNED.fullmatch(value) if isinstance(value, str) else None
    return found[1].replace('""', '"') if found else None


def turned_round(recipe: Recipe) -> list[str]:
    """The formulas of the answers that are turned round."""
    answers = [block.get(key) for block in recipe["ratings"] for key in ("expected", "perceived")]
    return [shown(answer) for answer in answers if _turned(answer)]


def with_questions(recipe: Recipe, asked: Sequence[Mapping[str, str]]) -> Recipe:
    """The survey with these questions; one without an answer's column is left out."""
    changed = deepcopy(recipe)
    given = changed.get("ratings", {})
    common = _common(given[0] if isinstance(given, list) else given)
    blocks = [_question(common, one) for one in asked if one.get("perceived")]
    changed["ratings"] = blocks or [common]
    return changed


def _question(common: Block, one: Mapping[str, str]) -> Block:
    block = dict(common)
    block["aspect"] = constant_value(one.get("aspect") or one["perceived"], "varchar")
    if one.get("layer"):
        block["layer"] = constant_value(one["layer"], "varchar")
    for key in ("expected", "perceived", "importance"):
        if one.get(key):
            is_turned = one.get("reversed") and key != "importance" and has_scale(common)
            block[key] = _turn(common, one[key]) if is_turned else column_value(one[key])
    return block


def has_scale(block: Block) -> bool:
    """Are both ends of the scale known, so that an answer can be turned round?"""
    return all(isinstance(block.get(end), int | float) for end in ("scale_min", "scale_max"))


def _turn(block: Block, column: str) -> str:
    """The highest answer for the lowest, and so on."""
    ends = block["scale_min"] + block["scale_max"]
    quoted = column.replace('"', '""')
    return f'={ends:g} - "{quoted}"'
