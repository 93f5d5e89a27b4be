"""What matching says: a recipe as a dict, why each guess was made, and what is in doubt."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Doubt:
    """Something said about one key of a proposed recipe, which `path` leads to.

    `sentence` is English with {names}, filled from `values`. `sure` where the column's own name
    says it; else it is a guess, and a reader should look. `others` are what else could stand
    there. What is missing has the path where it would stand.
    """

    path: tuple[str, ...]
    sentence: str
    values: tuple[tuple[str, object], ...] = ()
    sure: bool = False
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.values))


@dataclass(frozen=True)
class Proposal:
    """A recipe as tomllib would give it, and what is to be said about it.

    `known` names the recipe of the same header that it is, adapted. A recipe that fills no table
    is no recipe yet: `doubts` then say what is missing.
    """

    recipe: dict[str, Any] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    known: str | None = None

    @property
    def guesses(self) -> tuple[Doubt, ...]:
        """What a reader should look at."""
        return tuple(doubt for doubt in self.doubts if not doubt.sure)
