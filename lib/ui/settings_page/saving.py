"""What is not saved yet, and the two ways on: to save it, or to discard it."""

import streamlit as st

from lib.errors import RapportError
from lib.ui import data, notices
from lib.ui.languages import _
from lib.ui.settings_page import drafts
from lib.ui.settings_page.drafts import Value
from lib.ui.settings_page.words import in_words, label_of


def save_or_discard() -> None:
    """What is not saved yet, and the two ways on; what became of the last save."""
    changes = drafts.changes()
    problem = _problem()
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(gap=None, width="stretch", key="settings_said"):
            _say_how_it_stands(changes, problem)
        with st.container(horizontal=True, width="content", gap="small"):
            st.button(
                _("Discard"), key="settings_discard", disabled=not changes, on_click=drafts.discard
            )
            st.button(
                _("Save"),
                type="primary",
                icon=":material/check:",
                key="settings_save",
                disabled=not changes or problem is not None,
                on_click=drafts.save,
                args=(_listed(changes),),
            )


def _say_how_it_stands(changes: dict[str, Value], problem: str | None) -> None:
    outcome = drafts.outcome()
    if outcome and outcome[0] == "refused":
        notices.notice("error", "error", outcome[1])
    elif problem:
        notices.notice("error", "error", problem)
    elif changes:
        st.markdown(f":material/edit: **{_unsaved_count(len(changes))}**")
        st.text(_listed(changes), width="stretch")
    elif outcome:
        st.markdown(f":material/check_circle: **{_('Saved. Every page uses this now.')}**")
        st.text(outcome[1], width="stretch")
    else:
        st.text(_("Everything is saved. Change something and see here what it would change."))


def _unsaved_count(n: int) -> str:
    return _("1 change not saved") if n == 1 else _("{n} changes not saved", n=n)


def _problem() -> str | None:
    """Why the changes do not go together, if so."""
    try:
        drafts.with_drafts_of(*drafts.changes())
    except RapportError as error:
        return notices.say(error)
    return None


def _listed(changes: dict[str, Value]) -> str:
    saved = data.settings()
    return " · ".join(
        _(
            "{setting}: {old} → {new}",
            setting=label_of(name),
            old=in_words(name, getattr(saved, name)),
            new=in_words(name, value),
        )
        for name, value in changes.items()
    )
