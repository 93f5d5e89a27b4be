"""Expressions of a recipe: a small, closed part of SQL, made into DuckDB's SQL."""

from collections.abc import Collection, Mapping


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
    raise NotImplementedError


def is_aggregate(text: str) -> bool:
    """Does the expression hold an aggregate, so that it has one value for a group of rows?"""
    raise NotImplementedError


def columns_of(text: str) -> set[str]:
    """The visible names the expression uses; those of a lookup as `NAME.column`."""
    raise NotImplementedError
