"""What the values of a column say in our tables' words, in English and in Chinese."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

VALUES = Path(__file__).with_name("values.toml")


@cache
def meanings(of: str) -> Mapping[str, str]:
    """Our words, and what values that mean them look like; the first that fits counts."""
    return dict(_values()[of])


@cache
def _values() -> dict[str, Any]:
    return tomllib.loads(VALUES.read_text(encoding="utf-8"))


def usual_place(stage: str) -> int:
    """How far along a stage usually is, by what it is called."""
    usual = _values()["stages"]["order"]
    plain = stage.casefold()
    return next((place for place, word in enumerate(usual) if word in plain), len(usual))


def in_our_words(values: Iterable[str], of: str) -> dict[str, str]:
    """Of the values, those that mean one of our words, and which."""
    found = {}
    for value in values:
        plain = value.strip().casefold()
        word = next((ours for ours, looks in meanings(of).items() if re.search(looks, plain)), None)
        if word:
            found[value] = word
    return found


def answers(values: Iterable[str]) -> dict[str, str] | None:
    """Points from 1 to 5 for answers in words; None where they are no such answers.

    Words of the scale that nobody chose this time are among them.
    """
    said = {" ".join(value.casefold().split()): value for value in values}
    scales = _values()["answers"]["scales"]
    scale = next((scale for scale in scales if said and set(said) <= set(scale)), None)
    if scale is None:
        return None
    capital = any(value[:1].isupper() for value in said.values())
    written = [said.get(word, word.capitalize() if capital else word) for word in scale]
    return {word: str(points) for points, word in enumerate(written, start=1)}
