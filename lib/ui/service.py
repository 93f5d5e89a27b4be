"""What the page of service has beside its charts: what to do first, the worklist, and cards whose
reader chooses what to tell apart by."""

import streamlit as st

from lib.charts.complaints import complaints_against_usual, complaints_by_customer
from lib.charts.service import (
    on_time_by_group,
    recovery_steps_done,
    three_things_to_measure,
    what_recovery_earns,
)
from lib.findings.service import escalation as levels_in_words
from lib.findings.service import what_service_needs as needed
from lib.frames import known, rows_of
from lib.ui import columns, data, drill, notices
from lib.ui.cards import board, chart_card, list_card, table_card
from lib.ui.kpis.service import as_things_stand
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, ask
from lib.ui.told_apart import chosen_among

WORKLISTS = ("all", "overdue", "unowned", "due")
HANDLED_BY = ("owner", "kind", "severity", "channel")
COMPLAIN_BY = ("tier", "age", "channel", "region", "industry", "acquired_through")


def what_service_needs() -> None:
    """In one sentence or three: whom to call, what is out of hand, which step pays."""
    waiting = ask("escalation", of=as_things_stand())
    widespread, effect = ask("widespread_complaints"), ask("recovery_effect")
    sentence = needed(waiting.frame, widespread.frame, effect.frame, reader())
    is_urgent = bool((waiting.frame["level"] > 0).any())
    notices.notice("warning" if is_urgent else "note", "flag", sentence)


def worklist() -> None:
    """Who waits, those who most need a call first: searched, taken away, and each row opens its
    customer."""
    named = {
        "all": _("All open"),
        "overdue": _("Overdue"),
        "unowned": _("Nobody's"),
        "due": _("Due next"),
    }
    needs = st.session_state.get("worklist_needs")
    needs = needs if needs in WORKLISTS else "all"
    answer = ask("escalation", of=as_things_stand(), needs=needs)
    with st.container(key="card_worklist_choice"):
        st.segmented_control(
            _("Show"),
            WORKLISTS,
            format_func=named.__getitem__,
            default="all",
            key="worklist_needs",
            label_visibility="collapsed",
        )
    row = list_card(
        _("Who needs a call today"),
        answer,
        columns.worklist(answer.frame),
        key="worklist",
        finding=levels_in_words(answer.frame, reader()),
        on_select="row",
    )
    drill.open_customer(row)


@st.fragment
def kind_against_usual() -> None:
    """One kind's months beside their limit: the one most above it, until the reader chooses."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    every = ask("widespread_complaints")
    kinds = _kinds(every)
    if not kinds:
        chart_card(_("Against the usual"), complaints_against_usual, every)
        return
    chosen = chosen_among("widespread", kinds, kinds[0])
    answer = ask("widespread_complaints", kind=chosen.by)
    chart_card(_("Against the usual"), complaints_against_usual, answer, choice=chosen.choose)


def _kinds(widespread: Answer) -> list[str]:
    """Those furthest above their limit in the latest month first."""
    rows = rows_of(widespread.frame)
    last = max((row.month for row in rows), default=None)
    latest = [row for row in rows if row.month == last]
    latest.sort(key=lambda row: (-row.complaints / (row.limit or 1e9), -row.complaints, row.kind))
    return [row.kind for row in latest]


@st.fragment
def in_time_told_apart() -> None:
    """Promptness by owner or by what the reader chooses."""
    if drill.is_asked():
        st.rerun()
    chosen = chosen_among("in_time", HANDLED_BY, HANDLED_BY[0])
    answer = ask("promptness", by=chosen.by)
    chart_card(_("Put right in time"), on_time_by_group, answer, choice=chosen.choose)


@st.fragment
def who_complains() -> None:
    """Complaints of 1,000 active by tier or by what the reader chooses; and the silent."""
    if drill.is_asked():
        st.rerun()
    chosen = chosen_among("complaining", COMPLAIN_BY, COMPLAIN_BY[0])
    answer = ask("complaints", by=chosen.by)
    chart_card(_("Who complains"), complaints_by_customer, answer, choice=chosen.choose)
    _the_silent()


def _the_silent() -> None:
    """Most who are dissatisfied never complain."""
    for row in known(rows_of(ask("silent_customers").frame), "silent"):
        if not row.dissatisfied:
            return
        sentence = _(
            "Of {all} dissatisfied customers {silent} did not complain: {value} a year is at "
            "stake. Ask them.",
            all=reader().number(row.dissatisfied),
            silent=reader().number(row.silent),
            value=reader().money(row.value),
        )
        notices.notice("note", "volume_off", sentence)


def recovery() -> None:
    """The steps of putting right and what each goes with, where steps are recorded; the remedy that
    works for each kind."""
    if data.facts().rows.get("recovery_steps"):
        cards = board(2)
        with cards.cell():
            chart_card(_("Steps of recovery"), recovery_steps_done, ask("recovery"))
        with cards.cell():
            effect = ask("recovery_effect")
            chart_card(_("What recovery earns"), what_recovery_earns, effect)
    table_card(_("The remedy that works"), ask("best_remedy"), columns.remedies())


def three_measures() -> None:
    """Customers, employees and cash over the same months, where there are payments."""
    if data.facts().rows.get("payments"):
        title = _("Customers, employees, cash")
        chart_card(title, three_things_to_measure, ask("three_measures"))
