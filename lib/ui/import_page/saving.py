"""The recipe kept for next month, from wherever the reader saves it."""

import streamlit as st

from lib.errors import RapportError
from lib.ui import notices
from lib.ui.import_page import problems, recipes
from lib.ui.import_page.desk import Desk
from lib.ui.languages import _


def card(desk: Desk) -> None:
    """How the files were read and matched, kept for the next month's."""
    if desk.recipe is None:
        return
    known = recipes.find(desk.came_from)
    with st.container(border=True, gap="small", key="card_save"):
        st.header(_("For next month"), anchor=False)
        st.text(
            _("Save how these files were read and matched; then the next one takes one click."),
            width="stretch",
        )
        said = str(desk.recipe.get("name") or (known.name if known else ""))
        if st.session_state.get("recipe_named") != said or "recipe_name" not in st.session_state:
            st.session_state["recipe_named"] = st.session_state["recipe_name"] = said
        name = st.text_input(_("What to call it"), key="recipe_name")
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Save"),
                icon=":material/bookmark_add:",
                disabled=not name.strip(),
                key="save_recipe",
                on_click=_save,
                args=(desk,),
            )
        if told := st.session_state.pop("recipe_saved", None):
            notices.notice(*told)


def _kinds_set_aside(desk: Desk) -> set[str]:
    """What the reader decided at the last check; what was not wrong this time stays decided."""
    said = desk.checked.said if desk.checked else {}
    found = said.get("problems", [])
    decided = {problems.kind_of(one) for one in found if problems.mark_of(one) in desk.aside}
    return decided | (desk.usual - {problems.kind_of(one) for one in found})


def _save(desk: Desk) -> None:
    name = str(st.session_state["recipe_name"]).strip()
    own = [one for one in recipes.known() if one.is_own]
    over = next((one for one in own if one.name == name), None)
    try:
        saved = recipes.save(desk.recipe or {}, name, over=over)
        recipes.remember(saved, _kinds_set_aside(desk))
    except RapportError as error:
        st.session_state["recipe_saved"] = ("error", "error", notices.say(error))
        return
    desk.came_from = saved.mark
    st.session_state["recipe_saved"] = (
        "note",
        "check_circle",
        _("Saved as {name}.", name=name),
    )
