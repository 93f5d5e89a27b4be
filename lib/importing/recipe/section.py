"""One table of a TOML file, read key by key; whatever is not as it should be gets a sentence."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from lib.errors import BadRecipe


@dataclass(frozen=True)
class Section:
    """`given` is what stands under `heading`, such as [read], of the recipe called `recipe`."""

    recipe: str
    heading: str
    given: dict[str, Any]

    def place(self, key: str) -> str:
        return f"{self.recipe}, {self.heading} {key}" if self.heading else f"{self.recipe}, {key}"

    def refuse(self, key: str, sentence: str, /, **values: object) -> BadRecipe:
        """A BadRecipe whose sentence begins with {place}: the recipe, the heading and the key."""
        return BadRecipe(sentence, place=self.place(key), **values)

    def only(self, *known: str) -> None:
        """Refuse a key that is not `known`."""
        for key in self.given:
            if key not in known:
                raise self.unknown(key, known)

    def unknown(self, key: str, known: tuple[str, ...]) -> BadRecipe:
        """What to say of `key`, the last part of which is none of the `known` names."""
        close = get_close_matches(key.rpartition(".")[2].lower()[:100], known, n=1)
        if close:
            return self.refuse(
                key, "{place} is not known; did you mean {suggestion}?", suggestion=close[0]
            )
        return self.refuse(
            key, "{place} is not known; what can stand here is {known}.", known=", ".join(known)
        )

    def text(self, key: str) -> str | None:
        value = self.given.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self.refuse(key, "{place} is text in quotes, and not empty.")

    def texts(self, key: str) -> tuple[str, ...] | None:
        values = self.given.get(key)
        if values is None:
            return None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.refuse(key, '{place} is a list of texts, as in ["one", "two"].')
        return tuple(values)

    def distinct_texts(self, key: str) -> tuple[str, ...]:
        """A list of names, each there once."""
        values = self.texts(key) or ()
        if len(set(values)) < len(values) or not all(value.strip() for value in values):
            raise self.refuse(key, "{place} names something twice, or nothing; give each one once.")
        return values

    def whole(self, key: str, most: int) -> int | None:
        value = self.given.get(key)
        if value is None or (type(value) is int and 0 <= value <= most):
            return value
        raise self.refuse(key, "{place} is a whole number from 0 to {most}.", most=most)

    def flag(self, key: str) -> bool:
        value = self.given.get(key, False)
        if isinstance(value, bool):
            return value
        raise self.refuse(key, "{place} is true or false, without quotes.")

    def day(self, key: str) -> date | None:
        value = self.given.get(key)
        if value is None or type(value) is date:
            return value
        raise self.refuse(key, "{place} is a day without quotes, as in 2024-12-31.")

    def one_of(self, key: str, *words: str) -> str | None:
        value = self.text(key)
        if value is None or value in words:
            return value
        raise self.refuse(
            key, "{place} is '{found}'; it is one of {known}.", found=value, known=", ".join(words)
        )

    def section(self, key: str, heading: str = "") -> "Section":
        """The table under `key`; an empty one where it is absent."""
        value = self.given.get(key, {})
        if not isinstance(value, dict):
            raise self.refuse(key, "{place} is a table of its own: a line [{key}].", key=key)
        return Section(self.recipe, heading or f"[{key}]", value)

    def named(self, key: str) -> list[tuple[str, "Section"]]:
        """The tables under `key` with their names, as in [file.items] and [file.orders]."""
        group = self.section(key)
        return [(name, group.section(name, f"[{key}.{name}]")) for name in group.given]


def is_number(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return type(value) is int


def is_day(value: object) -> bool:
    return type(value) is date


def is_moment(value: object) -> bool:
    return type(value) is date or (isinstance(value, datetime) and value.tzinfo is None)
