"""What a column is, of which kind, and how a value of each kind is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from pandas import DataFrame, isna

from lib.languages import DASH, Language

Kind = Literal[
    "text",  # as it is; or a code of ours, said in words
    "name",  # text that may be long
    "count",
    "number",
    "money",
    "percent",  # a share, or a rate that may pass 1
    "share",  # a share of a whole, drawn as a bar too
    "days",
    "day",
    "month",
    "flag",
]

TEXTS = ("text", "name", "flag")
NUMBERS = ("count", "number", "money", "percent", "share", "days")


@dataclass(frozen=True)
class Column:
    """`words` says the codes that a column of text may hold; other text is shown as it is."""

    kind: Kind
    label: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """The columns shown, in order, the most important first; `of` readies the frame."""

    shown: Mapping[str, Column]
    of: Callable[[DataFrame], DataFrame] = lambda frame: frame


@lru_cache(maxsize=20_000)  # the next run says the same values again
def spoken(value: Any, kind: Kind, say: Language) -> str:
    """A value as the reader reads it; NULL is a dash."""
    return DASH if isna(value) else SPOKEN[kind](value, say)


def _whole_or_not(value: Any, say: Language) -> str:
    """As many decimals as it needs, at most two."""
    digits = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return say.number(value, digits)


SPOKEN: dict[Kind, Callable[[Any, Language], str]] = {
    "count": lambda value, say: say.short(value),
    "number": _whole_or_not,
    "days": _whole_or_not,
    "money": lambda value, say: say.money(value),
    "percent": lambda value, say: say.percent(value),
    "day": lambda value, say: say.day(value),
    "month": lambda value, say: say.month(value),
}
