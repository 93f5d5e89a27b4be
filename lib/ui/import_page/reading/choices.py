"""What may be chosen about reading a file; a choice left open is found in the file."""

from typing import Any

import streamlit as st

from lib.ui.import_page.desk import Desk, Outcome
from lib.ui.import_page.reading import lines, values
from lib.ui.import_page.reading.choice import FOUND, MOST_LINES, Choice, found_text, or_none
from lib.ui.import_page.uploads import Upload
from lib.ui.import_page.words import DELIMITERS, ENCODINGS, delimiter_label, encoding_label, labels
from lib.ui.languages import _, reader
from lib.ui.plain import plain


def show(desk: Desk, upload: Upload, found: Outcome) -> None:
    """Every choice for one file; a change of any reads the file again."""
    put = Choice(desk, upload)
    with st.container(border=True, gap="small", key="card_choices"):
        st.header(_("How it is read"), anchor=False)
        _encoding(put, found)
        _one_of(put, found, "sheet", _("Sheet"))
        _one_of(put, found, "inside", _("File inside"))
        values.days(put, found)
        values.missing(put, found)
        left, right = st.columns(2, gap="small")
        with left:
            _delimiter(put, found)
            values.decimal(put)
        with right:
            _header(put, found)
            values.thousands(put)
        values.dressed_numbers(put, found)
        with st.expander(_("Junk lines, totals, units, merged cells")):
            lines.skip(put)
            lines.end(put)
            lines.odd_lines(put)
            lines.fill_down(put, found)
        st.button(
            _("Find everything anew"),
            icon=":material/restart_alt:",
            type="tertiary",
            disabled=not desk.reading(upload),
            key="read_as_found",
            on_click=desk.read_so,
            args=(upload, {}),
        )


def _encoding(put: Choice, found: Outcome) -> None:
    fitting = dict(_offered(found, "encoding"))
    said = found.said.get("encoding")
    now = put.now("encoding") or FOUND
    options = list(dict.fromkeys([FOUND, *fitting, *ENCODINGS, *([now] if now else [])]))

    def named(encoding: str) -> str:
        if encoding == FOUND:
            return found_text(encoding_label(said)) if said and not now else _("as found")
        return encoding_label(encoding)

    if fitting and not now:
        _recognise(put, fitting)
    st.selectbox(
        _("Encoding"),
        options,
        format_func=labels(options, named),
        **put.widget("encoding", now, or_none, options),
    )


def _recognise(put: Choice, fitting: dict[str, str]) -> None:
    """The same words as each encoding reads them: the reader sees which is writing."""
    st.text(_("Which of these reads well?"), width="stretch")
    for encoding, excerpt in fitting.items():
        st.button(
            plain(excerpt) or plain(encoding),
            help=plain(encoding_label(encoding)),
            width="stretch",
            key=f"recognise_{encoding}",
            on_click=put.put,
            args=("encoding", encoding),
        )


def _offered(found: Outcome, key: str) -> list[tuple[Any, str]]:
    """What the refusal of a file says could be written for a key, with words to choose by."""
    pairs: list[tuple[Any, str]] = found.said.get("choices", {}).get(key, [])
    return pairs


def _one_of(put: Choice, found: Outcome, key: str, label: str) -> None:
    """Which sheet of a workbook, which file of an archive; nothing where there is no choice."""
    names = [value for value, words in _offered(found, key)] or list(found.said.get(f"{key}s", []))
    now = put.now(key)
    if len(names) < 2 and now is None:
        return
    options = list(dict.fromkeys([*names, *([now] if now else [])]))
    st.selectbox(
        label,
        options,
        placeholder=_("Choose one"),
        index=None,
        **put.widget(key, now, or_none, options),
    )


def _delimiter(put: Choice, found: Outcome) -> None:
    said, now = found.said.get("delimiter"), put.now("delimiter") or FOUND
    options = list(dict.fromkeys([FOUND, *DELIMITERS, now]))

    def named(sign: str) -> str:
        if sign == FOUND:
            return found_text(delimiter_label(said) if said and not now else None)
        return delimiter_label(sign)

    st.selectbox(
        _("Cells are parted by"),
        options,
        format_func=labels(options, named),
        **put.widget("delimiter", now, or_none, options),
    )


def _header(put: Choice, found: Outcome) -> None:
    said = found.said.get("header_line")
    st.number_input(
        _("Header on line (0: none)"),
        min_value=0,
        max_value=MOST_LINES,
        value=None,
        placeholder=found_text(reader().number(said) if said is not None else None),
        **put.widget("header", put.now("header"), lambda line: line),
    )
