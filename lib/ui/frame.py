"""What stands around every page: the menu, the title, the filter bar, and errors as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from lib.errors import NoStore, RapportError
from lib.ui import (
    address,
    data,
    downloads,
    drill,
    filter_bar,
    languages,
    notices,
    paper,
    streamlit_words,
    theme,
    tour,
)
from lib.ui.filters import filters
from lib.ui.languages import _, reader
from lib.ui.questions import asking_ahead

STATIC = Path(__file__).parent / "static"

HOME = "home"  # what Streamlit reserves for the default page, which nobody sees
FRAMED = "framed"  # app.py has run for this reader
ASKED_FOR = "asked_for"  # the page and the address someone opened before it had


def in_frame(page: str) -> None:
    """Make sure that app.py frames the page in this file.

    Beside a folder named pages, Streamlit starts by taking each file in it for a page of its own,
    until app.py has run once. Whoever opens /churn first would get the page bare: it notes where
    the reader wanted to go, and app.py brings them back.
    """
    if FRAMED not in st.session_state:
        address = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state[ASKED_FOR] = (Path(page).stem, address)
        st.switch_page("app.py")


def begin() -> DeltaGenerator:
    """Before the menu: the reader's language, this run's data, the look of it all.

    Gives the place of the page. What works unseen is drawn first and stands after it, so that
    nothing of it is seen above the title while the page loads.
    """
    st.set_page_config(page_title="Rapport", page_icon=str(STATIC / "icon.svg"), layout="wide")
    st.html(STATIC / "style.css")
    st.logo(str(STATIC / "logo.svg"), size="large")
    body = st.container(key="page")
    st.session_state[FRAMED] = True
    if ASKED_FOR in st.session_state:
        return body  # this run only switches; an address cannot be set once a widget is bound
    address.begin()
    languages.begin(_currency())
    streamlit_words.begin()
    paper.begin()
    theme.begin()
    return body


def _currency() -> str:
    try:
        return data.settings().currency
    except RapportError:
        return "USD"  # what is wrong with the settings is said where the page would be


def page(name: str, title: str, icon: str, about: str, *, default: bool = False) -> Page:
    """An entry of the menu: the file pages/<name>.py at the address /<name>; the default at /."""
    return st.Page(
        f"pages/{name}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=HOME if default else name,
        default=default,
        help=about,
    )


def also_at_its_name(name: str, title: str) -> Page:
    """The default page once more, at /<name>, for who types it: Streamlit serves it at / only."""
    return st.Page(f"pages/{name}.py", title=title, url_path=name, visibility="hidden")


def show(chosen: Page, body: DeltaGenerator, *, of_data: bool, filtered: bool) -> None:
    """Run the chosen page under its title.

    Those `of_data` say nothing without any; `filtered` ones are about the customers and months
    that the filter bar chooses.
    """
    _go_where_asked()
    st.set_page_config(page_title=f"{chosen.title} · Rapport")
    with body:
        _draw(chosen, of_data, filtered)
    drill.show()


def _draw(chosen: Page, of_data: bool, filtered: bool) -> None:
    with st.sidebar:
        languages.switch()
    problem = _begin_data()
    with st.sidebar:
        tour.button()
    downloads.begin()
    drill.begin()
    export = _header(chosen.title, of_data, filtered)
    with _told():
        if of_data:
            if problem:
                raise problem
            happened = notices.banners()
        elif problem and not isinstance(problem, NoStore):
            notices.refusal(problem)
        tour.show(chosen.url_path)
        with asking_ahead(chosen.url_path) if filtered and not problem else nullcontext():
            chosen.run()
        if of_data:
            notices.reopened(happened)
    with export:
        downloads.page_button(chosen.url_path or "overview")


def _begin_data() -> RapportError | None:
    """What keeps this run from reading the store, if anything does."""
    try:
        data.begin()
    except RapportError as error:
        return error
    return None


def _go_where_asked() -> None:
    if asked := st.session_state.pop(ASKED_FOR, None):
        name, address = asked
        st.switch_page(f"pages/{name}.py", query_params=address)


def _header(title: str, of_data: bool, filtered: bool) -> DeltaGenerator:
    """The title and what the page is about, the filters beside, and below those that are set.

    Gives the place of the export, which knows what is on the page once the page has run.
    """
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(gap=None, width="content", key="page_title"):
            st.title(title, anchor=False)
            if of_data:
                st.text(_about_the_data() if filtered else _reach())
        with st.container(
            horizontal=True,
            width="content",
            vertical_alignment="center",
            gap="small",
            key="filter_bar",
        ):
            if filtered:
                filter_bar.bar()
            export = st.container(width="content", key="page_export")
    if filtered:
        filter_bar.custom_months()
        filter_bar.chip_row()
    return export


def _about_the_data() -> str:
    """Which months, against what, of whom, and how far the data reaches."""
    chosen, facts = filters(), data.facts()
    if not facts.as_of:
        return ""
    as_of = reader().day(chosen.as_of or facts.as_of)
    parts = [
        filter_bar.months_in_words(chosen),
        filter_bar.compared_in_words(chosen),
        filter_bar.tiers_in_words(chosen.tier),
        _("as of {day}", day=as_of) if chosen.as_of else _("data to {day}", day=as_of),
    ]
    return " · ".join(part for part in parts if part)


def _reach() -> str:
    """How far the data reaches, for a page that is about all of it."""
    as_of = data.facts().as_of
    return _("data to {day}", day=reader().day(as_of)) if as_of else ""


@contextmanager
def _told() -> Iterator[None]:
    """The one place where a reader's errors are caught: said in a sentence, and the page ends."""
    try:
        yield
    except NoStore:
        notices.nothing_yet(
            _("There is no data yet. Import your files and this page fills itself.")
        )
        st.stop()
    except RapportError as error:
        notices.refusal(error)
        st.stop()
