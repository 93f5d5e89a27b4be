"""The reader's language: sentences through a catalogue, numbers and dates through Babel.

English text is the key: `say("{tier} is steady", tier="A")`. A sentence the catalogue does not
know is shown in English. Money is the store's currency in every language.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency
from babel.numbers import format_decimal as babel_decimal

CATALOGUES = Path(__file__).parent / "locale"

Number = int | float | Decimal

DASH = "–"  # how NULL is said

Rest = ParamSpec("Rest")


def _dash_for_null(
    say: Callable[Concatenate["Language", Number, Rest], str],
) -> Callable[Concatenate["Language", Number | None, Rest], str]:
    """NULL is said as a dash, whether it comes as None, NaN or pandas' NA."""

    @wraps(say)
    def said(
        language: "Language", value: Number | None, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> str:
        if value is None or str(value) in ("<NA>", "nan", "NaN"):
            return DASH
        return say(language, value, *args, **kwargs)

    return said


@dataclass(frozen=True)
class Language:
    """How to say things to one reader.

    `code` is what a link carries, `locale` what Babel and the catalogue are called, `thousand` the
    step between the language's words for large numbers (K, M or 万, 亿).
    """

    code: str
    name: str
    locale: str
    thousand: int
    currency: str = "USD"

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, its {names} filled from `values`."""
        said = _translated(sentence, catalogue(self.locale))
        return said.format(**values) if values else said

    @_dash_for_null
    def number(self, value: Number, digits: int = 0) -> str:
        return _formatted(value or 0, "#,##0" + ("." + "0" * digits if digits else ""), self.locale)

    @_dash_for_null
    def signed(self, value: Number, digits: int = 0) -> str:
        """With its sign, plus or minus; nothing rounds to minus zero."""
        rounded = round(float(value), digits) + 0.0
        return f"{'+' if rounded > 0 else ''}{self.number(rounded, digits)}"

    @_dash_for_null
    def percent(self, share: Number, digits: int = 1) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return _formatted(Decimal(str(share)) or 0, pattern, self.locale)

    @_dash_for_null
    def signed_percent(self, share: Number, digits: int = 0) -> str:
        rounded = round(float(share), digits + 2) + 0.0
        return f"{'+' if rounded > 0 else ''}{self.percent(rounded, digits)}"

    @_dash_for_null
    def points(self, change: Number, digits: int = 1) -> str:
        """A change of a share, in percentage points, with its sign."""
        return self("{change} pt", change=self.signed(float(change) * 100, digits))

    @_dash_for_null
    def money(self, amount: Number) -> str:
        """Short: three figures and the language's word for thousands."""
        size = abs(float(amount))
        amount = amount if size else 0  # nothing has no sign
        if size < self.thousand:
            digits = 2 if 0 < size < 100 else 0
            pattern = "¤#,##0" + (".00" if digits else "")
            return format_currency(
                amount, self.currency, pattern, locale=self.locale, currency_digits=False
            )
        return format_compact_currency(
            amount, self.currency, locale=self.locale, fraction_digits=self._digits(size)
        )

    @_dash_for_null
    def signed_money(self, amount: Number) -> str:
        return ("+" if float(amount) > 0 else "") + self.money(amount)

    @_dash_for_null
    def short(self, value: Number, like: Number | None = None) -> str:
        """A count, short as money is; written as `like` is, where it stands beside it."""
        size = abs(float(value if like is None else like))
        if size < self.thousand * 10:
            return self.number(value)
        return format_compact_decimal(value, locale=self.locale, fraction_digits=self._digits(size))

    def month(self, day: date) -> str:
        return format_skeleton("yMMM", day, locale=self.locale)

    def month_on_axis(self, day: date, *, with_year: bool = True) -> str:
        """A month under an axis: on two lines where the language writes the year apart."""
        name = format_skeleton("MMM", day, locale=self.locale)
        if not with_year:
            return name
        return f"{name}<br>{format_skeleton('y', day, locale=self.locale)}"

    def day(self, day: date) -> str:
        return format_date(day, "medium", locale=self.locale)

    def listing(self, words: list[str]) -> str:
        """Words side by side, as the language separates them."""
        return self(", ").join(words)

    def paragraph(self, sentences: Iterable[str]) -> str:
        """One after the other: Chinese has no space behind a full stop."""
        return re.sub(r"(?<=[。！？；：]) ", "", " ".join(filter(None, sentences)))

    def _digits(self, size: float) -> int:
        """Decimals that leave three figures before the word for thousands."""
        mantissa = size
        while mantissa >= self.thousand:
            mantissa /= self.thousand
        return max(0, 2 - int(math.log10(mantissa)))


def N_(sentence: str) -> str:
    """Marks a sentence for the catalogue that is said elsewhere."""
    return sentence


ENGLISH = Language("en", "English", "en_US", 1_000)
CHINESE = Language("zh", "中文", "zh_CN", 10_000)
LANGUAGES = {language.code: language for language in (ENGLISH, CHINESE)}


@lru_cache(100_000)
def _formatted(value: Number, pattern: str, locale: str) -> str:
    """A page says thousands of numbers, the same ones after each change of filters. Zero comes here
    without a sign, as equal numbers are said alike."""
    return babel_decimal(value, format=pattern, locale=locale)


def _translated(sentence: str, known: dict[str, str]) -> str:
    """As the catalogue says it; also where two of its sentences were put together as one."""
    if sentence in known or not known:
        return known.get(sentence) or sentence
    for place, letter in enumerate(sentence):
        head, tail = sentence[:place], sentence[place:]
        if letter == " " and head in known and tail in known:
            return known[head] + known[tail]
    return sentence


@cache
def catalogue(locale: str, whose: str = "") -> dict[str, str]:
    """English sentence → the locale's sentence; empty for English.

    Ours, or in a folder of its own the words of something that we show and did not write.
    """
    file = CATALOGUES / whose / f"{locale}.po"
    if not file.exists():
        return {}
    with file.open("rb") as handle:
        messages = read_po(handle, locale=locale)
    return {str(message.id): str(message.string) for message in messages if message.id}
