"""Sales, targets, what is owed and who waits, in four numbers."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from lib.findings.performance import to_collect
from lib.frames import known, rows_of
from lib.ui import data
from lib.ui.behind import CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.filters import DAY, filters
from lib.ui.kpis.comparing import ask_compared, past
from lib.ui.kpis.number import Kpi, movement, written
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask


def performance() -> list[Kpi]:
    """What was sold; and, where the data tells, the pace against the target, what is open for
    long, and whom nobody answered."""
    return [*_revenue(), *_pace(), *_open(), *_unanswered()]


def targets_to_date(by: str = "month") -> Answer:
    """Of the period, and of the month under way where the period reaches up to it."""
    until, as_of = filters().until, filters().as_of or data.facts().as_of
    if until and as_of and (until + DAY).replace(day=1) == as_of.replace(day=1):
        return ask("targets", by=by, until=as_of)
    return ask("targets", by=by)


def _revenue() -> Iterator[Kpi]:
    answer = ask("profit_by_month")
    months = known(rows_of(answer.frame), "revenue")
    if not months:
        return
    told = ask_compared("profit_by_month", "orders")
    then = sum(row.revenue for row in rows_of(told.frame)) if told else None
    revenue = sum(row.revenue for row in months)
    change, improved, compared = movement(revenue, past(then), "money", "up")
    yield Kpi(
        "revenue",
        _("Revenue"),
        written(revenue, "money"),
        answer,
        metric="performance",
        statement="profit_by_month",
        change=change,
        improved=improved,
        compared=compared,
        trend=[row.revenue for row in months],
        rows=Drawer(CUSTOMERS, "performance_list"),
    )


def _pace() -> Iterator[Kpi]:
    """Of the newest month that has a target."""
    answer = targets_to_date()
    rows = sorted(known(rows_of(answer.frame), "month", "pace"), key=lambda row: row.month)
    if not rows:
        return
    newest, say = rows[-1], reader()
    unfinished = newest.share_gone < 1
    label = _("Pace in {month}") if unfinished else _("Of target in {month}")
    yield Kpi(
        "pace",
        say(label, month=say.month(newest.month)),
        written(newest.pace, "share"),
        answer,
        change=say.points(newest.pace - 1),
        improved=newest.pace >= 1,
        compared=_(
            "{actual} of {target}",
            actual=say.money(newest.actual),
            target=say.money(newest.target),
        ),
        trend=[row.pace for row in rows],
        parts=partial(_pace_parts, newest),
    )


def _pace_parts(row: Any) -> About:
    say = reader()
    planned = row.target * row.share_gone
    return (
        (_("Numerator"), say.money(row.actual)),
        (
            _("Denominator"),
            _(
                "{planned}: {gone} of the target of {target}",
                planned=say.money(planned),
                gone=say.percent(row.share_gone, 0),
                target=say.money(row.target),
            ),
        ),
    )


def _open() -> Iterator[Kpi]:
    answer = ask("receivables")
    if answer.frame.empty:
        return
    old, everything = to_collect(answer.frame)
    say = reader()
    yield Kpi(
        "over_60",
        _("Unpaid over 60 days"),
        written(old, "money"),
        answer,
        compared=_("of {amount} open", amount=say.money(everything)),
        rows=Drawer(CUSTOMERS, "receivables_list", like="receivables"),
    )


def _unanswered() -> Iterator[Kpi]:
    answer = ask("contact_mix")
    rows = rows_of(answer.frame)
    judged, unanswered = (
        sum(getattr(row, name) for row in rows) for name in ("judged", "unanswered")
    )
    if not judged:
        return
    say = reader()
    yield Kpi(
        "unanswered",
        _("Unanswered contacts"),
        say.short(unanswered),
        answer,
        metric="unanswered",
        statement="contact_mix",
        compared=_(
            "{share} of {n} that came in",
            share=say.percent(unanswered / judged),
            n=say.number(judged),
        ),
        rows=Drawer(_("Contacts nobody answered"), "unanswered_list"),
        parts=partial(_answer_parts, judged, unanswered),
    )


def _answer_parts(judged: int, unanswered: int) -> About:
    say = reader()
    days = data.settings().contact_answer_days
    return (
        (_("Numerator"), say.number(unanswered)),
        (
            _("Denominator"),
            _("{n} came in at least {days} days ago", n=say.number(judged), days=say.number(days)),
        ),
    )
