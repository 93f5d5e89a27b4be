"""A tree as DuckDB SQL, by a writer that knows nothing but what is allowed."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlglot import exp

from lib.errors import BadRecipe
from lib.importing.expressions.dates import check_date_format
from lib.importing.expressions.grammar import (
    AGGREGATES,
    BINARY,
    DIVISION,
    FUNCTIONS,
    PARTS,
    PATTERNS,
    TYPE_WORDS,
    TYPES,
    function_of,
    in_words,
    name_of,
    not_allowed,
    unknown,
)
from lib.importing.expressions.reading import unreadable

MAX_WILDCARDS = 5  # % in a pattern: matching takes time that grows with each

# What may stand beside the values in a node of the tree without changing what it means.
HARMLESS = {"typed", "safe"}


@dataclass(frozen=True)
class Writer:
    """Writes SQL from a tree, knowing only what is allowed; `shown` is the text, for sentences."""

    shown: str
    columns: Mapping[str, str]

    def write(self, node: exp.Expr) -> str:
        kind = type(node)
        if kind in BINARY:
            self._only(node, "this", "expression")
            left, right = self.write(node.this), self.write(node.expression)
            if kind in DIVISION:
                right = f"nullif({right}, 0)"
            return f"({left} {BINARY[kind]} {right})"
        if kind in PATTERNS:
            return self._pattern(node)
        writer = self._KINDS.get(kind)
        if writer is None:
            raise not_allowed(self.shown, in_words(node))
        return writer(self, node)

    def _only(self, node: exp.Expr, *parts: str) -> None:
        """Refuse a node that says more than the writer would write."""
        for name, value in node.args.items():
            if value and name not in parts and name not in HARMLESS:
                raise not_allowed(self.shown, in_words(node))

    def _column(self, node: exp.Column) -> str:
        parts = node.parts
        if len(parts) > 2 or not all(isinstance(part, exp.Identifier) for part in parts):
            raise not_allowed(self.shown, in_words(node))
        name = name_of(node)
        if name not in self.columns:
            raise unknown(
                self.shown,
                name,
                list(self.columns),
                "{place} uses {name}, which is no column of the file; it has {known}.",
                "{place} uses {name}, which is no column of the file; did you mean {suggestion}?",
            )
        return f"({self.columns[name]})"

    def _literal(self, node: exp.Literal) -> str:
        if node.is_string:
            return _quoted(node.name)
        plain = re.fullmatch(r"\d+(\.\d*)?([eE][+-]?\d+)?", node.name)
        if not plain or not math.isfinite(float(node.name)):
            raise not_allowed(self.shown, node.name)
        return node.name

    def _null(self, node: exp.Null) -> str:
        return "null"

    def _boolean(self, node: exp.Boolean) -> str:
        return "true" if node.this else "false"

    def _paren(self, node: exp.Paren) -> str:
        self._only(node, "this")
        return self.write(node.this)

    def _negative(self, node: exp.Neg) -> str:
        self._only(node, "this")
        return f"(- {self.write(node.this)})"

    def _not(self, node: exp.Not) -> str:
        self._only(node, "this")
        return f"(not {self.write(node.this)})"

    def _is(self, node: exp.Is) -> str:
        self._only(node, "this", "expression")
        if not isinstance(node.expression, exp.Null | exp.Boolean):
            raise not_allowed(self.shown, "is before a value (use =)")
        return f"({self.write(node.this)} is {self.write(node.expression)})"

    def _in(self, node: exp.In) -> str:
        for value in [*node.expressions, *filter(None, [node.args.get("query")])]:
            bare = value.this if isinstance(value, exp.Neg) else value
            if not isinstance(bare, exp.Literal):
                raise BadRecipe(
                    "{place} looks for something other than plain values with in (…); list text "
                    "in single quotes, or numbers.",
                    place=self.shown,
                )
        self._only(node, "this", "expressions")
        if not node.expressions:
            raise unreadable(self.shown)
        return f"({self.write(node.this)} in ({self._list(node.expressions)}))"

    def _between(self, node: exp.Between) -> str:
        self._only(node, "this", "low", "high")
        low, high = self.write(node.args["low"]), self.write(node.args["high"])
        return f"({self.write(node.this)} between {low} and {high})"

    def _pattern(self, node: exp.Expr) -> str:
        self._only(node, "this", "expression", "negate")
        pattern = self._text_of(node.expression, "like")
        if pattern.count("%") > MAX_WILDCARDS:
            raise BadRecipe(
                "{place} looks for a pattern with more than {most} %; use fewer.",
                place=self.shown,
                most=MAX_WILDCARDS,
            )
        operator = ("not " if node.args.get("negate") else "") + PATTERNS[type(node)]
        return f"({self.write(node.this)} {operator} {_quoted(pattern)})"

    def _case(self, node: exp.Case) -> str:
        self._only(node, "this", "ifs", "default")
        words = ["case"]
        if node.this:
            words.append(self.write(node.this))
        for branch in node.args["ifs"]:
            self._only(branch, "this", "true")
            words += ["when", self.write(branch.this), "then", self.write(branch.args["true"])]
        if node.args.get("default"):
            words += ["else", self.write(node.args["default"])]
        return f"({' '.join(words)} end)"

    def _cast(self, node: exp.Cast) -> str:
        self._only(node, "this", "to")
        word = "try_cast" if isinstance(node, exp.TryCast) else "cast"
        return f"{word}({self.write(node.this)} as {self._type(node.to)})"

    def _type(self, wanted: exp.DataType) -> str:
        extras = {name for name, value in wanted.args.items() if value} - {"this", "expressions"}
        sizes = [size.name for size in wanted.expressions]
        name = None if sizes or extras else TYPES.get(wanted.this)
        if wanted.this == exp.DType.DECIMAL and sizes:
            name = _decimal(sizes)
        if name is None:
            raise BadRecipe(
                "{place} casts to a type that is not known here; the types are {known}.",
                place=self.shown,
                known=TYPE_WORDS,
            )
        return name

    def _call(self, node: exp.Anonymous) -> str:
        self._only(node, "this", "expressions")
        name, values = function_of(node), node.expressions
        limits = FUNCTIONS.get(name) or AGGREGATES.get(name)
        if limits is None:
            raise not_allowed(self.shown, name)
        fewest, most = limits
        if not fewest <= len(values) <= most:
            raise BadRecipe(
                "{place} gives {name} {found} values; it takes {wanted}.",
                place=self.shown,
                name=name,
                found=len(values),
                wanted=str(fewest) if fewest == most else f"{fewest} to {most}",
            )
        self._refuse_unbounded(node, name, values)
        if name == "count":
            return f"count({self._counted(values[0])})"
        if name in ("first", "last", "arg_min", "arg_max") and "row" in self.columns:
            return self._in_file_order(name, values)
        return f"{name}({self._list(values)})"

    def _list(self, values: list[exp.Expr]) -> str:
        return ", ".join(map(self.write, values))

    def _counted(self, value: exp.Expr) -> str:
        if isinstance(value, exp.Star) and not any(value.args.values()):
            return "*"
        if isinstance(value, exp.Distinct) and len(value.expressions) == 1:
            self._only(value, "expressions")
            return f"distinct {self.write(value.expressions[0])}"
        return self.write(value)

    def _in_file_order(self, name: str, values: list[exp.Expr]) -> str:
        """The file decides between equals, not whichever row a thread happens to meet first."""
        value, row = self.write(values[0]), f"({self.columns['row']})"
        if len(values) == 1:
            return f"{name}({value} order by {row})"
        by = self.write(values[1])
        end = "first" if name == "arg_min" else "last"
        known = f"{value} is not null and {by} is not null"
        return f"{end}({value} order by {by}, {row}) filter (where {known})"

    def _refuse_unbounded(self, node: exp.Anonymous, name: str, values: list[exp.Expr]) -> None:
        """Refuse what would be found wrong, or without end, only when the rows are read."""
        if name in ("date_diff", "date_trunc"):
            self._refuse_unless_one_of(values[0], name, PARTS)
        if name == "strptime":
            check_date_format(self._text_of(values[1], name), self.shown)
        if name in ("regexp_replace", "regexp_extract"):
            self._text_of(values[1], name)
        if name == "regexp_replace" and len(values) == 4:
            self._refuse_unless_one_of(values[3], name, ("g", "i", "gi", "ig", "c", "gc", "cg"))
        if (name == "regexp_extract" and len(values) == 3) or (name == "round" and values[1:]):
            self._refuse_unless_small(values[-1], name)

    def _text_of(self, node: exp.Expr, name: str) -> str:
        if not isinstance(node, exp.Literal) or not node.is_string:
            raise BadRecipe(
                "{place} needs plain text in single quotes as the pattern of {name}.",
                place=self.shown,
                name=name,
            )
        return node.name

    def _refuse_unless_one_of(self, node: exp.Expr, name: str, known: tuple[str, ...]) -> None:
        found = self._text_of(node, name)
        if found.lower() not in known:
            raise BadRecipe(
                "{place} gives {name} '{found}'; it knows {known}.",
                place=self.shown,
                name=name,
                found=found,
                known=", ".join(f"'{word}'" for word in known),
            )

    def _refuse_unless_small(self, node: exp.Expr, name: str) -> None:
        bare = node.this if isinstance(node, exp.Neg) else node
        if not isinstance(bare, exp.Literal) or not re.fullmatch(r"\d", bare.name):
            raise BadRecipe(
                "{place} needs one digit as the last value of {name}.", place=self.shown, name=name
            )

    _KINDS: ClassVar[dict[type[exp.Expr], Callable[["Writer", Any], str]]] = {
        exp.Column: _column,
        exp.Literal: _literal,
        exp.Null: _null,
        exp.Boolean: _boolean,
        exp.Paren: _paren,
        exp.Neg: _negative,
        exp.Not: _not,
        exp.Is: _is,
        exp.In: _in,
        exp.Between: _between,
        exp.Case: _case,
        exp.Cast: _cast,
        exp.TryCast: _cast,
        exp.Anonymous: _call,
    }


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _decimal(sizes: list[str]) -> str | None:
    """decimal(p, s) as DuckDB can hold it, else None."""
    if len(sizes) > 2 or not all(re.fullmatch(r"\d{1,2}", size) for size in sizes):
        return None
    precision, scale = [*map(int, sizes), 0][:2]
    return f"decimal({precision}, {scale})" if scale <= precision <= 38 and precision else None
