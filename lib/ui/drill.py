"""From a mark to the customers behind it: a click opens a drawer, or sets a filter."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.charts.kit import spelt
from lib.languages import N_
from lib.ui import address, columns, downloads, tables
from lib.ui.behind import BEHIND, FILTERING
from lib.ui.filters import Plain
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, Question, ask, whole
from lib.words import COLUMNS, TABLES

ASKED = "drawer_asked"  # the session's: the drawer that the next run of the page shows
CHOSEN = "drill_chosen"  # a mark set a filter: the page is to be drawn anew
CUSTOMER_PAGE = "pages/customers.py"  # everything about one
SHOWN = "drawer_shown"  # and the one that this run shows
ROUND = "drill_round"  # counts up with each click, so that no mark stays selected


@dataclass(frozen=True)
class Drawer:
    """What a drawer shows: the answer of a metric, under a title of ours.

    `mark` tells in words which mark it stands behind, and may hold names from the data. `like` is
    a metric about one day, which the list must be about as well.
    """

    title: str
    metric: str
    parameters: tuple[tuple[str, Plain], ...] = ()
    mark: str = ""
    like: str = ""
    answer: Answer | None = field(default=None, compare=False)


FLOWS = {"arrived": N_("New"), "won_back": N_("Won back"), "lost": N_("Lost")}
# Marks that are called what they are.
NAMES = ("stage", "aspect", "campaign", "channel", "name_a", "name_b")
# Codes of ours that a chosen row stands for; a mark's hover says them itself.
CODES: dict[str, Mapping[str, str]] = {
    "table": TABLES,
    "column": COLUMNS,
    "finding": columns.REPAIRS,
}

# Lists with columns of their own order or making.
COLUMNS_OF: dict[str, Callable[[DataFrame], columns.Columns]] = {
    "customer_timeline": lambda _frame: columns.timeline(),
    "data_freshness": lambda _frame: columns.freshness(),
    "data_quality": lambda _frame: columns.findings(),
    "quality_rows": columns.as_stored,
    "lost_customers_list": columns.lost,
}


def key_of(name: str) -> str:
    """Of a chart or table. Changes with each click: what is drawn anew has nothing selected."""
    return f"{name}_{st.session_state.get(ROUND, 0)}"


def _asked(drawer: Drawer) -> Answer:
    """The first rows of the list, of the same customers and day as the number it stands behind."""
    like = dict(ask(drawer.like).question.parameters) if drawer.like else {}
    asked = like | dict(drawer.parameters) | {"limit": tables.MOST_ROWS}
    return ask(drawer.metric, of=None, **asked)


def _more_than_shown(answer: Answer) -> None:
    """A long list is shown as far as a reader would read it."""
    total = int(answer.frame["total"].iloc[0]) if "total" in answer.frame else 0
    if total > len(answer.frame):
        say = reader()
        words = _(
            "{all} in all. The first {n} are shown; the download holds all.",
            all=say.number(total),
            n=say.number(len(answer.frame)),
        )
        st.text(words, width="stretch")


def leads_on(chart: str) -> bool:
    """Do the marks of this chart or table lead anywhere?"""
    return chart in BEHIND or chart in FILTERING


def clicked(chart: str, key: str, question: Question) -> None:
    """A mark of a chart was clicked (its callback); `question` is what the chart answers."""
    points = (st.session_state.get(key) or {}).get("selection", {}).get("points", [])
    marks = [point["customdata"] for point in points if len(point.get("customdata") or ()) > 1]
    if not marks:
        return
    words, *values = marks[0]
    if chart in FILTERING:
        _let_go()
        address.keep(**{FILTERING[chart]: str(values[0])})
        st.session_state[CHOSEN] = True
    else:
        open_mark(chart, values, str(words), question)


def open_mark(chart: str, values: Sequence[Any], words: str, question: Question) -> None:
    """Have the next run show what is behind a mark, which `words` tell (from a callback)."""
    _ask_behind(chart, _mark(chart, values), words, question)


def mark_called(chart: str, values: Sequence[Any], words: str) -> str:
    """What a mark stands for, then what its hover says."""
    mark = _mark(chart, values)
    return mark_in_words({name: _parameter(name, mark[name]) for name in mark}, words)


def _mark(chart: str, values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(BEHIND[chart].keys, values, strict=False))


def open_row(table: str, row: Mapping[Hashable, Any], question: Question) -> None:
    """A row of a table was chosen; `question` is what the table answers."""
    mark = {name: row[name] for name in BEHIND[table].keys}
    _ask_behind(table, mark, "", question)
    st.rerun()


def _ask_behind(name: str, mark: Mapping[str, Any], words: str, question: Question) -> None:
    """The list is asked what the chart was asked, and the mark."""
    _let_go()
    behind = BEHIND[name]
    given = {key: _parameter(key, value) for key, value in mark.items()}
    # What its chart was not asked, the list is not asked either: a chart of all tiers stays so.
    asked = {"tier": ()} | dict(question.parameters)
    parameters = tuple((asked | dict(behind.always) | given).items())
    ask_for(Drawer(behind.title, behind.metric, parameters, mark=mark_in_words(given, words)))


def _let_go() -> None:
    """Nothing stays selected: the same mark can be clicked again."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _parameter(name: str, value: Any) -> Plain:
    if name in ("month", "cohort"):
        return date.fromisoformat(str(value)[:10])
    return (value,) if name == "tier" else value


