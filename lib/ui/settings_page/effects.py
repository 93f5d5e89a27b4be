"""What a setting changes, shown before it is saved: numbers now, and as they would be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from lib import store
from lib.errors import NoStore
from lib.frames import rows_of
from lib.languages import LANGUAGES, N_
from lib.service_rules import steps_of
from lib.settings import Settings
from lib.ui import data
from lib.ui.filters import DAY, Filters, later, month_end
from lib.ui.languages import _, reader
from lib.ui.questions import ask_under
from lib.words import STEPS


@dataclass(frozen=True)
class Effect:
    """A number and what it is called; `then` only where the change would make it another."""

    label: str
    now: str
    then: str | None = None


Told = list[tuple[str, str]]  # of one set of settings: what each number is called, and the number

# What has to be imported before a setting shows what it does.
NEEDS = {
    "orders": N_("Import orders to see what this changes."),
    "ratings": N_("Import the answers to a survey to see what this changes."),
    "opportunities": N_("Import opportunities to see what this changes."),
    "campaigns": N_("Import campaigns to see what this changes."),
    "complaints": N_("Import complaints to see what this changes."),
    "interactions": N_("Import contacts with customers to see what this changes."),
}


def effects(tell: Callable[[Settings], Told], now: Settings, then: Settings) -> list[Effect]:
    """What `tell` says of the saved settings, and of those that may take their place."""
    before = tell(now)
    if now == then:
        return [Effect(label, number) for label, number in before]
    return list(_compared(before, tell(then)))


def _compared(before: Told, after: Told) -> Iterator[Effect]:
    for old, new in zip_longest(before, after, fillvalue=("", "")):
        label = new[0] or old[0]
        changed = new[1] if new[1] != old[1] else None
        yield Effect(label, old[1] or reader().number(None), changed)


def whole_company() -> Filters:
    """Everyone, over the 12 months to the latest complete one: whatever the filters say."""
    as_of = data.facts().as_of
    if as_of is None:
        return Filters(None, None)
    last = later((as_of + DAY).replace(day=1), -1)
    return Filters(later(last, -11), month_end(last))


def churn(settings: Settings) -> Told:
    """The churn rate of the latest complete month, and the customers active after it."""
    year = whole_company()
    month = replace(year, since=year.until and year.until.replace(day=1))
    rows = rows_of(ask_under(settings, "churn_flows", month).frame)
    say = reader()
    if not rows:
        return [(_("Monthly churn"), say.percent(None)), (_("Active customers"), say.number(None))]
    row = rows[-1]
    active = row.active + row.won_back + row.arrived - row.churned - row.arrived_and_left
    rate = row.churned / row.active if row.active else None
    return [
        (_("Churn in {month}", month=say.month(row.month)), say.percent(rate)),
        (_("Active customers"), say.number(active)),
    ]


def tiers(settings: Settings) -> Told:
    """How many customers each tier holds, and what they are worth."""
    say = reader()
    rows = rows_of(ask_under(settings, "tiers", whole_company()).frame)
    return [
        (
            _("Tier {tier}: customers · value", tier=row.tier)
            if row.tier != "none"
            else _("Without a tier"),
            f"{say.short(row.customers)} · {say.percent(row.share_of_value, 0)}",
        )
        for row in rows
        if row.tier != "none" or row.customers
    ]


def tiered_customers(settings: Settings) -> Told:
    rows = rows_of(ask_under(settings, "tiers", whole_company()).frame)
    tiered = sum(row.customers for row in rows if row.tier != "none")
    return [(_("Customers with a tier"), reader().number(tiered))]


def satisfied(settings: Settings) -> Told:
    say = reader()
    (row,) = rows_of(ask_under(settings, "satisfied", whole_company()).frame)
    satisfied_share = (_("Satisfied customers"), say.percent(row.share))
    if not row.customers:  # nobody said what they expected
        return [satisfied_share]
    return [
        satisfied_share,
        (
            _("of those asked within 12 months"),
            _("{n} of {all}", n=say.number(row.satisfied), all=say.number(row.customers)),
        ),
    ]


def correction(settings: Settings) -> Told:
    """What surveys said in the latest complete month, and the same corrected."""
    say = reader()
    rows = rows_of(ask_under(settings, "satisfaction_correction", whole_company()).frame)
    if not rows:
        return [(_("Corrected"), say.percent(None))]
    row = rows[-1]
    return [
        (_("Surveyed in {month}", month=say.month(row.month)), say.percent(row.surveyed)),
        (_("Corrected"), say.percent(row.corrected)),
    ]


def campaigns(settings: Settings) -> Told:
    say = reader()
    rows = rows_of(ask_under(settings, "campaign_roi", whole_company(), {"by": "all"}).frame)
    if not rows:
        return [(_("Campaign ROI"), say.percent(None))]
    return [
        (_("Campaign ROI, 12 months"), say.percent(rows[0].roi)),
        (_("Orders due to campaigns"), say.number(rows[0].orders)),
    ]


def large_deals(settings: Settings) -> Told:
    say = reader()
    rows = rows_of(ask_under(settings, "large_deals", whole_company()).frame)
    if not rows:
        return []
    row = rows[0]
    return [
        (_("Large from"), say.money(row.threshold)),
        (_("Large and open"), say.number(row.open)),
        (_("Their amount"), say.money(row.amount)),
    ]


def contacts(settings: Settings) -> Told:
    """Of the contacts of the year that came in, those that nobody answered."""
    say = reader()
    rows = rows_of(ask_under(settings, "contact_mix", whole_company()).frame)
    judged, unanswered = (sum(getattr(row, n) for row in rows) for n in ("judged", "unanswered"))
    told = _("{n} of {all}", n=say.number(unanswered), all=say.number(judged))
    return [(_("Unanswered contacts"), told)]


def service(settings: Settings) -> Told:
    """What was put right in time over the year, and what is overdue now."""
    say = reader()
    rows = rows_of(ask_under(settings, "promptness", whole_company(), {"by": "all"}).frame)
    share = (_("Put right in time"), say.percent(rows[0].share if rows else None))
    today = replace(whole_company(), since=None, until=None)
    waiting = rows_of(ask_under(settings, "escalation", today).frame)
    return [
        share,
        *(
            (_("Open at level {level}", level=level), say.number(_at(waiting, level)))
            for level in (1, 2, 3)
        ),
    ]


def _at(waiting: list[Any], level: int) -> int:
    return sum(row.level == level for row in waiting)


def next_steps(settings: Settings) -> Told:
    """What is to be done next for how many open complaints."""
    say = reader()
    today = replace(whole_company(), since=None, until=None)
    waiting = rows_of(ask_under(settings, "escalation", today).frame)
    chosen = steps_of(settings.recovery_steps) or ()
    counts = [(step, sum(row.next_step == step for row in waiting)) for step in chosen]
    return [
        (_("To do next: {step}", step=_(STEPS[step])), say.number(n)) for step, n in counts if n
    ]


EXAMPLE = 4_820_000


def currency(settings: Settings) -> Told:
    """How an amount reads in every language."""
    return [
        (language.name, replace(language, currency=settings.currency).money(EXAMPLE))
        for language in LANGUAGES.values()
    ]


def time_zone(settings: Settings) -> Told:
    """The day on which a moment late in the evening falls."""
    say = reader()
    day = data.facts().as_of or date(2026, 1, 31)
    moment = datetime.combine(day, time(20, 30), UTC)
    if settings.time_zone is None:
        falls = _("as the recipe says")
    else:
        falls = say.day(moment.astimezone(ZoneInfo(settings.time_zone)).date())
    return [(_("{day}, 20:30 UTC counts on", day=say.day(day)), falls)]


def generations(settings: Settings) -> Told:
    """How far the data can be stepped back, and the disk that takes."""
    say = reader()
    steps = [(_("Steps back at most"), say.number(settings.generations_kept - 1))]
    try:
        kept = store.generations(data.folder())
    except NoStore:
        return steps
    live = kept[0].facts.bytes
    return [
        *steps,
        (_("Steps back now"), say.number(len(kept) - 1)),
        (_("Disk now"), megabytes(sum(generation.facts.bytes for generation in kept))),
        (_("Disk when all are kept"), megabytes(live * settings.generations_kept)),
    ]


def megabytes(size: int) -> str:
    return _("{n} MB", n=reader().number(size / 1_000_000, 1))
