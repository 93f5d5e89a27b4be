"""The Settings page: every threshold, what it means, and what changing it would change."""

from pathlib import Path

import streamlit as st

from lib.errors import RapportError
from lib.settings_file import set_aside
from lib.ui import data
from lib.ui.languages import _
from lib.ui.settings_page.cards import (
    campaigns_and_sales,
    card,
    company,
    customers_and_tiers,
    satisfaction,
    storage,
    targets,
)
from lib.ui.settings_page.saving import save_or_discard
from lib.ui.settings_page.service import service

STYLE = Path(__file__).parent.parent / "static" / "settings.css"


def show() -> None:
    """The whole page; or, where the file cannot be read, the way back to the defaults."""
    try:
        data.settings()
    except RapportError:  # what is wrong was said above, where every page says it
        _begin_anew()
        return
    st.html(STYLE)
    bar = st.container(border=True, key="settings_bar")
    left, right = st.columns(2, gap="small")
    with left:
        customers_and_tiers()
    with right:
        satisfaction()
        campaigns_and_sales()
    with card("service", _("Service")):
        service()
    targets()
    left, right = st.columns([2, 1], gap="small")
    with left:
        company()
    with right:
        storage()
    with bar:
        save_or_discard()


def _begin_anew() -> None:
    with card("broken", _("Begin again with the defaults")):
        st.text(
            _("The file is kept beside, as settings.toml.refused, so that nothing in it is lost."),
            width="stretch",
        )
        st.button(
            _("Use the defaults"),
            icon=":material/restart_alt:",
            type="primary",
            key="settings_begin_anew",
            on_click=set_aside,
            args=(data.folder(),),
        )