def mark_in_words(given: Mapping[str, Plain], words: str) -> str:
    """The mark by what it stands for, then what its hover says."""
    say = reader()
    parts: list[str] = []
    for name, value in given.items():
        if isinstance(value, date):
            parts += [] if words.startswith(say.month(value)) else [say.month(value)]
        elif isinstance(value, tuple):
            parts.append(_("Tier {tier}", tier=value[0]))
        elif name == "flow":
            parts.append(_(FLOWS[str(value)]))
        elif name in NAMES:
            parts.append(str(value))
        elif name in CODES and not words:
            parts.append(_(CODES[name].get(str(value), str(value))))
    hovered = spelt(words.replace("<br>", " · "))
    return " · ".join([*parts, *([hovered] if hovered else [])])


def ask_for(drawer: Drawer) -> None:
    """Have the next run show it (from a callback)."""
    st.session_state[ASKED] = drawer


def is_asked() -> bool:
    """Does a drawer, or a filter that was set, wait for a run of the whole page?"""
    return ASKED in st.session_state or CHOSEN in st.session_state


def begin() -> None:
    """A run of the whole page begins: it shows what was asked for."""
    st.session_state[SHOWN] = st.session_state.pop(ASKED, None)
    st.session_state.pop(CHOSEN, None)


def show() -> None:
    """The drawer this run was asked for, if any. Last thing on a page."""
    drawer: Drawer | None = st.session_state[SHOWN]
    if drawer is None:
        return

    @st.dialog(_(drawer.title), width="large", position="right")
    def drawn() -> None:
        _rows(drawer)

    drawn()


def _rows(drawer: Drawer) -> None:
    answer = drawer.answer or _asked(drawer)
    if drawer.mark:
        st.text(drawer.mark, width="stretch")
    if answer.frame.empty:
        st.text(_("Nothing was found for these months and customers."), width="stretch")
        return
    downloads.buttons(
        _(drawer.title),
        answer,
        key=f"drawer_{drawer.metric}",
        rows=None if drawer.answer else whole(answer.question),
        parts=((_("Behind"), drawer.mark),) if drawer.mark else (),
    )
    _more_than_shown(answer)
    told = COLUMNS_OF.get(drawer.metric, columns.known)
    row = tables.show(
        answer.frame,
        told(answer.frame),
        key=f"drawer_{drawer.metric}",
        alt=_(drawer.title),
        in_sight=tables.ROWS_IN_A_DRAWER,
        on_select="row" if "customer_id" in answer.frame else None,
    )
    _lead_to_customer(row or {})


def open_customer(row: Mapping[Hashable, Any] | None) -> None:
    """To all that is known of the customer of a row that was chosen, where it names one."""
    if row and isinstance(row["customer_id"], str):
        address.keep_next(customer=row["customer_id"])
        st.switch_page(CUSTOMER_PAGE)


def _lead_to_customer(row: Mapping[Hashable, Any]) -> None:
    """From a row that was chosen, the way to all that is known of its customer."""
    customer_id = row.get("customer_id")
    if isinstance(customer_id, str):
        address.keep_next(customer=customer_id)
        with st.container(width="content", key="link_primary_customer"):
            st.page_link(
                CUSTOMER_PAGE,
                label=_("See this customer from every side"),
                icon=":material/person_search:",
            )
