"""What is said instead of numbers: refusals, empty states, banners.

Sentences may carry names from the data, so they are written with `st.text`, which knows no markup.
"""

import zlib
from collections.abc import Mapping
from datetime import date
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.errors import ImportRejected, RapportError
from lib.ui import address, data
from lib.ui.definitions import MISSING
from lib.ui.filters import filters, later, span_code
from lib.ui.languages import _, reader
from lib.words import TABLES

IMPORT_PAGE = "pages/import_files.py"

Look = Literal["primary", "secondary", "tertiary"]


def say(error: RapportError) -> str:
    """An error's sentence in the reader's language."""
    if isinstance(error, ImportRejected):
        return str(error)
    return told(error.sentence, error.values)


def told(sentence: str, values: Mapping[str, object]) -> str:
    """A refusal's sentence in the reader's language; {what} names what was refused, in ours."""
    what = {"what": _(str(values["what"]))} if "what" in values else {}
    return reader()(sentence, **{**values, **what})


def refusal(error: RapportError) -> None:
    """Why there is no page: one sentence with the way out."""
    notice("error", "error", say(error))


def notice(kind: str, icon: str, sentence: str) -> None:
    """A sentence in a box of its kind: error, warning or note."""
    key = f"notice_{kind}_{zlib.crc32(sentence.encode())}"
    with st.container(border=True, horizontal=True, wrap=False, key=key):
        st.markdown(f":material/{icon}:", width="content")
        st.text(sentence, width="stretch")


def nothing_yet(sentence: str) -> None:
    """An empty state: what is missing, and the one thing to do about it."""
    with st.container(border=True, key="nothing_yet", horizontal_alignment="center", gap="medium"):
        st.markdown(":material/upload_file:", text_alignment="center")
        st.text(sentence, width="stretch", text_alignment="center")
        import_link("page", look="primary")


def import_link(key: str, look: Look = "secondary") -> None:
    """The way to the Import page."""
    link(IMPORT_PAGE, _("Import files"), ":material/upload:", f"import_{key}", look)


def link(page: str, words: str, icon: str, key: str, look: Look = "secondary") -> None:
    """A way to another page that looks like a button.

    A link and not a button: the browser takes the address along, with the language and filters in
    it, which `st.switch_page` would have to clear and may not while fields are bound to them.
    """
    with st.container(width="content", key=f"link_{look}_{key}"):
        st.page_link(page, label=words, icon=icon)


def needs(table: str, *others: str) -> None:
    """End the page with an empty state where the store has no rows of this table, or of any of
    the others that would do in its place."""
    held = [name for name in (table, *others) if data.facts().rows.get(name)]
    if not held:
        nothing_yet(_(MISSING[table]))
        st.stop()
    _tell_of_other_months(held[0])


def _tell_of_other_months(table: str) -> None:
    """Where all of a table lies outside the months chosen: which months it is of, and the way."""
    facts, chosen, say = data.facts(), filters(), reader()
    first, last = facts.begins.get(table), facts.ends.get(table)
    if not first or not last or not chosen.since or not chosen.until:
        return
    if last >= chosen.since and first <= chosen.until:
        return
    words = _(
        "None of the {table} are of these months: theirs run from {first} to {last}.",
        table=_(TABLES[table]),
        first=say.month(first),
        last=say.month(last),
    )
    notice("warning", "date_range", words)
    if facts.as_of and first <= facts.as_of:
        st.button(
            _("Show those months"),
            icon=":material/date_range:",
            key="other_months",
            on_click=_show_months,
            args=(first, min(last, facts.as_of)),
        )


def _show_months(first: date, last: date) -> None:
    """The latest year of these months."""
    begin = max(first.replace(day=1), later(last.replace(day=1), -11))
    address.keep(period=span_code(begin, last))


def banners() -> DeltaGenerator:
    """What the reader should know about the data itself.

    Gives the place for what may become known while the page runs: see `reopened`.
    """
    opened = data.opened()
    if opened.instead_of:
        notice(
            "warning",
            "warning",
            _(
                "The newest data (generation {damaged}) is damaged; these numbers come from "
                "generation {generation} before it. Import again to replace it.",
                damaged=opened.instead_of,
                generation=opened.generation,
            ),
        )
    if data.facts().is_sample:
        _sample()
    place = st.container(key="banner_place")
    reopened(place)
    return place


def _sample() -> None:
    """Nobody should take the sample company for their own."""
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        key="notice_note_sample",
    ):
        st.markdown(":material/science:", width="content")
        st.text(_("Sample data: invented, to look around."), width="stretch")
        link(IMPORT_PAGE, _("Import your own files"), ":material/upload:", "sample", "tertiary")


def reopened(place: DeltaGenerator) -> None:
    """Say once that the data file was lost to an error and opened anew."""
    if data.was_reopened():
        with place:
            sentence = _("The data file was reopened after an error; the numbers are complete.")
            notice("note", "healing", sentence)
