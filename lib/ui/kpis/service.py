"""Service in six numbers: who waits now, then how it went in the months chosen."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui import data
from lib.ui.behind import COMPLAINTS
from lib.ui.drill import Drawer
from lib.ui.filters import Filters, filters
from lib.ui.kpis.comparing import ask_compared, only_row, past
from lib.ui.kpis.number import Base, Kpi, movement, resting_on, written
from lib.ui.kpis.overview import complaint_parts
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

IN_TIME = Base(N_("of {n} due"), N_("fewer than 5 due"))


def service() -> list[Kpi]:
    """Overdue and nobody's now; put right in time, how soon, and how much is complained of."""
    waiting = ask("escalation", of=as_things_stand())
    return [
        _waiting("overdue", _("Overdue now"), waiting),
        _waiting("unowned", _("Nobody's now"), waiting),
        *_in_time(),
        *_how_much(),
    ]


def as_things_stand() -> Filters:
    """The filters without their period: a worklist is about the last day of the data."""
    return replace(filters(), since=None, until=None)


def today() -> date | None:
    """The last day that the data, or the reader, knows of."""
    return filters().as_of or data.facts().as_of


def _waiting(needs: str, label: str, waiting: Answer) -> Kpi:
    rows = rows_of(waiting.frame)
    meant = [row for row in rows if (row.level > 0 if needs == "overdue" else row.owner is None)]
    top = sum(row.tier == "A" for row in meant)
    say = reader()
    return Kpi(
        needs,
        label,
        say.short(len(meant)),
        waiting,
        compared=_("{n} of tier A, of {all} open", n=say.number(top), all=say.number(len(rows))),
        rows=Drawer(COMPLAINTS, "escalation", (("needs", needs), ("as_of", today()))),
    )


def _in_time() -> list[Kpi]:
    answer = ask("promptness", by="all")
    row = only_row(answer)
    if row is None:
        return []
    then = only_row(ask_compared("promptness", "complaints", by="all"))
    return [_share(row, then, answer), _soon(row, then, answer)]


def _share(row: Any, then: Any, answer: Answer) -> Kpi:
    say = reader()
    change, improved, compared = movement(
        row.share, past(then.share if then else None), "share", "up"
    )
    months = known(rows_of(ask("promptness", by="month").frame), "group", "share")
    card = Kpi(
        "in_time",
        _("Put right in time"),
        say.percent(row.share),
        answer,
        change=change,
        improved=improved,
        compared=compared,
        trend=[month.share for month in months],
        parts=partial(fraction, row),
        rows=Drawer(COMPLAINTS, "complaint_list", (("fate", "missed"),)),
    )
    return resting_on(card, row.due, IN_TIME)


def _soon(row: Any, then: Any, answer: Answer) -> Kpi:
    say = reader()
    before = past(then.resolution_median if then else None)
    change, improved, compared = movement(row.resolution_median, before, "days", "down")
    reply = _("first reply after {n} h", n=say.number(row.reply_median))
    return Kpi(
        "hours_to_resolution",
        _("Hours until half are put right"),
        written(row.resolution_median, "days"),
        answer,
        change=change,
        improved=improved,
        compared=" · ".join(filter(None, (compared, reply))),
        rows=Drawer(COMPLAINTS, "complaint_list", (("fate", "resolved"),)),
    )


def fraction(row: Any) -> About:
    say = reader()
    interval = _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high))
    return (
        (_("Numerator"), _("{n} put right in time", n=say.number(row.on_time))),
        (_("Denominator"), _("{n} due", n=say.number(row.due))),
        (_("Left out"), _("{n} open and not due yet", n=say.number(row.not_due))),
        (_("95% interval"), interval),
    )


def _how_much() -> list[Kpi]:
    answer = ask("complaints", by="all")
    row = only_row(answer)
    if row is None or row.per_1000_active is None:
        return []
    then = only_row(ask_compared("complaints", "complaints", by="all"))
    before = past(then.per_1000_active if then else None, "complaints_per_1000")
    change, improved, compared = movement(row.per_1000_active, before, "rate", "down")
    months = known(rows_of(ask("complaints", by="month").frame), "per_1000_active")
    return [
        Kpi(
            "complaints_per_1000",
            _("Complaints per 1,000 active"),
            written(row.per_1000_active, "rate"),
            answer,
            change=change,
            improved=improved,
            compared=compared,
            trend=[month.per_1000_active for month in months],
            parts=complaint_parts,
            rows=Drawer(COMPLAINTS, "complaint_list", (("valid", True),)),
        )
    ]
