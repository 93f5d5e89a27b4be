"""From a mark to what is behind it; receipts and the statements they show."""

import inspect
from datetime import date
from types import SimpleNamespace

import pytest
import streamlit as st

from lib import charts
from lib.charts import CHARTS
from lib.database import Statement
from lib.languages import ENGLISH
from lib.learn import QUESTIONS
from lib.ui import address, drill, marks, receipts
from lib.ui.behind import BEHIND, CUSTOMERS, FILTERING
from lib.ui.definitions import DEFINITIONS
from lib.ui.drill import Drawer
from lib.ui.kpis.overview import MEASURES, ROWS
from lib.ui.provenance import statements_of, written
from tests.charts import frames
from tests.charts.frames import frame
from tests.pages.conftest import again


def texts(app):
    return " ".join(text.value for text in app.text)


def test_every_chart_leads_somewhere():
    explains_a_setting = {"silence_errors"}
    assert set(CHARTS) - explains_a_setting <= {*BEHIND, *FILTERING}


@pytest.mark.parametrize("name", BEHIND)
def test_a_list_takes_what_a_mark_gives(name):
    behind = BEHIND[name]
    takes = inspect.signature(QUESTIONS[behind.metric]).parameters
    said_only = {"campaign", "name_a", "name_b"}  # for the reader beside the id
    assert {*behind.keys, *dict(behind.always)} - said_only <= set(takes)


@pytest.mark.parametrize("measure", ROWS)
def test_a_list_takes_what_a_card_gives(measure):
    rows = ROWS[measure]
    assert set(dict(rows.parameters)) <= set(inspect.signature(QUESTIONS[rows.metric]).parameters)


def test_every_measure_has_a_definition():
    assert {measure.metric for measure in MEASURES.values()} <= set(DEFINITIONS)


@pytest.fixture
def session(monkeypatch):
    state = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def asked(**parameters):
    return SimpleNamespace(parameters=tuple(parameters.items()))


def selected(*customdata):
    return {"selection": {"points": [{"customdata": list(each)} for each in customdata]}}


def test_a_mark_asks_what_its_chart_was_asked_and_what_it_stands_for(session):
    session["chart"] = selected(("Mar 2024: 5% (1 of 20)", "2024-03-01", "B"))
    drill.clicked("churn_by_tier", "chart", asked(as_of=date(2024, 5, 1), tier=("A", "B")))
    drawer = session[drill.ASKED]
    assert (drawer.metric, drawer.mark) == ("churn_list", "Tier B · Mar 2024: 5% (1 of 20)")
    assert dict(drawer.parameters) == {
        "as_of": date(2024, 5, 1),
        "tier": ("B",),
        "month": date(2024, 3, 1),
        "flow": "churned",
    }


def test_a_click_beside_every_mark_opens_nothing(session):
    for nothing in (None, {}, selected(), selected(("only words",))):
        session["chart"] = nothing
        drill.clicked("churn_by_tier", "chart", asked())
        assert drill.ASKED not in session


def test_what_was_clicked_does_not_stay_selected(session):
    before = drill.key_of("churn_by_tier")
    session["chart"] = selected(("words", "2024-03-01", "B"))
    drill.clicked("churn_by_tier", "chart", asked())
    assert drill.key_of("churn_by_tier") != before


def test_a_tier_that_is_clicked_becomes_the_filter(session):
    session["chart"] = selected(("words", "C"))
    drill.clicked("satisfaction_by_tier", "chart", asked())
    assert address.kept("tier") == "C"
    assert drill.ASKED not in session


def test_the_marks_of_a_chart_have_names_each_once_in_the_order_drawn():
    churn = charts.churn_by_tier(frame(frames.CHURN), ENGLISH)
    assert list(marks.names("churn_by_tier", churn)) == [
        "Tier A · Jan 2024: 1.0% (1 of 100)",
        "Tier A · Feb 2024: 2.0% (2 of 100)",
        "Tier D · Jan 2024: 6.0% (3 of 50)",
        "Tier D · Feb 2024: 8.0% (4 of 50)",
    ]
    funnel = charts.funnel_stages(frame(frames.FUNNEL), ENGLISH)
    assert [name.split(" · ")[0] for name in marks.names("funnel_stages", funnel)] == [
        "Enquiry",
        "Proposal",
        "Proposal",
    ]


def test_a_mark_chosen_by_name_opens_what_a_click_on_it_would(session):
    answer = SimpleNamespace(question=asked(tier=()))
    named = marks.names("churn_by_tier", charts.churn_by_tier(frame(frames.CHURN), ENGLISH))
    session["chosen"] = "Tier D · Feb 2024: 8.0% (4 of 50)"
    marks._open("chosen", "popover", "churn_by_tier", named, answer)
    by_name = session[drill.ASKED]
    session["chart"] = selected(("Feb 2024: 8.0% (4 of 50)", "2024-02-01", "D"))
    drill.clicked("churn_by_tier", "chart", answer.question)
    assert by_name == session[drill.ASKED]
    assert by_name.mark == "Tier D · Feb 2024: 8.0% (4 of 50)"
    assert (session["chosen"], session["popover"]) == (None, False)


def test_where_the_marks_of_a_chart_only_set_a_filter_none_is_offered():
    assert [chart for chart in FILTERING if marks.have_names(chart)] == []


def test_statements_called_the_same_are_told_apart():
    assert receipts._told_apart(["a", "b", "a"]) == ["a (1)", "b", "a (2)"]


def test_a_name_from_the_data_is_shown_as_it_is_written(session):
    session["chart"] = selected(("5 &#60;b&#62;<br>3 lost", "<b>Fair</b>", "entered"))
    drill.clicked("funnel_stages", "chart", asked())
    assert session[drill.ASKED].mark == "<b>Fair</b> · 5 <b> · 3 lost"


def test_a_drawer_opens_once(open_app, full):
    app = open_app(full, "churn")
    app.session_state[drill.ASKED] = Drawer(
        CUSTOMERS, "churn_list", (("flow", "churned"),), mark="the mark"
    )
    app = again(app, "churn")
    assert not app.exception
    assert "the mark" in texts(app)
    app = again(app, "churn")
    assert "the mark" not in texts(app)


def test_a_statement_is_written_with_what_filled_its_names():
    statement = Statement(
        "tiers",
        "select $day, $tier",
        {"day": date(2024, 2, 29), "tier": ["A", "it's\n-- B"], "none": None, "n": 3},
    )
    assert written(statement) == (
        "-- $day = date '2024-02-29'\n"
        "-- $n = 3\n"
        "-- $none = null\n"
        "-- $tier = ['A', \"it's\\n-- B\"]\n"
        "\nselect $day, $tier\n"
    )


def test_a_statement_is_shown_once_and_that_of_the_number_alone():
    first, second = Statement("win_rate", "a", {"n": 1}), Statement("pipeline", "b", {})
    answer = SimpleNamespace(
        statements=(first, second, Statement("win_rate", "a", {"n": 1})),
        question=SimpleNamespace(metric="overview"),
    )
    assert statements_of(answer, "win_rate") == (first,)
    assert statements_of(answer, "", "pipeline", "win_rate") == (second,)
    assert statements_of(answer, "elsewhere") == (first, second)
