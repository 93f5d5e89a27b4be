"""The filter bar: which months and which customers every page is about.

Both choices live in the address, in codes that mean the same in every language, and are drawn on
every page (hidden where they mean nothing), so that they survive a change of page.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from lib.ui import data
from lib.ui.languages import _

PERIODS = {"3M": 3, "6M": 6, "12M": 12, "24M": 24}
USUAL = "12M"
Plain = str | int | float | date | tuple[str, ...] | None  # what a metric may be asked with

TIERS = ("A", "B", "C", "D")

PERIOD, TIER = "period", "tier"  # in the address and in the session


@dataclass(frozen=True)
class Filters:
    """A period of whole months that ends with the newest complete one, and tiers; () is all.

    `since` and `until` are inclusive days, None where the data carries no day.
    """

    since: date | None
    until: date | None
    tier: tuple[str, ...]

    @property
    def months(self) -> tuple[date, date] | None:
        """The period's first and last day."""
        return (self.since, self.until) if self.since and self.until else None

    @property
    def parameters(self) -> dict[str, Plain]:
        """What a metric can be asked for, by the names of its parameters."""
        return {"since": self.since, "until": self.until, "tier": self.tier}


def filters() -> Filters:
    """As this reader has set them."""
    chosen = st.session_state.get(PERIOD)
    months = PERIODS[chosen if chosen in PERIODS else USUAL]
    tier = tuple(letter for letter in TIERS if letter in (st.session_state.get(TIER) or ()))
    last = data.facts().last_complete_month
    if last is None:
        return Filters(None, None, tier)
    until = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Filters(_months_before(last, months - 1), until, tier)


def _months_before(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def bar() -> None:
    """Period and tiers, side by side."""
    st.segmented_control(
        _("Period"),
        list(PERIODS),
        default=USUAL,
        required=True,
        key=PERIOD,
        bind="query-params",
        label_visibility="collapsed",
    )
    st.pills(
        _("Tiers"),
        list(TIERS),
        selection_mode="multi",
        key=TIER,
        bind="query-params",
        label_visibility="collapsed",
    )
