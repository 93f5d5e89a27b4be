"""A survey with a column for each question, or with a pair of them: expected and perceived."""

from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from lib.schema import RATINGS
from lib.ui.import_page import held
from lib.ui.import_page.matching import field, model
from lib.ui.import_page.matching.known import Known
from lib.ui.import_page.matching.model import Place
from lib.ui.import_page.words import field_label
from lib.ui.languages import _

LAYERS = ("core product", "process & technology", "emotion")


def show(known: Known, place: Place) -> bool:
    """The survey's questions and what all of them share; False where each row is one answer."""
    wide = model.is_survey(known.recipe)

    def take(is_wide: bool) -> None:
        recipe = dict(known.recipe)
        if is_wide:
            recipe["ratings"] = [model.block_at(known.recipe, place)]
            recipe["ratings"][0].pop("aspect", None)
            if model.kind_of(recipe["ratings"][0].get("perceived")) != "column":
                recipe["ratings"][0].pop("perceived", None)
        else:
            recipe["ratings"] = dict(recipe["ratings"][0])
        known.desk.change(recipe)
        known.desk.block = ("ratings", 0)

    st.toggle(
        _("The file has a column for each question"), **held.widget("survey_is_wide", wide, take)
    )
    if not wide:
        return False
    for column in RATINGS.columns:
        if column.name not in model.OF_A_QUESTION:
            _shared(known, column)
    _questions(known, place)
    return True


def _shared(known: Known, column: Any) -> None:
    """A field that every question has alike: shown once, written to all."""
    field.show(_Alike(known.desk, known.recipe, known.columns), ("ratings", 0), column)


class _Alike(Known):
    """A change of the first question's block is made to all of them."""

    def change(self, recipe: dict[str, Any], *path: str) -> None:
        first = recipe["ratings"][0]
        for block in recipe["ratings"]:
            for name in RATINGS.names:
                if name in model.OF_A_QUESTION:
                    continue
                if name in first:
                    block[name] = first[name]
                else:
                    block.pop(name, None)
        super().change(recipe, *path)


def _questions(known: Known, place: Place) -> None:
    source = model.source_of(known.recipe, model.block_at(known.recipe, place))
    columns = list(known.of(source))
    asked = model.questions(known.recipe)
    frame = DataFrame(asked, columns=[*model.OF_A_QUESTION, "reversed"], dtype="str")
    frame["reversed"] = frame["reversed"] == "yes"
    can_turn = model.has_scale(model.block_at(known.recipe, place))
    pick = st.column_config.SelectboxColumn
    st.text(_("Each question: what it asks, and the columns with the answers."), width="stretch")
    edited = st.data_editor(
        frame,
        hide_index=True,
        num_rows="dynamic",
        column_order=["aspect", "perceived", "expected", "reversed", "importance", "layer"],
        column_config={
            "aspect": st.column_config.TextColumn(field_label("ratings", "aspect")),
            "perceived": pick(field_label("ratings", "perceived"), options=columns),
            "expected": pick(field_label("ratings", "expected"), options=columns),
            "reversed": st.column_config.CheckboxColumn(
                _("High is bad"),
                help=_("The highest answer counts as the lowest, as for “it took too long”."),
                disabled=not can_turn,
            ),
            "importance": pick(field_label("ratings", "importance"), options=columns),
            "layer": pick(field_label("ratings", "layer"), options=list(LAYERS)),
        },
        key=f"questions_{len(asked)}",
    )
    given = [
        {str(name): _told(value) for name, value in row.items()}
        for row in edited.to_dict("records")
    ]
    if not can_turn:
        words = _("Say both ends of the scale above to turn questions round where high is bad.")
        st.text(words, width="stretch")
    st.button(
        _("Use these questions"),
        icon=":material/check:",
        type="primary",
        disabled=given == asked,
        key="use_questions",
        on_click=_use,
        args=(known, given),
    )


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if isna(value) else str(value)


def _use(known: Known, given: list[dict[str, str]]) -> None:
    recipe = model.with_questions(known.recipe, given)
    source = model.source_of(known.recipe, model.block_at(known.recipe, ("ratings", 0)))
    kinds = {name: str(one["kind"]) for name, one in known.of(source).items()}
    for formula in model.turned_round(recipe):
        recipe = model.with_types(recipe, source, formula, kinds)
    known.desk.change(recipe)
    known.desk.block = ("ratings", 0)
