"""How the columns of a table card are called and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.ui import data
from lib.ui.languages import _


@dataclass(frozen=True)
class Columns:
    """`written` says how each column shown is called and formatted; `of` readies the frame."""

    written: dict[str, Any]
    of: Callable[[DataFrame], DataFrame] = lambda frame: frame


def tiers() -> Columns:
    share = st.column_config.ProgressColumn
    return Columns(
        {
            "tier": st.column_config.TextColumn(_("Tier")),
            "share_of_value": share(_("Value share"), format="percent", min_value=0, max_value=1),
            "customers": _count(_("Customers")),
            "active": _count(_("Active")),
            "value": _money(_("Value")),
            "revenue": _money(_("Revenue")),
        },
        _with_named_tiers,
    )


def _with_named_tiers(tiers: DataFrame) -> DataFrame:
    """Customers nobody ranked in words, and only where there are any."""
    shown = tiers[(tiers["tier"] != "none") | (tiers["customers"] > 0)]
    return shown.assign(tier=shown["tier"].replace("none", _("not ranked")))


def campaigns() -> Columns:
    return Columns(
        {
            "campaign": st.column_config.TextColumn(_("Campaign"), width="medium", pinned=True),
            "channel": st.column_config.TextColumn(_("Channel")),
            "roi": st.column_config.NumberColumn(_("ROI"), format="percent"),
            "cost": _money(_("Cost")),
            "revenue": _money(_("Revenue")),
            "profit": _money(_("Profit")),
            "reached": _count(_("Reached")),
            "responded": _count(_("Responded")),
            "orders": _count(_("Orders")),
        }
    )


def _count(label: str) -> Any:
    return st.column_config.NumberColumn(label, format="%,.0f")


def _money(label: str) -> Any:
    """Whole units of the store's currency, named in the head so that the figures stay short."""
    return st.column_config.NumberColumn(f"{label} ({data.settings().currency})", format="%,.0f")
