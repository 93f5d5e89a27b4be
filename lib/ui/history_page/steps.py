"""Back and forth: the step is the command a script would run, told before and after it is done."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import streamlit as st

from lib.importing.past import Step
from lib.ui import notices
from lib.ui.history_page import words
from lib.ui.import_page import jobs
from lib.ui.languages import _, reader

JOB = "history_job"  # the session's step under way
SAID = "history_said"  # the session's: how the last one ended, until it is told


def buttons(undo: Step | None, redo: Step | None) -> None:
    with st.container(horizontal=True, gap="small", key="history_steps"):
        _button("undo", _("Take back"), ":material/undo:", undo)
        _button("redo", _("Bring again"), ":material/redo:", redo)


def _button(verb: str, label: str, icon: str, step: Step | None) -> None:
    """What the step would do, and the way to do it; nothing to press where none is kept."""
    if step is None:
        words_ = _("No earlier state is kept.") if verb == "undo" else _("Nothing was taken back.")
        st.button(label, icon=icon, key=f"history_{verb}", disabled=True, help=words_)
        return
    with st.popover(label, icon=icon, key=f"history_{verb}"):
        _tell(
            [words.of_import(one) for one in step.taken_back],
            [words.of_import(one) for one in step.brought],
            will=True,
        )
        st.text(
            _("Generation {n} becomes live. Everyone sees it at once.", n=step.generation),
            width="stretch",
        )
        st.button(
            label,
            type="primary",
            icon=icon,
            key=f"history_{verb}_sure",
            on_click=_start,
            args=(verb,),
        )


def _tell(taken_back: list[str], brought: list[str], *, will: bool) -> None:
    """Each import by name. Names of files stay text."""
    if taken_back:
        st.text(_("This takes back:") if will else _("Taken back:"))
    for one in taken_back:
        st.text(f"− {one}", width="stretch")  # noqa: RUF001
    if brought:
        st.text(_("This brings again:") if will else _("Brought again:"))
    for one in brought:
        st.text(f"+ {one}", width="stretch")
    if not taken_back and not brought:
        st.text(_("No import differs: only what is worked out from them."), width="stretch")


def _start(verb: str) -> None:
    if JOB not in st.session_state:
        scratch = Path(mkdtemp(prefix="rapport-"))
        st.session_state[JOB] = (jobs.start(verb, [], about=verb, scratch=scratch), scratch)


def is_under_way() -> bool:
    """Note how a step ended; is one still running?"""
    if JOB not in st.session_state:
        return False
    job, scratch = st.session_state[JOB]
    if job.running:
        return True
    st.session_state[SAID] = job.outcome()
    shutil.rmtree(scratch, ignore_errors=True)
    del st.session_state[JOB]
    return False


@st.fragment(run_every=0.3)
def watch() -> None:
    job, _scratch = st.session_state[JOB]
    if not job.running:
        st.rerun(scope="app")
    with st.container(border=True, key="card_step"):
        st.text(_("Moving to the other state …"))


def outcome() -> None:
    """How the last step ended, told once."""
    kind, said = st.session_state.pop(SAID, ("", {}))
    if kind == "done":
        _done(said)
    elif kind == "error":
        notices.notice("error", "error", notices.told(said["sentence"], said["values"]))
    elif kind:
        notices.notice("error", "error", _("The step broke off. Look below which data is live."))


def _done(said: dict[str, Any]) -> None:
    with st.container(border=True, gap="xsmall", key="notice_note_step"):
        st.markdown(":material/check_circle:", width="content")
        taken_back = [words.of_record(one) for one in said["taken_back"]]
        _tell(taken_back, [words.of_record(one) for one in said["brought"]], will=False)
        number = reader().number(said["generation"])
        st.text(_("Generation {n} is live.", n=number), width="stretch")
