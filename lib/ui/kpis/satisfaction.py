"""Satisfaction in five numbers."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from lib.charts.surveys import newest_corrected
from lib.frames import known, rows_of
from lib.ui.behind import ANSWERS, CUSTOMERS
from lib.ui.drill import Drawer
from lib.ui.kpis.comparing import ask_compared, card, only_row
from lib.ui.kpis.number import BASES, Kpi, resting_on
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import ask

METRIC = "satisfaction_ratio"
CORRECTION = "satisfaction_correction"


def satisfaction() -> list[Kpi]:
    """The ratio, the same corrected, who is content overall, what the silent dissatisfied are
    worth, and who answered; of surveys without aspects who is content and who would recommend."""
    answer = ask(METRIC, by="all")
    now = only_row(answer)
    if now is None:
        return [*_content(), *_recommended()]
    then = only_row(ask_compared(METRIC, "ratings", by="all"))
    months = known(rows_of(ask(METRIC, by="month").frame), "group", "ratio")
    ratio = card(
        *("ratio", _("Satisfaction ratio"), "ratio", "up", now, then, answer),
        target=METRIC,
        trend=[month.ratio for month in months],
        parts=partial(fraction, now),
        rows=Drawer(ANSWERS, "answer_list"),
    )
    return [
        resting_on(_or_why_not(ratio, now), now.respondents, BASES[METRIC]),
        *_corrected(),
        *_content(),
        *_at_stake(),
        card(
            *("respondents", _("Respondents"), "customers", None, now, then, answer),
            metric="respondents",
            trend=[float(month.respondents) for month in months],
        ),
    ]


def _or_why_not(ratio: Kpi, row: Any) -> Kpi:
    """Without expectations there is no ratio: the card says so."""
    if row.perceived is None or row.expected is not None:
        return ratio
    return replace(ratio, compared=_("no answer tells what was expected"))


def fraction(row: Any) -> About:
    """What the ratio divides by what, and its interval."""
    say = reader()
    parts = [
        (_("Numerator"), _("perceived, weighted mean {n}", n=say.number(row.perceived, 2))),
        (_("Denominator"), _("expected, weighted mean {n}", n=say.number(row.expected, 2))),
        (_("Rests on"), _("{n} respondents", n=say.number(row.respondents))),
    ]
    if row.low is not None:
        interval = _("{low} to {high}", low=say.percent(row.low), high=say.percent(row.high))
        parts.append((_("95% interval"), interval))
    return tuple(parts)


def _corrected() -> Iterator[Kpi]:
    """The newest month's ratio after complaints and returns, where there is any to correct by."""
    answer = ask(CORRECTION)
    row = newest_corrected(answer.frame)
    if row is None or (row.complaints_expected is None and row.returns_expected is None):
        return
    say = reader()
    months = known(rows_of(answer.frame), "corrected")
    yield Kpi(
        "corrected",
        _("Corrected"),
        say.percent(row.corrected),
        answer,
        compared=_("{month}: surveyed {ratio}", month=say.month(row.month), ratio=_surveyed(row)),
        trend=[month.corrected for month in months],
        parts=partial(_factors, row),
    )


def _surveyed(row: Any) -> str:
    return reader().percent(row.surveyed)


def _factors(row: Any) -> About:
    """What the newest month's ratio is multiplied by, and why."""
    say = reader()
    return (
        (_("Surveyed"), say.percent(row.surveyed)),
        (_("Complaint factor"), _factor(row.complaint_factor, row.complaints, "complaints", row)),
        (_("Return factor"), _factor(row.return_factor, row.returns, "returns", row)),
    )


def _factor(factor: float, counted: float | None, name: str, row: Any) -> str:
    say, usual = reader(), getattr(row, f"{name}_expected")
    if usual is None:
        return say.number(factor, 3)
    return _(
        "{factor}: {n} counted, {usual} usual",
        factor=say.number(factor, 3),
        n=say.number(counted),
        usual=say.number(usual, 1),
    )


def _content() -> Iterator[Kpi]:
    """How many are content overall, where anybody said."""
    answer = ask("csat", by="all")
    now = only_row(answer)
    if now is None:
        return
    then = only_row(ask_compared("csat", "responses", by="all"))
    shown = card(
        *("share", _("Satisfied overall"), "share", "up", now, then, answer),
        parts=partial(_counted, now),
    )
    yield resting_on(replace(shown, name="csat"), now.answers, BASES[METRIC])


def _counted(row: Any) -> About:
    say = reader()
    return (
        (_("Numerator"), _("{n} satisfied answers", n=say.number(row.satisfied))),
        (_("Denominator"), _("{n} answers", n=say.number(row.answers))),
    )


def _recommended() -> Iterator[Kpi]:
    """Promoters less detractors, where anybody said if they would recommend us."""
    answer = ask("nps", by="all")
    now = only_row(answer)
    if now is None or now.nps is None:
        return
    say = reader()
    points = [say.signed(100 * value, 0) for value in (now.nps, now.low, now.high)]
    yield Kpi(
        "nps",
        _("Net promoter score"),
        points[0],
        answer,
        compared=_("95% interval {low} to {high}", low=points[1], high=points[2]),
        parts=partial(_promoted, now),
    )


def _promoted(row: Any) -> About:
    say = reader()
    return (
        (_("Promoters"), say.number(row.promoters)),
        (_("Passives"), say.number(row.passives)),
        (_("Detractors"), say.number(row.detractors)),
    )


def _at_stake() -> Iterator[Kpi]:
    """What the dissatisfied bring who never complained, where there are any."""
    answer = ask("silent_customers")
    row = only_row(answer)
    if row is None or not row.dissatisfied:
        return
    say = reader()
    yield Kpi(
        "silent",
        _("At stake unheard"),
        say.money(row.value),
        answer,
        compared=_(
            "{n} of {all} dissatisfied never complained",
            n=say.number(row.silent),
            all=say.number(row.dissatisfied),
        ),
        rows=Drawer(CUSTOMERS, "loyalty_list", (("dissatisfied", "silent"),)),
    )
