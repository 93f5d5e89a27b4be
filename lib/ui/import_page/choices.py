"""What may be chosen about reading a file; a choice left open is found in the file."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.ui.import_page.desk import Desk, Outcome
from lib.ui.import_page.uploads import Upload
from lib.ui.import_page.words import (
    DELIMITERS,
    ENCODINGS,
    date_label,
    delimiter_label,
    encoding_label,
)
from lib.ui.languages import _, reader
from lib.ui.plain import plain

FOUND = ""  # the choice that leaves it to the file
MOST_LINES = 1_000_000
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y")
THOUSANDS = {",": "1,000", ".": "1.000", " ": "1 000", "'": "1'000"}
MORE = ("%d/%m/%y", "%m/%d/%y", "%Y年%m月%d日", "%d %b %Y", "%b %d, %Y")


def show(desk: Desk, upload: Upload, found: Outcome) -> None:
    """Every choice for one file; a change of any reads the file again."""
    put = _Choice(desk, upload)
    with st.container(border=True, gap="small", key="card_choices"):
        st.header(_("How it is read"), anchor=False)
        _encoding(put, found)
        _one_of(put, found, "sheet", _("Sheet"))
        _one_of(put, found, "inside", _("File inside"))
        _days(put, found)
        _missing(put, found)
        left, right = st.columns(2, gap="small")
        with left:
            _delimiter(put, found)
            _decimal(put)
        with right:
            _header(put, found)
            _thousands(put)
        with st.expander(_("Junk lines, units, merged cells")):
            _skip(put)
            _units_row(put)
            _fill_down(put, found)
        st.button(
            _("Find everything anew"),
            icon=":material/restart_alt:",
            type="tertiary",
            disabled=not desk.reading(upload),
            key="read_as_found",
            on_click=desk.read_so,
            args=(upload, {}),
        )


class _Choice:
    """One file's choices, read from the desk and written back by the widgets' callbacks."""

    def __init__(self, desk: Desk, upload: Upload) -> None:
        self.desk, self.upload = desk, upload

    def now(self, key: str) -> Any:
        return self.desk.reading(self.upload).get(key)

    def put(self, key: str, value: Any) -> None:
        """Choose this; None leaves it to the file."""
        changed = {k: v for k, v in self.desk.reading(self.upload).items() if k != key}
        if value is not None:
            changed[key] = value
        self.desk.read_so(self.upload, changed)

    def widget(self, key: str, shown: Any, meant: Callable[[Any], Any]) -> dict[str, Any]:
        """What a widget needs to show a choice and to take another."""
        name = f"read_{key}_{self.upload.mark}"
        st.session_state[name] = shown

        def take() -> None:
            self.put(key, meant(st.session_state[name]))

        return {"key": name, "on_change": take}


def _or_none(value: Any) -> Any:
    return None if value in (FOUND, []) else value


def _found_text(said: str | None) -> str:
    return _("found: {what}", what=said) if said else _("as found")


def _encoding(put: _Choice, found: Outcome) -> None:
    fitting = dict(_offered(found, "encoding"))
    said = found.said.get("encoding")
    now = put.now("encoding") or FOUND
    options = list(dict.fromkeys([FOUND, *fitting, *ENCODINGS, *([now] if now else [])]))

    def named(encoding: str) -> str:
        if encoding == FOUND:
            return _found_text(encoding_label(said)) if said and not now else _("as found")
        return encoding_label(encoding)

    if fitting and not now:
        _recognise(put, fitting)
    st.selectbox(_("Encoding"), options, format_func=named, **put.widget("encoding", now, _or_none))


def _recognise(put: _Choice, fitting: dict[str, str]) -> None:
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


def _one_of(put: _Choice, found: Outcome, key: str, label: str) -> None:
    """Which sheet of a workbook, which file of an archive; nothing where there is no choice."""
    names = [value for value, words in _offered(found, key)] or list(found.said.get(f"{key}s", []))
    now = put.now(key)
    if len(names) < 2 and now is None:
        return
    st.selectbox(
        label,
        list(dict.fromkeys([*names, *([now] if now else [])])),
        placeholder=_("Choose one"),
        index=None,
        **put.widget(key, now, _or_none),
    )


def _delimiter(put: _Choice, found: Outcome) -> None:
    said, now = found.said.get("delimiter"), put.now("delimiter") or FOUND
    options = list(dict.fromkeys([FOUND, *DELIMITERS, now]))

    def named(sign: str) -> str:
        if sign == FOUND:
            return _found_text(delimiter_label(said) if said and not now else None)
        return delimiter_label(sign)

    st.selectbox(
        _("Cells are parted by"),
        options,
        format_func=named,
        **put.widget("delimiter", now, _or_none),
    )


def _header(put: _Choice, found: Outcome) -> None:
    said = found.said.get("header_line")
    st.number_input(
        _("Header on line (0: none)"),
        min_value=0,
        max_value=MOST_LINES,
        value=None,
        placeholder=_found_text(reader().number(said) if said is not None else None),
        **put.widget("header", put.now("header"), lambda line: line),
    )


def _skip(put: _Choice) -> None:
    st.number_input(
        _("Lines to leave out above the table"),
        min_value=0,
        max_value=MOST_LINES,
        value=None,
        placeholder=_("as found"),
        **put.widget("skip", put.now("skip"), lambda lines: lines or None),
    )


def _units_row(put: _Choice) -> None:
    st.toggle(
        _("A line of units stands under the header"),
        **put.widget("units_row", bool(put.now("units_row")), lambda on: on or None),
    )


def _decimal(put: _Choice) -> None:
    options = {FOUND: _("as found"), ".": "0.5", ",": "0,5"}
    st.selectbox(
        _("Decimals are written"),
        list(options),
        format_func=options.__getitem__,
        **put.widget("decimal", put.now("decimal") or FOUND, _or_none),
    )


def _thousands(put: _Choice) -> None:
    now = put.now("thousands") or FOUND
    options = {FOUND: _("as found")} | THOUSANDS | ({} if now in THOUSANDS else {now: now})
    options[FOUND] = _("as found")
    st.selectbox(
        _("Thousands are written"),
        list(options),
        format_func=options.__getitem__,
        **put.widget("thousands", now, _or_none),
    )


def _days(put: _Choice, found: Outcome) -> None:
    """One choice for each column of days; those that read two ways come with an example."""
    columns = [one for one in found.said.get("columns", []) if one["kind"] in ("date", "timestamp")]
    said = put.now("dates")
    for place, column in enumerate(columns):
        name = column["name"]
        now = said.get(name, FOUND) if isinstance(said, dict) else said or FOUND
        fitting = column["dates"]
        if len(fitting) < 2 and not now:
            continue
        if not now:
            _two_ways(column)
        options = list(dict.fromkeys([FOUND, *fitting, *FORMS, *MORE, now]))
        key = f"dates_{place}_{put.upload.mark}"
        st.session_state[key] = now

        def take(name: str = name, key: str = key) -> None:
            _put_days(put, columns, name, st.session_state[key] or None)

        st.selectbox(
            _("Days in {column}", column=plain(name)),
            options,
            format_func=lambda form: date_label(form) if form else _("not chosen"),
            key=key,
            on_change=take,
        )


def _two_ways(column: dict[str, Any]) -> None:
    with st.container(key=f"two_ways_{abs(hash(column['name']))}"):
        st.text(
            _(
                "{column}: is {example} written as {forms}? Both fit every row, so it must be "
                "said.",
                column=column["name"],
                example=column["samples"][0] if column["samples"] else "",
                forms=_(" or ").join(map(date_label, column["dates"])),
            ),
            width="stretch",
        )


def _put_days(put: _Choice, columns: list[dict[str, Any]], name: str, form: str | None) -> None:
    said = put.now("dates")
    if not isinstance(said, dict):
        said = {one["name"]: said for one in columns} if said else {}
    changed = {column: one for column, one in said.items() if column != name}
    if form:
        changed[name] = form
    put.put("dates", changed or None)


def _missing(put: _Choice, found: Outcome) -> None:
    seen = dict.fromkeys(
        word for column in found.said.get("columns", []) for word in column["missing"] if word
    )
    now = put.now("missing")
    chosen = [word for word in (now or []) if word]
    if not seen and not chosen:
        return
    st.multiselect(
        _("Words that mean: nothing is known"),
        list(dict.fromkeys([*chosen, *seen])),
        accept_new_options=True,
        placeholder=_("an empty cell only"),
        **put.widget("missing", chosen, lambda words: ["", *words] if words else None),
    )


def _fill_down(put: _Choice, found: Outcome) -> None:
    now = put.now("fill_down") or []
    names = [one["name"] for one in found.said.get("columns", [])]
    st.multiselect(
        _("Empty cells repeat the value above, in"),
        list(dict.fromkeys([*names, *now])),
        placeholder=_("no column"),
        **put.widget("fill_down", now, _or_none),
    )
