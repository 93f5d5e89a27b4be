"""The first minutes: three steps through what Rapport does, shown once to each reader.

They lie over the page's corner, so that nothing moves when they come or go. Whether this browser
has seen them is kept in its own storage; a session asks it once, where the data is the sample's.
"""

from pathlib import Path

import streamlit as st

from lib.languages import N_
from lib.ui import data, notices
from lib.ui.languages import _

HOME_PAGE = "pages/overview.py"

STYLE = Path(__file__).parent / "static" / "tour.css"

STEP = "tour_step"  # the step shown, from 0; absent while the tour is closed
WITHOUT_NUMBERS = ("import_files", "settings", "history")  # pages with nothing to show on a tour
ABOUT_NUMBERS = 2  # steps, of three

SEEN = "tour_seen"  # the reader closed it: the browser is to remember that

STEPS = (
    (
        N_("See what moved"),
        N_(
            "Each card is a number, how it moved, and against what. Open its receipt, the small i "
            "beside it: the formula, what was divided by what, and where it comes from."
        ),
    ),
    (
        N_("See who is behind it"),
        N_(
            "Choose months, tiers or regions at the top. Then click a mark in a chart: the "
            "customers behind it open beside the page, ready to take away."
        ),
    ),
    (
        N_("See your own numbers"),
        N_(
            "Import your own files. A recipe reads them, every row is accounted for, and the "
            "sample company steps aside."
        ),
    ),
)

# What each step is about, marked on the page. In no stylesheet that is there without the tour: what
# holds of a page that has something in it is judged anew with each change of anything in it.
ABOUT = (
    '[class*="st-key-kpi_"]',
    '.st-key-filter_bar, [data-testid="stPlotlyChart"]',
    '[data-testid="stSidebarNavLink"][href$="/import_files"]',
)
MARK = "outline: 2px solid #4b5eb9; outline-offset: 2px; border-radius: 10px"

# Where the browser keeps nothing, as in some private windows, a session is all that remembers.
_IN_BROWSER = st.components.v2.component(
    "rapport_tour",
    js="""
    export default ({ data, setTriggerValue }) => {
      let seen = false;
      try {
        if (data.seen) localStorage.setItem("rapport.tour", "seen");
        seen = localStorage.getItem("rapport.tour") === "seen";
      } catch (error) { /* no storage */ }
      if (data.ask && !seen) setTriggerValue("new", true);
    }
    """,
)


@st.fragment
def show(page: str) -> None:
    """The step the reader is at, if any; the last one has led to its `page`."""
    st.html(STYLE)
    if page == Path(notices.IMPORT_PAGE).stem and st.session_state.get(STEP) == len(STEPS) - 1:
        _end()
    elsewhere = page in WITHOUT_NUMBERS
    _ask_the_browser(may_begin=not elsewhere)
    step = st.session_state.get(STEP)
    _mark(step)
    if step is None:
        return
    if elsewhere and step < ABOUT_NUMBERS:
        _way_back(step)
    else:
        _card(step)


def _mark(step: int | None) -> None:
    """What the step is about, on the page; written without a step too, or the last mark stays."""
    rule = "" if step is None else f".stApp :is({ABOUT[step]}) {{ {MARK} }}"
    st.html(f"<style>{rule}</style>")


def _ask_the_browser(*, may_begin: bool) -> None:
    """Has it seen the tour? Asked once a session, where it may begin; told, once it has."""
    seen, begun = st.session_state.get(SEEN, False), STEP in st.session_state
    with st.container(key="tour_in_browser"):
        _IN_BROWSER(
            key="tour_memory",
            data={
                "seen": seen,
                "ask": may_begin and data.facts().is_sample and not seen and not begun,
            },
            on_new_change=begin,
        )


def begin() -> None:
    st.session_state[STEP] = 0


def _end() -> None:
    st.session_state.pop(STEP, None)
    st.session_state[SEEN] = True


def _go(step: int) -> None:
    st.session_state[STEP] = step


def _card(step: int) -> None:
    title, words = STEPS[step]
    with st.container(border=True, gap="xsmall", key=f"tour_{step}"):
        st.caption(_("{step} of {steps}", step=step + 1, steps=len(STEPS)))
        st.subheader(_(title), anchor=False)
        st.text(_(words), width="stretch")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            last = step + 1 == len(STEPS)
            st.button(
                _("Done") if last else _("Skip"), type="tertiary", key="tour_skip", on_click=_end
            )
            st.space("stretch")
            if step:
                st.button(_("Back"), key="tour_back", on_click=_go, args=(step - 1,))
            if not last:
                st.button(
                    _("Next"), type="primary", key="tour_next", on_click=_go, args=(step + 1,)
                )
            else:
                words = _("Import your own files")
                notices.link(notices.IMPORT_PAGE, words, ":material/upload:", "tour", "primary")


def _way_back(step: int) -> None:
    """On a page without numbers, which a step is about: the way to them."""
    with st.container(border=True, gap="xsmall", key=f"tour_{step}"):
        st.caption(_("{step} of {steps}", step=step + 1, steps=len(STEPS)))
        st.subheader(_(STEPS[step][0]), anchor=False)
        st.text(_("The tour is about numbers: it goes on at the overview."), width="stretch")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(_("Skip"), type="tertiary", key="tour_skip", on_click=_end)
            st.space("stretch")
            notices.link(HOME_PAGE, _("Overview"), ":material/dashboard:", "tour", "primary")


def button() -> None:
    """The way back to the tour, in the menu; not where there is nothing to show."""
    if data.facts().as_of:
        st.button(_("Tour"), icon=":material/explore:", type="tertiary", key="tour", on_click=begin)
