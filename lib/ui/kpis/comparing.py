"""The same question of the period that the reader compares with."""

from lib.settings import Settings
from lib.ui import data
from lib.ui.filters import TARGET, Plain, filters
from lib.ui.kpis.number import CALLED, Past
from lib.ui.questions import Answer, ask


def ask_compared(metric: str, table: str, **parameters: Plain) -> Answer | None:
    """None where a target is compared with, or the table does not reach back so far."""
    then = filters().compared
    begins = data.facts().begins.get(table)
    if then is None or begins is None or then.since is None or begins > then.since:
        return None
    return ask(metric, of=then, **parameters)


def past(value: float | None, target: str = "") -> Past:
    """What a card is compared with: `value` of then, or the setting named `target`."""
    chosen = filters().comparison
    if chosen == TARGET:
        return Past(target_of(data.settings(), target), CALLED[TARGET])
    return Past(value, CALLED[chosen])


def target_of(settings: Settings, name: str) -> float | None:
    """The target set for a measure; None where there is none."""
    return getattr(settings, f"target_{name}", None)
