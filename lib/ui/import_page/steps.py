"""The five steps: where the reader is, how far they can go, and the way back and forth.

The step and the desk stand in the address, so that the browser's Back leads to the step before
and a reload loses nothing.
"""

import streamlit as st

from lib.errors import RapportError
from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text
from lib.languages import N_
from lib.ui.import_page.desk import Desk, desk
from lib.ui.import_page.problems import mark_of
from lib.ui.languages import _

STEPS = (N_("Choose"), N_("Read"), N_("Match"), N_("Check"), N_("Import"))
CHOOSE, READ, MATCH, CHECK, IMPORT = range(1, 6)

DRAFT, STEP = "draft", "step"  # in the address
NEXT = "next_step"  # where a run that cannot write the address any more wants to be


def begin() -> Desk:
    """This reader's desk, at the step the address says. Once a run, before anything else."""
    found = desk(str(st.session_state.get(DRAFT) or st.query_params.get(DRAFT, "")))
    if found.files and st.session_state.get(DRAFT) != found.token:
        st.session_state[DRAFT] = found.token
    if NEXT in st.session_state:
        st.session_state[STEP] = str(st.session_state.pop(NEXT))
    elif STEP not in st.session_state and STEP not in st.query_params and found.step > CHOOSE:
        st.session_state[STEP] = str(found.step)
    with st.container(key="kept_by_import"):
        for name in (DRAFT, STEP):
            st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")
    found.step = min(_asked_for(), furthest(found))
    return found


def _asked_for() -> int:
    said = str(st.session_state.get(STEP) or "")
    return int(said) if said in ("1", "2", "3", "4", "5") else CHOOSE


def go(step: int) -> None:
    """To another step. Only from a widget's callback."""
    st.session_state[STEP] = str(step)


def go_on(step: int) -> None:
    """To another step, in the middle of a run."""
    st.session_state[NEXT] = step
    st.rerun()


def furthest(desk: Desk) -> int:
    """The last step that what is laid out allows."""
    if desk.imported:
        return IMPORT
    if not desk.files:
        return CHOOSE
    if not desk.is_again and not all(desk.seen(upload) for upload in desk.files):
        return READ
    if desk.recipe is None or why_not(desk) is not None:
        return MATCH
    return IMPORT if is_clean(desk) else CHECK


def is_clean(desk: Desk) -> bool:
    """Has everything the check found been put right, or decided?"""
    found = desk.check()
    if found is None or found.kind != "checked":
        return False
    return all(mark_of(one) in desk.aside for one in found.said["problems"])


def why_not(desk: Desk) -> RapportError | None:
    """What is wrong with the recipe, if anything."""
    if desk.recipe is None:
        return None
    try:
        read_recipe(recipe_text(desk.recipe), name=_("The recipe"))
    except RapportError as error:
        return error
    return None


def line(desk: Desk) -> None:
    """The steps across the top: where the reader is, what is done, and what can be gone to."""
    last = furthest(desk)
    with st.container(horizontal=True, gap="xsmall", key="steps"):
        for number, name in enumerate(STEPS, start=1):
            here = number == desk.step
            with st.container(width="stretch", key=f"step_{'here' if here else 'away'}_{number}"):
                st.button(
                    f"{number} · {_(name)}",
                    icon=":material/check:" if number < desk.step else None,
                    type="primary" if here else "tertiary",
                    disabled=number > last,
                    width="stretch",
                    key=f"to_step_{number}",
                    on_click=go,
                    args=(number,),
                )


def onward(
    desk: Desk, *, words: str = "", disabled: bool = False, help_: str | None = None
) -> None:
    """The ways back and on, at the foot of a step."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute" if desk.step > CHOOSE else "right",
        vertical_alignment="center",
        key="ways",
    ):
        if desk.step > CHOOSE:
            st.button(
                _("Back"),
                icon=":material/arrow_back:",
                key="way_back",
                on_click=go,
                args=(desk.step - 1,),
            )
        if words:
            st.button(
                words,
                icon=":material/arrow_forward:",
                icon_position="right",
                type="primary",
                key="way_on",
                disabled=disabled,
                help=help_,
                on_click=go,
                args=(desk.step + 1,),
            )
