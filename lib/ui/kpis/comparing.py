"""Cards of one column of a metric's only row, now and in the period that is compared with."""

from typing import Any

from lib.frames import rows_of
from lib.settings import Settings
from lib.ui import data
from lib.ui.filters import TARGET, Plain, filters
from lib.ui.kpis.number import CALLED, Kpi, Past, movement, written
from lib.ui.questions import Answer, ask


def ask_compared(metric: str, table: str, **parameters: Plain) -> Answer | None:
    """None where a target is compared with, or the table does not reach back so far."""
    then = filters().compared
    begins = data.facts().begins.get(table)
    if then is None or begins is None or then.since is None or begins > then.since:
        return None
    return ask(metric, of=then, **parameters)


def only_row(answer: Answer | None) -> Any:
    """None where there is none."""
    return next(iter(rows_of(answer.frame)), None) if answer else None


def card(
    column: str,
    label: str,
    unit: str,
    better: str | None,
    now: Any,
    then: Any,
    answer: Answer,
    *,
    target: str = "",
    **more: Any,
) -> Kpi:
    """The column's number now, and how it moved since `then`, a row or None; `more` as in Kpi."""
    value = getattr(now, column)
    before = past(getattr(then, column) if then else None, target)
    change, improved, compared = movement(value, before, unit, better)
    return Kpi(
        column,
        label,
        written(value, unit),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        **more,
    )


def past(value: float | None, target: str = "") -> Past:
    """What a card is compared with: `value` of then, or the setting named `target`."""
    chosen = filters().comparison
    if chosen == TARGET:
        return Past(target_of(data.settings(), target), CALLED[TARGET])
    return Past(value, CALLED[chosen])


def target_of(settings: Settings, name: str) -> float | None:
    """The target set for a measure; None where there is none."""
    return getattr(settings, f"target_{name}", None)
