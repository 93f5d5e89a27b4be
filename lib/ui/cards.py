"""Cards: a number with its direction, a chart with its finding, a table; each with its receipt."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import streamlit as st
from pandas import DataFrame
from plotly.graph_objects import Figure
from streamlit.elements.lib.grid_container import GridContainer

from lib.findings import FINDINGS
from lib.ui import data, downloads, drill, notices, tables
from lib.ui.columns import Columns
from lib.ui.definitions import DEFINITIONS, MISSING
from lib.ui.figures import Checked
from lib.ui.kpis import Kpi
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, drawn, whole
from lib.ui.receipts import receipt

Chart = Callable[..., Figure]  # of one frame or two, and the reader's language

NO_TOOLBAR = {"displayModeBar": False, "displaylogo": False}


def board(across: int, *, least: int = 300) -> GridContainer:
    """Room for cards side by side, fewer where they would be narrower than `least` pixels."""
    return st.grid(across, min_column_width=least, gap="small", dense=True)


@dataclass(frozen=True)
class ChartCard:
    """A chart to be laid out beside others."""

    title: str
    chart: Chart
    answer: Answer
    wide: bool = False


def lay_out(*cards: ChartCard) -> None:
    """The cards whose data is there; and in one box what the others would need."""
    there = [card for card in cards if not _missing(card.answer)]
    if there:
        cells = board(min(len(there), 3))
        for card in there:
            with cells.cell(column_span=2 if card.wide and len(there) > 2 else 1):
                chart_card(card.title, card.chart, card.answer)
    lacking = [_missing(card.answer) for card in cards]
    if any(lacking):
        with st.container(border=True, key="card_lacking", gap="xsmall"):
            st.header(_("More to see"), anchor=False)
            for table in dict.fromkeys(table for table in lacking if table):
                st.text(_(MISSING[table]), width="stretch")
            st.space("xsmall")
            notices.import_link("lacking")


def _missing(answer: Answer) -> str | None:
    """The table that this answer cannot do without and that holds nothing, if so."""
    definition = DEFINITIONS.get(answer.question.metric)  # a list has none of its own
    table = definition.table if definition else None
    return table if table and not data.facts().rows.get(table) else None


def kpi_row(kpis: Sequence[Kpi]) -> None:
    """Number cards side by side, as many in a row as fit; no row with a lonely last one."""
    if not kpis:
        return
    across = {5: 5, 6: 3, 9: 3, 10: 5}.get(len(kpis), 4)
    downloads.note_numbers(
        DataFrame(
            [(kpi.label, kpi.value, kpi.change, kpi.compared) for kpi in kpis],
            columns=[_("Name"), _("Number"), _("Change"), _("Compared")],
        ),
        tuple((kpi.label, _defined(kpi)) for kpi in kpis),
    )
    with st.grid(across, min_column_width=132, gap="small"):
        for kpi in kpis:
            _kpi_card(kpi)


def _defined(kpi: Kpi) -> str:
    definition = DEFINITIONS[kpi.metric or kpi.answer.question.metric]
    return definition.said(kpi.answer.question.settings, reader())


def _kpi_card(kpi: Kpi) -> None:
    colours: dict[bool | None, Literal["green", "red", "gray"]]
    colours = {True: "green", False: "red", None: "gray"}
    key = f"kpi_{kpi.name}"
    with st.container(border=True, height="stretch", gap=None, key=key):
        st.metric(
            kpi.label,
            kpi.value,
            kpi.change or None,
            delta_color=colours[kpi.improved],
            delta_description=kpi.compared or None,
            delta_arrow="auto" if kpi.change[:1] in ("+", "-") else "off",
            chart_data=list(kpi.trend) if len(kpi.trend) > 1 else None,
            chart_type="area",
            height="stretch",
        )
        if kpi.answer.of_all_tiers:
            st.caption(_("of all tiers"))
        with st.container(width="content", key=f"corner_{key}"):
            receipt(
                kpi.label,
                kpi.answer,
                key=key,
                metric=kpi.metric,
                statement=kpi.statement,
                parts=kpi.parts,
                rows=kpi.rows and replace(kpi.rows, mark=kpi.label),
            )


def chart_card(
    title: str,
    chart: Chart,
    answer: Answer,
    beside: Answer | None = None,
    choice: Callable[[], None] | None = None,
) -> None:
    """A chart under its title and what it shows, in words; a sentence where it would be empty.

    `beside` answers what the chart shows along with it, such as events; `choice` draws what it can
    be told by. A click on a mark opens the customers behind it, or sets a filter (see `drill`).
    """
    name = chart.__name__
    drawing = drawn(answer.question, name, reader(), beside.question if beside else None)
    with _card(title, drawing.finding, answer, key=name, chart=name):
        if choice:
            choice()
        if drawing.is_blank:
            _nothing_here(answer, drawing.caveats)
            return
        key = drill.key_of(name)
        st.plotly_chart(
            Checked(drawing.figure),
            height="stretch" if drawing.grows else "content",
            config=NO_TOOLBAR,
            key=key,
            alt=drawing.finding or title,
            on_select=partial(drill.clicked, name, key, answer.question)
            if drill.leads_on(name)
            else "ignore",
            selection_mode="points",
        )
        _warn(answer, drawing.caveats)


def table_card(
    title: str, answer: Answer, columns: Columns, *, in_sight: int = tables.ROWS_IN_SIGHT
) -> None:
    """The rows themselves, their columns named and written as `columns` says.

    Choosing a row opens the customers behind it (see `drill`).
    """
    metric = answer.question.metric
    finding = FINDINGS[metric](answer.frame, reader()) if metric in FINDINGS else ""
    with _card(title, finding, answer, key=f"{metric}_table"):
        if answer.frame.empty:
            _nothing_here(answer)
            return
        row = tables.show(
            answer.frame,
            columns,
            key=drill.key_of(metric),
            alt=finding or title,
            in_sight=in_sight,
            on_select="row" if drill.leads_on(metric) else None,
        )
        if row:
            drill.open_row(metric, row, answer.question)
        _warn(answer, ())


def list_card(
    title: str,
    answer: Answer,
    columns: Columns,
    *,
    key: str,
    finding: str,
    on_select: Literal["row"] | None = None,
    in_sight: int = tables.ROWS_IN_SIGHT,
    has_search: bool = True,
) -> tables.Row | None:
    """A list that may be long: searched as far as it is shown, taken away as a whole.

    With `on_select` the row that was chosen is returned.
    """
    with _card(title, finding, answer, key=key):
        if answer.frame.empty:
            _nothing_here(answer)
            return None
        downloads.buttons(title, answer, key=key, rows=whole(answer.question))
        total = int(answer.frame["total"].iloc[0])
        if total > len(answer.frame):
            all_of, n = reader().number(total), reader().number(len(answer.frame))
            words = _(
                "{all} in all. The first {n} are shown; the download holds all.", all=all_of, n=n
            )
            st.text(words, width="stretch")
        return tables.show(
            answer.frame,
            columns,
            key=key,
            alt=finding or title,
            on_select=on_select,
            in_sight=in_sight,
            has_search=has_search,
        )


def _warn(answer: Answer, caveats: Sequence[str]) -> None:
    """What to know to read the card rightly."""
    said = list(caveats)
    if answer.of_all_tiers:
        said.append(_("Of all tiers: this is not told apart by tier."))
    if said:
        st.text(reader().paragraph(said), width="stretch")


@contextmanager
def _card(title: str, finding: str, answer: Answer, key: str, chart: str = "") -> Iterator[None]:
    downloads.note(title, answer)
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{key}"):
        with st.container(gap=None, key=f"heading_{key}"):
            st.header(title, anchor=False)
            st.text(finding, width="stretch")
        with st.container(width="content", key=f"corner_{key}"):
            receipt(title, answer, key=key, chart=chart)
        yield


def _nothing_here(answer: Answer, caveats: Sequence[str] = ()) -> None:
    """Why there is no chart: data never imported, what its caveats tell, or the filters."""
    table = _missing(answer)
    if table:
        st.text(_(MISSING[table]), width="stretch")
        notices.import_link(answer.question.metric)
    elif caveats:
        _warn(answer, caveats)
    else:
        st.text(_("Nothing was found for these months and customers."), width="stretch")
