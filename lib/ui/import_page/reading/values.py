"""How the days, numbers and missing values of a file are written."""

from typing import Any

import streamlit as st

from lib.languages import N_
from lib.ui.import_page import held
from lib.ui.import_page.desk import Outcome
from lib.ui.import_page.reading.choice import FOUND, Choice, or_none
from lib.ui.import_page.words import labels
from lib.ui.languages import _
from lib.ui.plain import plain
from lib.words import date_label

DAYS = ("date", "timestamp")
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y")
MORE = ("%d/%m/%y", "%m/%d/%y", "%Y年%m月%d日", "%d %b %Y", "%b %d, %Y")
THOUSANDS = {",": "1,000", ".": "1.000", " ": "1 000", "'": "1'000"}
PERCENTS = {FOUND: N_("not chosen"), "share": "0.05", "points": "5"}
NEGATIVES = {FOUND: N_("not chosen"), "brackets": "(5)", "trailing": "5-"}


def days(put: Choice, found: Outcome) -> None:
    """One choice for each column of days; those that read two ways come with an example."""
    columns = [one for one in found.said.get("columns", []) if one["kind"] in DAYS]
    said = put.now("dates")
    for column in columns:
        name = column["name"]
        now = said.get(name, FOUND) if isinstance(said, dict) else said or FOUND
        fitting = column["dates"]
        if len(fitting) < 2 and not now:
            continue
        if not now:
            _two_ways(column)
        options = list(dict.fromkeys([FOUND, *fitting, *FORMS, *MORE, now]))

        def take(form: str | None, name: str = name) -> None:
            _put_days(put, columns, name, form or None)

        st.selectbox(
            _("Days in {column}", column=plain(name)),
            options,
            format_func=labels(options, lambda form: date_label(form) if form else _("not chosen")),
            **held.widget(f"dates_{name}_{put.upload.mark}", now, take, options),
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


def _put_days(put: Choice, columns: list[dict[str, Any]], name: str, form: str | None) -> None:
    said = put.now("dates")
    if not isinstance(said, dict):
        said = {one["name"]: said for one in columns} if said else {}
    changed = {column: one for column, one in said.items() if column != name}
    if form:
        changed[name] = form
    put.put("dates", changed or None)


def missing(put: Choice, found: Outcome) -> None:
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


def decimal(put: Choice) -> None:
    options = {FOUND: _("as found"), ".": "0.5", ",": "0,5"}
    st.selectbox(
        _("Decimals are written"),
        list(options),
        format_func=options.__getitem__,
        **put.widget("decimal", put.now("decimal") or FOUND, or_none, options),
    )


def thousands(put: Choice) -> None:
    now = put.now("thousands") or FOUND
    options = {FOUND: _("as found")} | THOUSANDS | ({} if now in THOUSANDS else {now: now})
    options[FOUND] = _("as found")
    st.selectbox(
        _("Thousands are written"),
        list(options),
        format_func=options.__getitem__,
        **put.widget("thousands", now, or_none, options),
    )


def dressed_numbers(put: Choice, found: Outcome) -> None:
    """Percents and numbers below zero, where a column has them."""
    columns = found.said.get("columns", [])
    if any(one.get("percent") for one in columns) or put.now("percent"):
        st.selectbox(
            _("5% is"),
            list(PERCENTS),
            format_func=labels(PERCENTS, lambda said: _(PERCENTS[said])),
            **put.widget("percent", put.now("percent") or FOUND, or_none, PERCENTS),
        )
    if any(one.get("negative") for one in columns) or put.now("negative"):
        st.selectbox(
            _("Numbers below zero are written"),
            list(NEGATIVES),
            format_func=labels(NEGATIVES, lambda said: _(NEGATIVES[said])),
            **put.widget("negative", put.now("negative") or FOUND, or_none, NEGATIVES),
        )
    signs = dict.fromkeys(sign for one in columns for sign in one.get("currency", ()))
    if signs or put.now("currency"):
        _currency(put, list(signs))


def _currency(put: Choice, signs: list[str]) -> None:
    now = put.now("currency") or []
    chosen = [now] if isinstance(now, str) else list(now)
    st.multiselect(
        _("Signs of a currency beside numbers"),
        list(dict.fromkeys([*signs, *chosen])),
        accept_new_options=True,
        placeholder=_("none"),
        **put.widget("currency", chosen, or_none),
    )
