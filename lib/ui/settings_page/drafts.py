"""Settings changed on the page and not saved yet: this reader's alone until they are saved."""

from typing import Literal

import streamlit as st

from lib.errors import RapportError
from lib.settings import Settings, with_changes
from lib.settings_file import change_settings
from lib.ui import data, notices

Value = int | float | str | None

DRAFT, OUTCOME = "settings_draft", "settings_outcome"

Outcome = tuple[Literal["saved", "refused"], str]


def changes() -> dict[str, Value]:
    """The values that differ from the saved ones, by name. Raises StoreError."""
    saved = data.settings()
    draft: dict[str, Value] = st.session_state.get(DRAFT, {})
    return {name: value for name, value in draft.items() if value != getattr(saved, name)}


def value_of(name: str) -> Value:
    """A setting as the reader would have it."""
    return changes().get(name, getattr(data.settings(), name))


def put(name: str, value: Value) -> None:
    st.session_state[DRAFT] = st.session_state.get(DRAFT, {}) | {name: value}
    st.session_state.pop(OUTCOME, None)


def discard() -> None:
    st.session_state.pop(DRAFT, None)
    st.session_state.pop(OUTCOME, None)


def save(said: str) -> None:
    """Save the changes, and say so in these words; or why it could not be done."""
    try:
        change_settings(data.folder(), changes())
    except RapportError as error:
        st.session_state[OUTCOME] = ("refused", notices.say(error))
        return
    discard()
    st.session_state[OUTCOME] = ("saved", said)


def outcome() -> Outcome | None:
    """What became of the last save, until something else is changed."""
    told: Outcome | None = st.session_state.get(OUTCOME)
    return told


def with_drafts_of(*names: str) -> Settings:
    """The saved settings with the reader's changes to these; raises StoreError where they do not
    go together."""
    changed = {name: value for name, value in changes().items() if name in names}
    return with_changes(data.settings(), changed)
