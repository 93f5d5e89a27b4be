"""Expressions of a recipe: a small, closed part of SQL, made into DuckDB's SQL.

A recipe may come from anyone, so nothing of its text reaches the database. SQLGlot reads the text
into a tree, and the SQL is written anew from the tree by a writer that knows only what stands in
`grammar.py`: whatever else the tree holds is refused by name. What is known can read no file, table
or setting, ends in bounded time, and divides only by nullif(…, 0).
"""

from collections.abc import Collection, Iterator, Mapping

from sqlglot import exp

from lib.errors import BadRecipe
from lib.importing.expressions.dates import check_date_format
from lib.importing.expressions.grammar import AGGREGATES, function_of, name_of, shown
from lib.importing.expressions.reading import read
from lib.importing.expressions.writing import Writer

__all__ = ["check_date_format", "columns_of", "compile", "is_aggregate"]


def compile(
    text: str,
    columns: Mapping[str, str],
    *,
    aggregate: bool = False,
    grouped: Collection[str] = (),
    place: str = "",
) -> str:
    """`text` as DuckDB SQL, each visible name replaced by its reference in `columns`.

    `columns` holds every name the expression may use: the file's columns, `row`, `row_id`, and
    `NAME.column` of lookups. `aggregate` allows aggregates; beside one, a column outside of any
    aggregate must be in `grouped`. `place` says where the expression stands, for the sentence of
    a BadRecipe.
    """
    sentence = shown(place, text)
    tree = read(text, sentence)
    _refuse_misplaced_aggregates(tree, sentence, aggregate, grouped)
    return Writer(sentence, columns).write(tree)


def is_aggregate(text: str) -> bool:
    """Does the expression hold an aggregate, so that it has one value for a group of rows?"""
    return any(True for _ in _aggregates(read(text, shown("", text))))


def columns_of(text: str, *, aggregate: bool = True, place: str = "") -> set[str]:
    """The visible names the expression uses; those of a lookup as `NAME.column`.

    Raises BadRecipe for everything that `compile` would refuse in any file.
    """
    sentence = shown(place, text)
    tree = read(text, sentence)
    names = {name_of(node) for node in tree.find_all(exp.Column)}
    _refuse_misplaced_aggregates(tree, sentence, aggregate, names)
    Writer(sentence, dict.fromkeys(names, "x")).write(tree)
    return names


def _aggregates(tree: exp.Expr) -> Iterator[exp.Expr]:
    return (node for node in tree.find_all(exp.Anonymous) if function_of(node) in AGGREGATES)


def _refuse_misplaced_aggregates(
    tree: exp.Expr, shown: str, aggregate: bool, grouped: Collection[str]
) -> None:
    aggregates = list(_aggregates(tree))
    if aggregates and not aggregate:
        raise BadRecipe(
            "{place} uses {name}, which needs several rows; give the block a per = column, one "
            "row out for each of its values.",
            place=shown,
            name=function_of(aggregates[0]),
        )
    within: set[int] = set()
    for node in aggregates:
        below = {id(inner) for inner in node.walk()} - {id(node)}
        if any(id(other) in below for other in aggregates):
            raise BadRecipe(
                "{place} puts one aggregate inside another; use one of them.", place=shown
            )
        within |= below
    for column in tree.find_all(exp.Column) if aggregates else ():
        if id(column) not in within and name_of(column) not in grouped:
            raise BadRecipe(
                "{place} uses {column} beside an aggregate, where it may have several values; "
                'say which, as in first("{column}").',
                place=shown,
                column=name_of(column),
            )
