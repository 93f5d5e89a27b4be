"""The recipe as TOML: read by those who know it, written by hand, taken where it is one."""

import streamlit as st

from lib.errors import RapportError
from lib.importing.recipe.writing import recipe_text
from lib.ui import notices
from lib.ui.import_page import recipes
from lib.ui.import_page.desk import Desk
from lib.ui.languages import _

TEXT, SHOWN, FAULT = "recipe_as_text", "recipe_text_shown", "recipe_fault"


def show(desk: Desk) -> None:
    text = recipe_text(desk.recipe or {})
    if st.session_state.get(SHOWN) != text or TEXT not in st.session_state:
        st.session_state[SHOWN] = st.session_state[TEXT] = text
    with st.expander(_("Edit as TOML")):
        st.text_area(_("The recipe"), height=320, key=TEXT, label_visibility="collapsed")
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Take it"),
                type="primary",
                icon=":material/check:",
                key="take_text",
                on_click=_take,
                args=(desk,),
            )
            st.download_button(
                _("Download"),
                data=lambda: text.encode(),
                file_name="recipe.toml",
                mime="application/toml",
                icon=":material/download:",
                on_click="ignore",
                key="download_recipe",
            )
        if fault := st.session_state.pop(FAULT, None):
            notices.refusal(fault)


def _take(desk: Desk) -> None:
    try:
        recipe = recipes.parsed(str(st.session_state[TEXT]), _("The recipe"))
    except RapportError as error:
        st.session_state[FAULT] = error
        return
    desk.doubts = []
    desk.block = None
    desk.change(recipe)
