"""One customer in a row of numbers."""

from collections.abc import Iterator
from typing import Any

from lib.frames import known, rows_of
from lib.ui.kpis import Kpi
from lib.ui.languages import _, reader
from lib.ui.questions import Answer


def numbers(
    row: Any, found: Answer, standing: Answer, ahead: Answer, timeline: Answer
) -> list[Kpi]:
    """Value, that to come, revenue, the last order, the last survey answer, and complaints; those
    there are."""
    return [
        *_worth(row, found, standing),
        *_to_come(ahead),
        *_last_order(row, found),
        *_answered(timeline),
        *_complained(timeline),
    ]


def _worth(row: Any, found: Answer, standing: Answer) -> Iterator[Kpi]:
    if row.revenue is None:
        return
    say = reader()
    months = rows_of(standing.frame)
    newest = months[-1] if months else None
    place = ""
    if newest and newest.value_rank is not None:
        place = _(
            "place {place} of {all}",
            place=say.number(newest.value_rank),
            all=say.number(newest.ranked),
        )
    values = [float(month.value) for month in known(months, "value")]
    yield Kpi(
        "customer_value",
        _("Value in 12 months"),
        say.money(row.value),
        standing,
        compared=place,
        trend=values,
    )
    yield Kpi(
        "customer_revenue",
        _("Revenue in 12 months"),
        say.money(row.revenue),
        found,
        trend=[float(month.revenue) for month in months],
    )


def _to_come(ahead: Answer) -> Iterator[Kpi]:
    say = reader()
    for row in known(rows_of(ahead.frame), "lifetime_value"):
        usual = _("usual {typical}", typical=say.money(row.typical))
        yield Kpi(
            "customer_ahead",
            _("Value, next 12 months"),
            say.money(row.lifetime_value),
            ahead,
            compared="" if row.typical is None else usual,
        )


def _last_order(row: Any, found: Answer) -> Iterator[Kpi]:
    if row.last_trade_day is None:
        return
    say = reader()
    yield Kpi(
        "customer_silence",
        _("Days since the last order"),
        say.number(row.silent_for),
        found,
        compared=_("last on {day}", day=say.day(row.last_trade_day)),
    )


def _answered(timeline: Answer) -> Iterator[Kpi]:
    answers = [row for row in rows_of(timeline.frame) if row.kind == "answer"]
    answers = known(answers, "score")
    if not answers:
        return
    say = reader()
    yield Kpi(
        "customer_satisfaction",
        _("Satisfaction, last answer"),
        say.percent(answers[0].score),
        timeline,
        compared=_("on {day}", day=say.day(answers[0].happened_on)),
        trend=[row.score for row in reversed(answers)],
    )


def _complained(timeline: Answer) -> Iterator[Kpi]:
    rows = rows_of(timeline.frame)
    complaints = [row for row in rows if row.kind == "complaint"]
    if not complaints:
        return
    say = reader()
    open_ = sum(row.outcome == "open" for row in complaints)
    yield Kpi(
        "customer_complaints",
        _("Complaints"),
        say.number(len(complaints)),
        timeline,
        compared=_("{n} still open", n=say.number(open_)) if open_ else _("all put right"),
    )
