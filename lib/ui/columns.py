"""How the columns of a table card are called and written."""

from typing import Any

import streamlit as st

from lib.ui import data
from lib.ui.languages import _

Columns = dict[str, Any]


def tiers() -> Columns:
    number, share = st.column_config.NumberColumn, st.column_config.ProgressColumn
    return {
        "tier": st.column_config.TextColumn(_("Tier"), width=60),
        "customers": number(_("Customers"), format="localized"),
        "active": number(_("Active"), format="localized"),
        "revenue": _money(_("Revenue")),
        "value": _money(_("Value")),
        "share_of_value": share(_("Share of value"), format="percent", min_value=0, max_value=1),
    }


def campaigns() -> Columns:
    number = st.column_config.NumberColumn
    return {
        "campaign": st.column_config.TextColumn(_("Campaign"), width="medium", pinned=True),
        "channel": st.column_config.TextColumn(_("Channel")),
        "roi": number(_("ROI"), format="percent"),
        "cost": _money(_("Cost")),
        "revenue": _money(_("Revenue")),
        "profit": _money(_("Profit")),
        "reached": number(_("Reached"), format="localized"),
        "responded": number(_("Responded"), format="localized"),
        "orders": number(_("Orders"), format="localized"),
    }


def _money(label: str) -> Any:
    """Whole units of the store's currency, named in the head so that the figures stay short."""
    return st.column_config.NumberColumn(f"{label} ({data.settings().currency})", format="%,.0f")
