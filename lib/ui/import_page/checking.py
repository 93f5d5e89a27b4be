"""Step 4: what is wrong with which rows, and for each kind a way on: repair, set aside, or stop."""

from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.ui import notices
from lib.ui.import_page import held, problems, repairs, steps, work
from lib.ui.import_page.counts import written_out
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.problems import Problem
from lib.ui.languages import _, reader

VALUES_IN_SIGHT = 4
HEIGHT = 35 * (VALUES_IN_SIGHT + 1) + 12  # pixels: the next row peeps out


def show(desk: Desk) -> None:
    if desk.job is None and desk.check() is None:
        work.check(desk)
    if desk.job:
        work.watch(desk)
        steps.onward(desk)
        return
    found = desk.check()
    if found is None:
        st.rerun()
    if found.kind == "checked":
        _checked(desk, found.said)
    elif found.kind == "stopped":
        _stopped(desk)
    else:
        desk.in_haste = False
        notices.notice("error", "error", notices.told(found.said["sentence"], found.said["values"]))
        steps.onward(desk)


def _decide_as_usual(desk: Desk, said: dict[str, Any]) -> None:
    """Rows set aside when the recipe was saved are so again, until the reader says otherwise."""
    if desk.in_haste and desk.usual:
        marks = {problems.mark_of(p) for p in said["problems"] if problems.kind_of(p) in desk.usual}
        desk.aside |= marks
        desk.as_usual = bool(marks)


def _checked(desk: Desk, said: dict[str, Any]) -> None:
    _decide_as_usual(desk, said)
    clean = steps.is_clean(desk)
    if desk.in_haste:
        desk.in_haste = False
        if clean and not said["problems"] and not problems.grave(said):
            steps.go_on(steps.IMPORT)
    _summary(desk, said, clean)
    problems.warn_of_grave(said)
    for problem in said["problems"]:
        _card(desk, problem)
    if said["problems"] and work.aside_file(desk).exists():
        problems.download(work.aside_file(desk), said["problems"])
    grave = problems.grave(said)
    if others := [one for one in said["warnings"] if one not in grave]:
        with st.container(border=True, gap="small", key="card_warnings"):
            st.header(_("Worth knowing"), anchor=False)
            for problem in others:
                _told(desk, problem)
    steps.onward(
        desk,
        words=_("To the import"),
        disabled=not clean,
        help_=None if clean else _("Repair each group above, or set its rows aside."),
    )


def _stopped(desk: Desk) -> None:
    notices.notice("warning", "stop_circle", _("The check was stopped. Nothing was changed."))
    if st.button(_("Check again"), type="primary", key="check_again"):
        desk.checked = None
        st.rerun()
    steps.onward(desk)


def _summary(desk: Desk, said: dict[str, Any], clean: bool) -> None:
    wrong = [one for one in said["problems"] if problems.mark_of(one) not in desk.aside]
    if wrong:
        notices.notice("error", "error", _what_keeps_out(len(wrong)))
    elif clean and said["problems"]:
        notices.notice(
            "warning",
            "rule",
            _("Decided as last time: the rows below are set aside, all others come in.")
            if desk.as_usual
            else _("Decided: the rows below are set aside, all others come in."),
        )
    else:
        notices.notice(
            "note", "check_circle", _("Every row was checked, and nothing keeps them out.")
        )


def _what_keeps_out(n: int) -> str:
    if n == 1:
        return _(
            "One thing keeps the files out. Repair it, or set its rows aside and import the others."
        )
    return _(
        "{n} things keep the files out. Repair each, or set its rows aside and import the others.",
        n=reader().number(n),
    )


def _card(desk: Desk, problem: Problem) -> None:
    mark = problems.mark_of(problem)
    with st.container(border=True, key=f"card_problem_{mark}"):
        left, right = st.columns([1.7, 1], gap="medium")
        with left, st.container(gap="small", key=f"problem_{mark}"):
            st.header(problems.title(problem), anchor=False)
            st.text(problems.expected(problem), width="stretch")
            st.text(problems.where(problem), width="stretch")
            with st.container(
                horizontal=True, gap="small", vertical_alignment="center", key=f"repairs_{mark}"
            ):
                repairs.offer(desk, problem)
                _aside(desk, mark)
        with right:
            _values(problem, mark)


def _values(problem: Problem, mark: str) -> None:
    """What stands there instead, the most frequent first."""
    values = problems.found(problem)
    if not values:
        return
    st.dataframe(
        written_out(DataFrame(values, columns=[_("Found instead"), _("Rows")])),
        hide_index=True,
        height="content" if len(values) <= VALUES_IN_SIGHT else HEIGHT,
        key=f"found_{mark}",
        alt=_("Found instead"),
    )


def _aside(desk: Desk, mark: str) -> None:
    def take(is_aside: bool) -> None:
        if is_aside:
            desk.aside.add(mark)
        else:
            desk.aside.discard(mark)

    shown = held.widget(f"aside_{mark}", mark in desk.aside, take)
    st.toggle(_("Set these rows aside"), **shown)


def _told(desk: Desk, problem: Problem) -> None:
    """A warning in two lines, with what could be done about it."""
    mark = problems.mark_of(problem)
    with st.container(gap="xsmall", key=f"warning_{mark}"):
        st.text(f"{problems.title(problem)}: {problems.expected(problem)}", width="stretch")
        st.text(problems.where(problem), width="stretch")
        if problem["samples"]:
            st.text(reader().listing(list(problem["samples"])), width="stretch")
        if problem.get("repairs"):
            with st.container(horizontal=True, gap="small"):
                repairs.offer(desk, problem)
