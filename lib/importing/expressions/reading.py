"""An expression's text as a tree, refused where it is too long, too deep or foreign."""

import re
from functools import lru_cache
from itertools import zip_longest
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.duckdb import DuckDBParser
from sqlglot.tokenizer_core import Token, TokenType

from lib.errors import BadRecipe
from lib.importing.expressions.grammar import (
    AGGREGATES,
    FUNCTIONS,
    function_of,
    not_allowed,
    unknown,
)

MAX_LENGTH = 4_000  # characters
MAX_DEPTH = 100  # operators and calls within one another
MAX_BRACKETS = 20  # open at once; what reads them needs a dozen frames for each
MAX_GROWTH = 1_000  # times its length that replacing may make a text

SIGNS = {*"(),.+-*/%<>=", "//", "||", "==", "<>", "!=", "<=", ">=", "::"}
BEFORE_BRACKETS = {
    *("and", "or", "not", "in", "like", "ilike", "between", "distinct"),
    *("case", "when", "then", "else"),
}
SQL_WORDS = {"all", "any", "exists", "filter", "from", "over", "select", "values", "within"}
SIZED = {"decimal", "numeric"}
CALLS = {*FUNCTIONS, *AGGREGATES, "cast", "try_cast"}


class _Words(DuckDB.Tokenizer):
    """DuckDB's words, with the names our own tables have for types; `row` is only a name."""

    KEYWORDS: ClassVar[dict] = {
        **{
            word: kind
            for word, kind in DuckDB.Tokenizer.KEYWORDS.items()
            if kind not in DuckDBParser.NESTED_TYPE_TOKENS
        },
        "NUMBER": TokenType.DOUBLE,
        "WHOLE": TokenType.BIGINT,
        "FLAG": TokenType.BOOLEAN,
    }


class _Parser(DuckDBParser):
    """DuckDB's grammar, with every function but a cast read as a plain name and its values."""

    FUNCTIONS: ClassVar[dict[str, Any]] = {}
    FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {
        name: DuckDBParser.FUNCTION_PARSERS[name] for name in ("CAST", "TRY_CAST")
    }
    NO_PAREN_FUNCTIONS: ClassVar[dict] = {}
    NO_PAREN_FUNCTION_PARSERS: ClassVar[dict] = {
        "CASE": DuckDBParser.NO_PAREN_FUNCTION_PARSERS["CASE"]
    }
    TYPE_CONVERTERS: ClassVar[dict] = {}


@lru_cache(maxsize=1_000)
def read(text: str, shown: str) -> exp.Expr:
    """The tree of an expression that holds nothing but words and signs an expression may hold."""
    if len(text) > MAX_LENGTH:
        raise BadRecipe(
            "{place} is longer than {most} characters; put values right with [map] instead.",
            place=shown,
            most=MAX_LENGTH,
        )
    try:
        tokens = _Words(dialect=DuckDB()).tokenize(text)
        _refuse_foreign_words(tokens, shown)
        trees = _Parser(dialect=DuckDB()).parse_into(exp.Condition, tokens, text)
    except (ParseError, TokenError) as error:
        raise unreadable(shown) from error
    except RecursionError:
        raise _too_deep(shown) from None
    if len(trees) != 1 or trees[0] is None:
        raise unreadable(shown)
    tree = trees[0]
    if _depth(tree) > MAX_DEPTH:
        raise _too_deep(shown)
    if _growth(tree) > MAX_GROWTH:
        raise BadRecipe(
            "{place} makes text longer and longer by joining or replacing; put values right with "
            "[map] instead.",
            place=shown,
        )
    return tree


def unreadable(shown: str) -> BadRecipe:
    return BadRecipe(
        "{place} cannot be read as one expression; column names stand in double quotes, text in "
        "single quotes, and every bracket is closed.",
        place=shown,
    )


def _too_deep(shown: str) -> BadRecipe:
    return BadRecipe("{place} is nested too deeply; say it in fewer steps.", place=shown)


def _refuse_foreign_words(tokens: list[Token], shown: str) -> None:
    """Before parsing: some texts outside our part of SQL take SQLGlot hours to read."""
    depth = 0
    for token, after, then in zip_longest(tokens, tokens[1:], tokens[2:]):
        if token.comments:
            raise BadRecipe("{place} holds a comment; put it in a line of its own.", place=shown)
        if not _is_word(token) and token.text not in SIGNS:
            raise not_allowed(shown, token.text)
        depth += (token.token_type == TokenType.L_PAREN) - (token.token_type == TokenType.R_PAREN)
        if depth > MAX_BRACKETS:
            raise _too_deep(shown)
        if after and after.token_type == TokenType.L_PAREN:
            _refuse_foreign_call(token, then, shown)


def _is_word(token: Token) -> bool:
    literal = token.token_type in (TokenType.STRING, TokenType.NUMBER, TokenType.IDENTIFIER)
    return literal or re.fullmatch(r"\w+", token.text) is not None


def _refuse_foreign_call(token: Token, inside: Token | None, shown: str) -> None:
    """What stands before an opening bracket is an operator, or a function we know."""
    name = token.text.lower()
    literal = token.token_type in (TokenType.IDENTIFIER, TokenType.STRING, TokenType.NUMBER)
    if not literal and (token.text in SIGNS or name in BEFORE_BRACKETS | CALLS):
        return
    sized = name in SIZED and inside is not None and inside.token_type == TokenType.NUMBER
    if sized and not literal:
        return
    if name in SQL_WORDS | SIZED:
        raise not_allowed(shown, f"{name}(")
    raise unknown(
        shown,
        token.text,
        sorted(CALLS),
        "{place} calls {name}, which a recipe may not; it may call {known}.",
        "{place} calls {name}, which a recipe may not; did you mean {suggestion}?",
    )


def _depth(tree: exp.Expr) -> int:
    """How many levels the tree has, counted without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in node.iter_expressions())
    return deepest


def _growth(tree: exp.Expr) -> float:
    """How many times as long as a column's text the result may become, roughly and at most."""
    inner = [_growth(child) for child in tree.iter_expressions()]
    name = function_of(tree)
    if name in ("replace", "regexp_replace") and len(inner) > 2:
        _, pattern, replacement = tree.expressions[:3]
        return inner[0] * _growth_by(name, pattern, replacement)
    joins = name == "concat" or isinstance(tree, exp.DPipe)
    return sum(inner) if joins else max(inner, default=1)


def _growth_by(name: str, pattern: exp.Expr, replacement: exp.Expr) -> float:
    if not isinstance(replacement, exp.Literal):
        return MAX_GROWTH / 10
    longer = len(replacement.name)
    if name == "regexp_replace":
        return 1 + longer + replacement.name.count("\\")
    shortest = len(pattern.name) if isinstance(pattern, exp.Literal) else 1
    return max(1, longer / max(shortest, 1))
