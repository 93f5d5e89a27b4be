"""The settings in a reader's words: what each is called, its unit, and its values as written."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_currency_name

from lib.languages import N_
from lib.service_rules import steps_of
from lib.settings import kind_of
from lib.ui import data
from lib.ui.kpis.overview import MEASURES
from lib.ui.languages import _, reader
from lib.ui.settings_page.drafts import Value
from lib.words import DAYS, STEPS

Unit = Literal[
    "days",
    "percent of all",
    "percent",
    "customers",
    "money",
    "per 1,000",
    "count",
    "text",
    "hours",
    "clock",
    "times",
]


@dataclass(frozen=True)
class Entry:
    """A setting as the reader meets it: what it is called, and the unit it is written in."""

    label: str
    unit: Unit
    is_slider: bool = False


ENTRIES = {
    "silent_days": Entry(N_("Days of silence until a customer is lost"), "days", is_slider=True),
    "tier_a": Entry(N_("Tier A: best"), "percent of all"),
    "tier_b": Entry(N_("Tier B: to"), "percent of all"),
    "tier_c": Entry(N_("Tier C: to"), "percent of all"),
    "tiers_from": Entry(N_("Customers needed for tiers"), "customers"),
    "satisfied_at": Entry(N_("Satisfied from"), "percent", is_slider=True),
    "window_days": Entry(N_("Days a campaign is credited"), "days", is_slider=True),
    "large_deal": Entry(N_("Large deal from"), "money"),
    "contact_answer_days": Entry(N_("Days to answer a customer"), "days", is_slider=True),
    "correction_strength": Entry(N_("Strength of the correction"), "percent"),
    "reference_complaints": Entry(N_("Complaints per 1,000 customers and month"), "per 1,000"),
    "reference_returns": Entry(N_("Returns per 1,000 units sold"), "per 1,000"),
    "sla_hours": Entry(N_("Hours for any other complaint"), "hours"),
    "sla_by_severity": Entry(N_("Hours by severity"), "text"),
    "service_opens": Entry(N_("Hours count from"), "clock"),
    "service_closes": Entry(N_("to"), "clock"),
    "service_days": Entry(N_("Days that count"), "text"),
    "level_2_at": Entry(N_("Level 2 after"), "times"),
    "level_3_at": Entry(N_("Level 3 after"), "times"),
    "recovery_steps": Entry(N_("Steps of recovery, in order"), "text"),
    "generations_kept": Entry(N_("States of the data kept"), "count"),
    "currency": Entry(N_("Currency"), "text"),
    "time_zone": Entry(N_("Time zone"), "text"),
}

# Of the targets, what their measures are counted in.
TARGETS: dict[str, Unit] = {
    "satisfaction_ratio": "percent",
    "churn_rate": "percent",
    "churn_rate_a": "percent",
    "active_customers": "customers",
    "value": "money",
    "complaints_per_1000": "per 1,000",
    "cash_received": "money",
    "win_rate": "percent",
    "weighted_pipeline": "money",
    "campaign_roi": "percent",
}


def entry_of(name: str) -> Entry:
    if name in ENTRIES:
        return ENTRIES[name]
    measure = name.removeprefix("target_")
    return Entry(MEASURES[measure].label, TARGETS[measure])


def label_of(name: str) -> str:
    label = _(entry_of(name).label)
    return _("target of {measure}", measure=label) if name.startswith("target_") else label


def titled(name: str) -> str:
    """What a widget is called, with its unit where the words do not hold it."""
    entry = entry_of(name)
    units = {"percent of all": "%", "percent": "%", "money": data.settings().currency}
    label, unit = _(entry.label), units.get(entry.unit)
    return f"{label} ({unit})" if unit else label


def in_words(name: str, value: Value) -> str:
    """A value as a reader would say it."""
    if value is None:
        return _(OPEN.get(name, N_("none")))
    if name == "currency":
        return str(value)
    if name == "service_days":
        return reader().listing([_(DAYS[day]) for day in str(value)])
    if name == "recovery_steps":
        return " → ".join(_(STEPS[step]) for step in steps_of(str(value)) or ())
    if entry_of(name).unit == "text" and name != "time_zone":
        return str(value)
    if name == "time_zone":
        return _place(str(value))
    say, unit = reader(), entry_of(name).unit
    number = float(value)
    if unit == "money":
        return say.money(number)
    if unit == "percent":
        return say.percent(number, 0 if round(number, 4) == round(number, 2) else 1)
    if unit == "percent of all":
        return say.percent(number / 100, 0)
    if unit == "days":
        return _("{n} days", n=say.number(number))
    if unit == "hours":
        return _("{n} hours", n=say.number(number))
    if unit == "clock":
        return f"{int(number):02}:00"
    if unit == "times":
        return _("{n} times its hours", n=say.number(number, 1))
    if unit == "per 1,000":
        return say.number(number, 1)
    return say.number(number)


BY_RECIPE = ""  # the choice of no zone: None, which a selectbox takes for nothing chosen
OPEN = {
    "large_deal": N_("from the deals won"),
    "reference_complaints": N_("as usual"),
    "reference_returns": N_("as usual"),
    "time_zone": N_("as each recipe says"),
}


def shown(name: str, value: Value) -> Value:
    """A value in the unit its widget shows."""
    if value is None or isinstance(value, str):
        return value
    unit = entry_of(name).unit
    if name == "satisfied_at":
        return round(value * 100)
    if kind_of(name) is int:
        return int(value)
    return round(float(value) * 100, 4) if unit == "percent" else float(value)


def meant(name: str, shown: Any) -> Value:
    """The value that a widget's number stands for."""
    if isinstance(shown, str) or kind_of(name) is int:
        return shown
    return round(shown / 100, 6) if entry_of(name).unit == "percent" else float(shown)


def step_of(name: str) -> int | float:
    if name == "satisfied_at" or kind_of(name) is int:
        return 1
    steps = {"percent": 0.5, "per 1,000": 0.5, "customers": 10.0, "hours": 1.0, "times": 0.5}
    return steps.get(entry_of(name).unit, 1000.0)


def format_of(name: str) -> str:
    if kind_of(name) is int:
        return "%d"
    return "%.1f" if entry_of(name).unit in ("percent", "per 1,000", "times") else "%.0f"


@cache
def currencies(locale: str) -> dict[str, str]:
    """The codes that some country pays in today, with their names."""
    uses = get_global("territory_currencies").values()
    codes = sorted({use[0] for each in uses for use in each if use[2] is None and use[3]})
    names = {code: get_currency_name(code, locale=locale) for code in codes}
    return {code: code if name == code else f"{code} · {name}" for code, name in names.items()}


@cache
def zones(by_recipe: str) -> dict[str, str]:
    """Places and UTC, not the many other names of the same; first what stands for none."""
    places = sorted(zone for zone in available_timezones() if zone.startswith(AREAS))
    return {BY_RECIPE: by_recipe} | {zone: _place(zone) for zone in ("UTC", *places)}


AREAS = (
    *("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/"),
    *("Indian/", "Pacific/"),
)


def _place(zone: str) -> str:
    return zone.replace("_", " ")
