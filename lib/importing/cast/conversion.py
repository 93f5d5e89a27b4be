"""What a conversion is: layers of columns to add, and the value they lead to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Values = tuple[tuple[str, object], ...]


class Kind(NamedTuple):
    """One way a text can fail to be a value: the condition that tells it, and what should hold."""

    condition: str
    sentence: str
    values: Values = ()


@dataclass(frozen=True)
class Conversion:
    """How a column becomes a value of `type`.

    `steps` are layers of columns to add, later ones built on earlier ones. After them `value` is
    the value, and `text` what is shown where there is none. `kinds` gives, for a column that
    holds such texts, what may be wrong with them; it is None where nothing can. `rounded` is an
    amount before rounding, NULL where it needed none.
    """

    type: str
    value: str
    text: str
    steps: tuple[Mapping[str, str], ...] = ()
    kinds: Callable[[str], tuple[Kind, ...]] | None = None
    rounded: str | None = None


def always(sentence: str, **values: object) -> Callable[[str], tuple[Kind, ...]]:
    """The kinds of a conversion that fails in one way only."""
    return lambda _: (otherwise(sentence, **values),)


def otherwise(sentence: str, **values: object) -> Kind:
    return Kind("true", sentence, tuple(values.items()))
