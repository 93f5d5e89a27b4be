"""One setting on the page: the field that changes it, and what it would change, in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from lib.errors import RapportError
from lib.languages import N_
from lib.service_rules import steps_of
from lib.settings import DEFAULTS, RANGES, Settings
from lib.ui import data, notices
from lib.ui.languages import _, reader
from lib.ui.options import holds_an_option
from lib.ui.plain import plain
from lib.ui.settings_page import drafts, effects
from lib.ui.settings_page.effects import Effect, Told
from lib.ui.settings_page.words import (
    BY_RECIPE,
    ENTRIES,
    OPEN,
    entry_of,
    format_of,
    in_words,
    meant,
    shown,
    step_of,
    titled,
)
from lib.words import DAYS, STEPS


@contextmanager
def setting(*names: str, meaning: str, used: list[str]) -> Iterator[Any]:
    """Room for a setting: its widgets on top, below them what they mean and what they change.

    Gives the place where the effects go.
    """
    with st.container(gap="xsmall", key=f"setting_{names[0]}"):
        widgets = st.container(gap="xsmall")
        st.text(meaning, width="stretch")
        place = st.container(key=f"effects_{names[0]}", gap="small", horizontal=True)
        unsaved(*names)
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"foot_{names[0]}",
        ):
            st.caption(_("Used for: {pages}", pages=reader().listing(used)))
            _to_default(*names)
    with widgets:
        yield place


def field(name: str) -> None:
    """A slider or a field that shows the reader's value and drafts what they make of it."""
    key = f"set_{name}"
    st.session_state[key] = shown(name, drafts.value_of(name))
    low, high = (shown(name, edge) for edge in RANGES[name])
    asked: dict[str, Any] = {
        "label": titled(name),
        "min_value": low,
        "max_value": high,
        "step": step_of(name),
        "key": key,
        "on_change": _take,
        "args": (name,),
    }
    if entry_of(name).is_slider:
        st.slider(**asked)
    else:
        empty = _(OPEN.get(name, N_("none set")))
        st.number_input(value=None, format=format_of(name), placeholder=empty, **asked)


def choice(name: str, named: dict[str, str]) -> None:
    """One of these codes by its name, or the code that is saved where it is none of them."""
    key, value = f"set_{name}", str(drafts.value_of(name) or BY_RECIPE)
    known = {value: value} | named
    st.session_state[key] = value
    st.selectbox(
        _(ENTRIES[name].label),
        list(known),
        format_func=known.__getitem__,
        key=key,
        on_change=_take_among,
        args=(name, list(known)),
    )


def _take_among(name: str, known: list[str]) -> None:
    if holds_an_option(f"set_{name}", known):
        _take(name)


def text(name: str) -> None:
    """One line of text; emptied, it is empty."""
    key = f"set_{name}"
    st.session_state[key] = str(drafts.value_of(name))
    st.text_input(_(ENTRIES[name].label), key=key, on_change=_take_text, args=(name,))


def _take_text(name: str) -> None:
    drafts.put(name, str(st.session_state[f"set_{name}"]).strip())


def days(name: str) -> None:
    """Some days of the week."""
    key = f"set_{name}"
    st.session_state[key] = list(str(drafts.value_of(name)))
    st.pills(
        _(ENTRIES[name].label),
        list(DAYS),
        selection_mode="multi",
        format_func={day: _(words) for day, words in DAYS.items()}.__getitem__,
        key=key,
        on_change=_take_days,
        args=(name,),
    )


def _take_days(name: str) -> None:
    """In the week's order; none at all is no choice."""
    if not holds_an_option(f"set_{name}", DAYS):
        return
    chosen = "".join(sorted(st.session_state[f"set_{name}"]))
    drafts.put(name, chosen or getattr(DEFAULTS, name))


def steps(name: str) -> None:
    """Steps in the order in which they are chosen."""
    key = f"set_{name}"
    st.session_state[key] = list(steps_of(str(drafts.value_of(name))) or ())
    st.multiselect(
        _(ENTRIES[name].label),
        list(STEPS),
        format_func={step: _(words) for step, words in STEPS.items()}.__getitem__,
        key=key,
        on_change=_take_steps,
        args=(name,),
    )


def _take_steps(name: str) -> None:
    if not holds_an_option(f"set_{name}", STEPS):
        return
    chosen = ", ".join(st.session_state[f"set_{name}"])
    drafts.put(name, chosen or getattr(DEFAULTS, name))


def _take(name: str) -> None:
    """Draft what the widget of this setting shows; emptied, it goes back to the default."""
    chosen = st.session_state[f"set_{name}"]
    emptied = chosen is None or chosen == BY_RECIPE
    drafts.put(name, getattr(DEFAULTS, name) if emptied else meant(name, chosen))


def what_it_changes(
    place: Any, tell: Callable[[Settings], Told], table: str | None, *names: str
) -> None:
    """What the setting does to the company's numbers, now and as drafted."""
    with place:
        if table and not data.facts().rows.get(table):
            st.text(_(effects.NEEDS[table]))
            return
        try:
            told = effects.effects(tell, data.settings(), drafts.with_drafts_of(*names))
        except RapportError as error:
            st.text(notices.say(error), width="stretch")
            return
        for effect in told:
            _effect(effect)


def _effect(effect: Effect) -> None:
    with st.container(gap=None, width="content"):
        st.caption(effect.label)
        if effect.then is None:
            st.markdown(f"**{plain(effect.now)}**")
        else:
            st.markdown(f"{plain(effect.now)} → :primary[**{plain(effect.then)}**]")


def unsaved(*names: str) -> None:
    """What was and what will be, for each of these that is not saved."""
    for name in names:
        if name in drafts.changes():
            st.badge(plain(_change(name)), icon=":material/edit:", color="orange")


def _change(name: str) -> str:
    was, will = getattr(data.settings(), name), drafts.value_of(name)
    return _("{old} → {new}, not saved", old=in_words(name, was), new=in_words(name, will))


def _to_default(*names: str) -> None:
    """The default in words, and the way back to it."""
    defaults = [getattr(DEFAULTS, name) for name in names]
    words = " · ".join(in_words(*each) for each in zip(names, defaults, strict=True))
    st.button(
        plain(_("Default: {value}", value=words)),
        icon=":material/restart_alt:",
        type="tertiary",
        disabled=[drafts.value_of(name) for name in names] == defaults,
        key=f"default_{names[0]}",
        on_click=_back_to_default,
        args=names,
    )


def _back_to_default(*names: str) -> None:
    for name in names:
        drafts.put(name, getattr(DEFAULTS, name))
