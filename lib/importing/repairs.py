"""Edits of a recipe that put a problem right: the recipe as TOML has it in, another one out.

map        values of a column and what each should be: {"values": {"GTXPro": "GTX Pro"}}
missing    words that stand for no value, in every column of the file
signs      how numbers are written: the decimal sign, the sign between thousands or None
dates      how the days of a column are written, as strptime says it
currency   signs beside amounts that are taken off
percent    what 5% is: 0.05 ("share") or 5 ("points")
negative   how amounts below zero are written: in "brackets", or with the sign "trailing"
time_zone  whose days are meant where moments carry offsets
fill_down  a column whose empty cells repeat the value above, as merged cells do
fill       what a field holds where the file says nothing; "=" begins an expression
drop_rows  rows to leave out for good, by the values of a column; by having none if there are none
keep       which of the rows of one key stands for it: first or last
restated   of an order's rows (of one product, where these are known) the last one holds

A repair that lacks what only a reader can say (`values` of a map, `value` of a fill) changes
nothing until it is given that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from lib.schema import DAY, MOMENT, TABLES

Recipe = dict[str, Any]
Repair = Mapping[str, Any]


def repaired(recipe: Recipe, problem: Mapping[str, Any], repair: Repair) -> Recipe:
    """The recipe after one of the problem's repairs; what was given stays as it was.

    `problem` and `repair` are what `check` says as JSON. Raises KeyError for a repair that is
    not of these kinds, or names a file or block the recipe does not have.
    """
    edited = deepcopy(recipe)
    KINDS[repair["kind"]](edited, repair)
    return edited


def _map(recipe: Recipe, repair: Repair) -> None:
    values: Mapping[str, str] = repair["values"]
    if not values:
        return
    mapped = _part(_file(recipe, repair), "map")
    of_column = _part(mapped, repair["column"])
    # A map looks at what the file says once: what led to a wrong value leads to the right one.
    for found, became in of_column.items():
        of_column[found] = values.get(became, became)
    of_column |= values


def _missing(recipe: Recipe, repair: Repair) -> None:
    reading = _reading(recipe, repair)
    words = [*reading.get("missing", [""]), *repair["words"]]
    _own_reading(recipe, repair)["missing"] = list(dict.fromkeys(words))


def _signs(recipe: Recipe, repair: Repair) -> None:
    own = _own_reading(recipe, repair)
    for sign in ("decimal", "thousands"):
        if repair[sign] is None:
            own.pop(sign, None)
            recipe.get("read", {}).pop(sign, None)
        else:
            own[sign] = repair[sign]


def _currency(recipe: Recipe, repair: Repair) -> None:
    given = _reading(recipe, repair).get("currency", [])
    signs = [given] if isinstance(given, str) else given
    _own_reading(recipe, repair)["currency"] = list(dict.fromkeys([*signs, *repair["signs"]]))


def _fill_down(recipe: Recipe, repair: Repair) -> None:
    columns = [*_reading(recipe, repair).get("fill_down", []), repair["column"]]
    _own_reading(recipe, repair)["fill_down"] = list(dict.fromkeys(columns))


def _percent(recipe: Recipe, repair: Repair) -> None:
    _own_reading(recipe, repair)["percent"] = repair["percent"]


def _negative(recipe: Recipe, repair: Repair) -> None:
    _own_reading(recipe, repair)["negative"] = repair["negative"]


def _dates(recipe: Recipe, repair: Repair) -> None:
    given = _reading(recipe, repair).get("dates", {})
    if isinstance(given, str):
        given = dict.fromkeys(_date_columns(recipe, repair), given)
    _own_reading(recipe, repair)["dates"] = given | {repair["column"]: repair["format"]}


def _date_columns(recipe: Recipe, repair: Repair) -> Iterator[str]:
    """The columns of a file that are read as days or moments."""
    for column, type_ in _file(recipe, repair).get("types", {}).items():
        if type_ in ("date", "timestamp"):
            yield column
    for table, block in _blocks(recipe):
        if block.get("from", repair["file"]) != repair["file"]:
            continue
        for column in TABLES[table].columns:
            value = str(block.get(column.name, "="))
            if column.type in (DAY, MOMENT) and not value.startswith("="):
                yield value.strip()


def _time_zone(recipe: Recipe, repair: Repair) -> None:
    _own_reading(recipe, repair)["time_zone"] = repair["time_zone"]


def _fill(recipe: Recipe, repair: Repair) -> None:
    field, value = repair["field"], repair["value"]
    if value is None:
        return
    block = _block(recipe, repair)
    given = block.get(field)
    if not isinstance(given, str):
        is_words = isinstance(value, str) and not value.startswith("=")
        block[field] = f"={_literal(value)}" if is_words else value
        return
    present = f"({given.removeprefix('=')})" if given.startswith("=") else _name(given)
    is_expression = isinstance(value, str) and value.startswith("=")
    other = f"({value.removeprefix('=')})" if is_expression else _literal(str(value))
    block[field] = f"=coalesce({present}, {other})"


def _drop_rows(recipe: Recipe, repair: Repair) -> None:
    block, column = _block(recipe, repair), _name(repair["column"])
    values = ", ".join(map(_literal, repair["values"]))
    kept = f"{column} is null or {column} not in ({values})" if values else f"{column} is not null"
    given = block.get("where")
    block["where"] = f"=({given.strip().removeprefix('=')}) and ({kept})" if given else f"={kept}"


def _keep(recipe: Recipe, repair: Repair) -> None:
    _block(recipe, repair)["keep"] = repair["keep"]


def _restated(recipe: Recipe, repair: Repair) -> None:
    block = _block(recipe, repair)
    block.pop("line", None)
    if "product_id" in block:
        block["line"] = block["product_id"]
    block["keep"] = "last"


KINDS: dict[str, Callable[[Recipe, Repair], None]] = {
    "map": _map,
    "missing": _missing,
    "signs": _signs,
    "currency": _currency,
    "percent": _percent,
    "negative": _negative,
    "dates": _dates,
    "time_zone": _time_zone,
    "fill_down": _fill_down,
    "fill": _fill,
    "drop_rows": _drop_rows,
    "keep": _keep,
    "restated": _restated,
}


def _file(recipe: Recipe, repair: Repair) -> Recipe:
    """What the recipe says of one file: the recipe itself, or [file.NAME] of a set."""
    name = repair["file"]
    found: Recipe = recipe["file"][name] if name else recipe
    return found


def _reading(recipe: Recipe, repair: Repair) -> Recipe:
    """How a file is read: what is said for all of the set, and for it alone."""
    return {**recipe.get("read", {}), **_file(recipe, repair).get("read", {})}


def _own_reading(recipe: Recipe, repair: Repair) -> Recipe:
    return _part(_file(recipe, repair), "read")


def _part(of: Recipe, key: str) -> Recipe:
    part: Recipe = of.setdefault(key, {})
    return part


def _blocks(recipe: Recipe) -> Iterator[tuple[str, Recipe]]:
    for table in TABLES:
        given = recipe.get(table)
        several: Iterable[Any] = given if isinstance(given, list) else [given]
        yield from ((table, block) for block in several if isinstance(block, dict))


def _block(recipe: Recipe, repair: Repair) -> Recipe:
    table, number = repair["block"]
    given = recipe[table]
    block: Recipe = given[number] if isinstance(given, list) else given
    return block


def _name(column: str) -> str:
    """A column as an expression names it."""
    return '"' + column.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
