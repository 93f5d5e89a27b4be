"""What stands around the tables: where to start from, which table is looked at, and as TOML."""

import tomllib

import streamlit as st

from lib.errors import RapportError
from lib.schema import TABLES
from lib.ui import notices
from lib.ui.import_page import held, recipes, saving, steps, work
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.matching import as_text, block, lookups, model
from lib.ui.import_page.matching.known import Known, known, reason
from lib.ui.import_page.matching.model import Place
from lib.ui.import_page.words import labels, table_label
from lib.ui.languages import _, reader

PROPOSED, EMPTY, UPLOADED = "\0proposed", "\0empty", "\0uploaded"


def show(desk: Desk) -> None:
    if desk.job is None and desk.recipe is None and desk.proposal() is None:
        work.match(desk)
    if desk.job and desk.job.verb == "match":
        work.watch(desk)
        steps.onward(desk)
        return
    _take_proposal(desk)
    if desk.job is None:
        work.look_next(desk)
    if desk.job:
        work.watch(desk)
    around = known(desk)
    left, right = st.columns([2.2, 1], gap="small")
    with right:
        _start_from(desk)
        saving.card(desk)
    with left:
        _looks_like(desk)
        _said_at_large(desk)
        place = _choose_block(around)
        if place:
            block.show(around, place)
        if desk.recipe:
            lookups.show(around)
            as_text.show(desk)
    _onward(desk)


def _onward(desk: Desk) -> None:
    fault = steps.why_not(desk) if desk.recipe else None
    if fault and model.places(desk.recipe or {}):
        notices.refusal(fault)
    steps.onward(
        desk,
        words=_("Check every row"),
        disabled=desk.recipe is None or fault is not None,
        help_=None if desk.recipe and not fault else _("Say first what feeds which table."),
    )


# Where to start


def _take_proposal(desk: Desk) -> None:
    """Our own guess, where nothing was begun yet."""
    if desk.recipe is not None:
        return
    found = desk.proposal()
    if found and found.kind == "matched":
        known_ = next((one for one in recipes.known() if one.name == found.said["known"]), None)
        desk.adopt(tomllib.loads(found.said["toml"]), came_from=known_.mark if known_ else "")
        desk.doubts, desk.known = list(found.said["doubts"]), found.said["known"]
        return
    if found and found.kind == "error":
        notices.notice("error", "error", notices.told(found.said["sentence"], found.said["values"]))
    desk.adopt(model.empty({one.name: desk.reading(one) for one in desk.files}))


def _start_from(desk: Desk) -> None:
    there = {one.mark: one.name for one in recipes.known()}
    with st.container(border=True, gap="small", key="card_start"):
        st.header(_("Start from"), anchor=False)
        now = desk.came_from if desk.came_from in there else PROPOSED

        def named(mark: str) -> str:
            said = {PROPOSED: _("what we guess"), EMPTY: _("nothing")}
            return said.get(mark) or there[mark]

        options = [PROPOSED, EMPTY, *there]
        st.selectbox(
            _("Start from"),
            options,
            format_func=labels(options, named),
            label_visibility="collapsed",
            **held.widget("start_from", now, lambda mark: _begin_with(desk, mark), options),
        )
        given = st.file_uploader(
            _("or a recipe of your own (TOML)"),
            type="toml",
            key=f"recipe_{desk.round}",
            max_upload_size=1,
        )
        if given:
            _take_uploaded(desk, given.name, given.read())
        if fault := st.session_state.pop("recipe_refused", None):
            notices.refusal(fault)


def _take_uploaded(desk: Desk, name: str, content: bytes) -> None:
    desk.round += 1
    try:
        desk.adopt(recipes.parsed(content.decode("utf-8-sig", "replace"), name))
    except RapportError as error:
        st.session_state["recipe_refused"] = error
    else:
        desk.doubts, desk.known, desk.block = [], None, None
    st.rerun()


def _begin_with(desk: Desk, mark: str) -> None:
    desk.doubts, desk.block = [], None
    if mark == PROPOSED:
        desk.forget_recipe()
        return
    if mark == EMPTY:
        desk.known = None
        desk.adopt(model.empty({one.name: desk.reading(one) for one in desk.files}))
        return
    if chosen := recipes.find(mark):
        try:
            desk.adopt(recipes.content(chosen), came_from=mark)
        except RapportError as error:
            st.session_state["recipe_refused"] = error


def _looks_like(desk: Desk) -> None:
    """A recipe of the same header was found, and is what stands here."""
    chosen = recipes.find(desk.came_from) if desk.known else None
    if chosen is None or chosen.name != desk.known:
        return
    if chosen.is_own:
        said = _("Looks like last month's: {recipe}. It is used again.", recipe=chosen.name)
    else:
        said = _("Rapport knows files like this: {recipe}. Its recipe is used.", recipe=chosen.name)
    notices.notice("note", "history", said)


def _said_at_large(desk: Desk) -> None:
    """What our proposal has to say about no field in particular."""
    blocks = model.places(desk.recipe or {})
    for doubt in desk.doubts:
        about_field = len(doubt["path"]) > 1 and any(doubt["path"][0] == t for t, n in blocks)
        if not about_field and not doubt["sure"]:
            notices.notice("note", "help", reason(doubt))


# Which table


def _choose_block(around: Known) -> Place | None:
    """The tables fed, one of them open; and room for one more."""
    recipe = around.recipe
    places = model.places(recipe)
    if model.is_survey(recipe):
        places = [place for place in places if place[0] != "ratings" or place[1] == 0]
    if around.desk.block not in places:
        around.desk.block = places[0] if places else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="tables_fed"):
        if places:
            _pick_block(around, places)
        _add_block(around)
    if not places:
        st.text(_("Say first what the files hold: choose a table to fill."), width="stretch")
    return around.desk.block


def _pick_block(around: Known, places: list[Place]) -> None:
    several = {table for table, number in places if number}

    def named(place: Place) -> str:
        table, number = place
        label = table_label(table)
        return f"{label} {number + 1}" if table in several else label

    def take(place: Place) -> None:
        around.desk.block = place

    st.segmented_control(
        _("Tables to fill"),
        places,
        format_func=labels(places, named),
        required=True,
        **held.widget("block", around.desk.block, take, places),
    )


def _add_block(around: Known) -> None:
    with st.popover(_("Fill another table"), icon=":material/add:", key="add_block"):
        table = st.selectbox(
            _("Table"), list(TABLES), format_func=labels(TABLES, table_label), key="table_to_add"
        )
        st.button(
            _("Fill it"),
            type="primary",
            key="add_table",
            on_click=_add,
            args=(around, table),
        )
        named = reader().listing([one.name for one in around.desk.files])
        st.text(_("from {files}", files=named), width="stretch")


def _add(around: Known, table: str) -> None:
    sources = [name for name in around.columns if name]
    source = sources[0] if len(around.recipe.get("file", {})) > 1 and sources else ""
    changed, place = model.with_block(around.recipe, table, source)
    around.desk.change(changed)
    around.desk.block = place
