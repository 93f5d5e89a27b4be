"""The page on paper: A4 across, light whatever the screen is, without what can only be clicked."""

from pathlib import Path

import streamlit as st

STATIC = Path(__file__).parent / "static"

_IN_BROWSER = st.components.v2.component(
    "rapport_paper", js=(STATIC / "print.js").read_text("utf-8")
)


def begin() -> None:
    """Have this page print as it should; Streamlit's menu and the browser's own both print it."""
    st.html(STATIC / "print.css")
    _IN_BROWSER(key="paper")
