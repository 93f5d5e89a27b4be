"""Step 1: which files, by upload or from the inbox; or the same again as last month."""

from datetime import UTC, datetime

import streamlit as st

from lib.errors import RapportError
from lib.ui import notices
from lib.ui.import_page import inbox, recipes, steps
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.words import size_text
from lib.ui.languages import _, reader

MOST_BYTES = 500_000_000  # what the server takes in one upload


def show(desk: Desk) -> None:
    left, right = st.columns([1.5, 1], gap="small")
    with left:
        _upload_card(desk)
        _inbox_card(desk)
    with right:
        _same_again_card(desk)
    if desk.files:
        _laid_out(desk)
        steps.onward(desk, words=_("Read them") if len(desk.files) > 1 else _("Read it"))


def _upload_card(desk: Desk) -> None:
    with st.container(border=True, gap="small", key="card_upload"):
        st.header(_("Your files"), anchor=False)
        given = st.file_uploader(
            _("CSV, TSV, Excel, Parquet, also packed as gz or zip"),
            accept_multiple_files=True,
            key=f"files_{desk.round}",
            label_visibility="collapsed",
        )
        st.text(
            _(
                "CSV, TSV, TXT, Excel or Parquet; CSV also packed as gz or zip. Up to {size} a "
                "file here; larger ones through the inbox. Nothing is imported before you say so.",
                size=size_text(MOST_BYTES),
            ),
            width="stretch",
        )
        if given:
            for file in given:
                desk.take(file.name, file)
            st.rerun()


def _inbox_card(desk: Desk) -> None:
    try:
        if inbox.folder() is None:
            return
        waiting = inbox.waiting()
    except RapportError as error:
        notices.refusal(error)
        return
    with st.container(border=True, gap="small", key="card_inbox"):
        st.header(_("The inbox"), anchor=False)
        taken = {upload.name for upload in desk.files if not upload.is_ours}
        if not waiting:
            st.text(_("There is no file in the inbox."))
        for place, one in enumerate(waiting):
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=f"inbox_{place}"
            ):
                st.text(one.name, width="stretch")
                st.text(f"{size_text(one.bytes)} · {_age(one.changed)}")
                st.button(
                    _("Taken") if one.name in taken else _("Take"),
                    key=f"take_{place}",
                    type="tertiary",
                    icon=":material/check:" if one.name in taken else ":material/add:",
                    disabled=one.name in taken,
                    on_click=_take,
                    args=(desk, one.name),
                )


def _take(desk: Desk, name: str) -> None:
    if upload := inbox.take(name):
        desk.add(upload)


def _age(changed: datetime) -> str:
    seconds = max((datetime.now(UTC) - changed).total_seconds(), 0)
    say = reader()
    if seconds < 3600:
        return _("{n} minutes old", n=say.number(seconds // 60))
    if seconds < 2 * 86_400:
        return _("{n} hours old", n=say.number(seconds // 3600))
    return _("{n} days old", n=say.number(seconds // 86_400))


def _laid_out(desk: Desk) -> None:
    with st.container(border=True, gap="small", key="card_laid_out"):
        st.header(_("Laid out to import"), anchor=False)
        for upload in desk.files:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"upload_{upload.mark}"
            ):
                st.text(upload.name, width="stretch")
                st.text(size_text(upload.bytes))
                st.button(
                    _("Remove"),
                    icon=":material/close:",
                    type="tertiary",
                    key=f"remove_{upload.mark}",
                    on_click=desk.remove,
                    args=(upload,),
                )


def _same_again_card(desk: Desk) -> None:
    """A saved recipe and a file for it: everything between is skipped where nothing is wrong."""
    own = [one for one in recipes.known() if one.is_own]
    with st.container(border=True, gap="small", key="card_again"):
        st.header(_("Same again"), anchor=False)
        if not own:
            st.text(
                _(
                    "Save how you read and matched a file, and next month it is enough to drop "
                    "the new file here."
                ),
                width="stretch",
            )
            return
        names = {one.mark: one.name for one in own}
        mark = st.selectbox(
            _("As last time with"), list(names), format_func=names.__getitem__, key="again"
        )
        given = st.file_uploader(
            _("Drop this month's file here"),
            accept_multiple_files=True,
            key=f"again_{desk.round}",
        )
        chosen = next((one for one in own if one.mark == mark), None)
        if given and chosen:
            _again(desk, chosen, given)
        if chosen:
            _manage(chosen)


def _again(desk: Desk, chosen: recipes.Known, given: list) -> None:
    try:
        recipe = recipes.content(chosen)
    except RapportError as error:
        notices.refusal(error)
        return
    for upload in list(desk.files):
        desk.remove(upload)
    desk.forget_recipe()
    for file in given:
        desk.take(file.name, file)
    desk.adopt(recipe, came_from=chosen.mark)
    desk.usual = recipes.remembered(chosen)
    desk.is_again = desk.in_haste = True
    steps.go_on(steps.CHECK)


def _manage(chosen: recipes.Known) -> None:
    with st.expander(_("Rename or delete this recipe")):
        st.text_input(_("Its name"), value=chosen.name, key=f"rename_{chosen.mark}")
        with st.container(horizontal=True, gap="small"):
            st.button(_("Rename"), key="rename_recipe", on_click=_rename, args=(chosen,))
            st.button(
                _("Delete"),
                icon=":material/delete:",
                key="delete_recipe",
                on_click=recipes.delete,
                args=(chosen,),
            )


def _rename(chosen: recipes.Known) -> None:
    recipes.rename(chosen, str(st.session_state[f"rename_{chosen.mark}"]))
