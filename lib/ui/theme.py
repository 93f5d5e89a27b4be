"""Light, dark or as the system has it: chosen in Streamlit's menu, and kept for every page.

Streamlit remembers the choice under the address of the page that was opened first, so that a link
to another page, or a reload there, would forget it.
"""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
PAGES = [file.stem for file in sorted((HERE.parent.parent / "pages").glob("*.py"))]

_IN_BROWSER = st.components.v2.component(
    "rapport_theme", js=(HERE / "static" / "theme.js").read_text("utf-8")
)


def begin() -> None:
    """Have the browser keep the reader's theme under the address of every page."""
    _IN_BROWSER(key="theme", data={"pages": ["", *PAGES]})
