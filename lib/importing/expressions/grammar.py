"""What an expression may hold, and how a refusal is put."""

from collections.abc import Collection
from difflib import get_close_matches

from sqlglot import exp

from lib.errors import BadRecipe

# Functions, with the fewest and the most values they take.
FUNCTIONS = {
    "abs": (1, 1),
    "coalesce": (1, 99),
    "concat": (1, 99),
    "date_diff": (3, 3),
    "date_trunc": (2, 2),
    "day": (1, 1),
    "greatest": (1, 99),
    "least": (1, 99),
    "length": (1, 1),
    "lower": (1, 1),
    "month": (1, 1),
    "nullif": (2, 2),
    "regexp_extract": (2, 3),
    "regexp_replace": (3, 4),
    "replace": (3, 3),
    "round": (1, 2),
    "split_part": (3, 3),
    "strptime": (2, 2),
    "substr": (2, 3),
    "trim": (1, 2),
    "upper": (1, 1),
    "year": (1, 1),
}

AGGREGATES = {
    "arg_max": (2, 2),
    "arg_min": (2, 2),
    "avg": (1, 1),
    "count": (1, 1),
    "first": (1, 1),
    "last": (1, 1),
    "max": (1, 1),
    "min": (1, 1),
    "sum": (1, 1),
}

# What a cast may name, and DuckDB's type. A bare decimal is our money; DuckDB's keeps 3 places.
TYPES = {
    exp.DType.TEXT: "varchar",
    exp.DType.DOUBLE: "double",
    exp.DType.INT: "bigint",
    exp.DType.BIGINT: "bigint",
    exp.DType.DECIMAL: "decimal(18, 4)",
    exp.DType.DATE: "date",
    exp.DType.TIMESTAMPNTZ: "timestamp",
    exp.DType.BOOLEAN: "boolean",
}
TYPE_WORDS = "text, number, integer, decimal, date, timestamp, boolean"

PARTS = ("year", "quarter", "month", "week", "day", "hour", "minute", "second")

ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
DIVISION: dict[type[exp.Expr], str] = {exp.Div: "/", exp.IntDiv: "//", exp.Mod: "%"}
COMPARISON: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
LOGIC: dict[type[exp.Expr], str] = {exp.And: "and", exp.Or: "or", exp.DPipe: "||"}
BINARY = ARITHMETIC | DIVISION | COMPARISON | LOGIC
PATTERNS: dict[type[exp.Expr], str] = {exp.Like: "like", exp.ILike: "ilike"}


def name_of(column: exp.Column) -> str:
    """A column as the reader sees it: its name, or NAME.column of a lookup."""
    return ".".join(part.name for part in column.parts)


def function_of(node: exp.Expr) -> str:
    """The name of a call, "" for a node that is none."""
    named = isinstance(node, exp.Anonymous) and isinstance(node.this, str)
    return node.this.lower() if named else ""


def unknown(shown: str, name: str, known: Collection[str], plain: str, close: str) -> BadRecipe:
    """`close` where a known word is like `name`, else `plain` with the known words."""
    matches = get_close_matches(name.lower()[:100], {word.lower(): word for word in known}, n=1)
    if matches:
        suggestion = next(word for word in known if word.lower() == matches[0])
        return BadRecipe(close, place=shown, name=name, suggestion=suggestion)
    listed = ", ".join([*list(known)[:30], *(["…"] if len(known) > 30 else [])])
    return BadRecipe(plain, place=shown, name=name, known=listed)


def shown(place: str, text: str) -> str:
    """An expression and where it stands, as a sentence begins with it."""
    cut = text if len(text) <= 200 else f"{text[:200]}…"
    return f"{place}, {cut}" if place else cut


def not_allowed(shown: str, what: str) -> BadRecipe:
    return BadRecipe(
        "{place} uses {what}, which is no part of a recipe's expressions; say it with columns, "
        "values, plain operators, case, cast and the functions a recipe may call.",
        place=shown,
        what=what,
    )


# What a node is called in a sentence; any other goes by the name SQLGlot has for it.
WORDS: dict[type[exp.Expr], str] = {
    exp.Subquery: "a subquery (select)",
    exp.Select: "a subquery (select)",
    exp.Exists: "a subquery (exists)",
    exp.Window: "a window (over)",
    exp.Filter: "filter (where)",
    exp.Order: "order by",
    exp.Placeholder: "a parameter",
    exp.Star: "*",
    exp.Tuple: "a list of values",
    exp.Interval: "an interval (add days as a number)",
    exp.Dot: "a name with dots",
    exp.Column: "a name with more than one dot",
}


def in_words(node: exp.Expr) -> str:
    return WORDS.get(type(node), node.key)
