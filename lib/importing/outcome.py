"""What an import did, or would do: what became of rows and tables, what to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.errors import Problem
from lib.importing.history import Change, Fate, SameAs
from lib.importing.setting_aside import Aside


@dataclass(frozen=True)
class Imported:
    """What an import did: the fate of every row, and what its reader should know."""

    fates: tuple[Fate, ...]
    warnings: tuple[Problem, ...] = ()
    set_aside: tuple[Problem, ...] = ()
    tables: tuple[Change, ...] = ()
    same_as: SameAs | None = None
    nothing_changed: bool = False
    aside: tuple[Aside, ...] = ()


def with_fates(changes: Sequence[Change], fates: Sequence[Fate]) -> None:
    """Note in the changes the rows that were set aside from each table."""
    for change in changes:
        change.set_aside = sum(fate.set_aside for fate in fates if fate.table == change.table)
