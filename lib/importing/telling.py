"""What the reader of an import should know although nothing is wrong: its warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.database import Connection
from lib.errors import Problem
from lib.importing import costs, garbled, oddities, references, restated, suspects, twins
from lib.importing.check import Found
from lib.importing.history import Change
from lib.importing.jumps import jumps
from lib.importing.lookups import Looked
from lib.importing.recipe import Recipe
from lib.importing.remedies import group_of, with_remedies
from lib.importing.sifting import Incoming
from lib.importing.sources import Source


@dataclass(frozen=True)
class Given:
    """What is imported; `reached` is the day the data reaches, where that is known.

    `had_costs`: the store knew costs of goods before the loading.
    """

    sources: Mapping[str, Source]
    recipe: Recipe
    looked: Sequence[Looked]
    incoming: Sequence[Incoming]
    reached: date | None
    had_costs: bool = False


def told(
    db: Connection, given: Given, changes: Mapping[str, Change], before: Sequence[Found]
) -> tuple[Problem, ...]:
    """Every warning, with what would put it right; `before` was looked for before the loading.

    Ask once all is loaded, and before it is written down.
    """
    sources, incoming = given.sources.values(), given.incoming
    of_files = [
        *references.notes(sources),
        *references.absent(given.recipe, given.sources, given.looked),
        *oddities.repeats(db, sources, incoming, changes),
    ]
    of_rows = [
        *costs.uncosted(db, incoming, was_known=given.had_costs),
        *restated.restated(db, incoming),
        *suspects.suspects(db, incoming),
        *garbled.garbled(db, incoming),
        *references.misses(db, incoming),
        *references.rounded(db, incoming),
        *references.unknown(db, incoming),
        *oddities.days_to_come(db, incoming, given.reached, given.recipe.complete_to),
        *jumps(db, incoming),
        *before,
        *twins.twin_ids(db, incoming),
    ]
    grouped = (one if one.group else replace(one, group=group_of(one)) for one in of_files)
    return (*grouped, *put_right(of_rows))


def put_right(found: Sequence[Found]) -> tuple[Problem, ...]:
    """The problems with what would put them right."""
    return tuple(
        with_remedies(problem, one.staged.block, one.staged.source) for one, problem in found
    )
