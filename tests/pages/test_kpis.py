"""Number cards: how a change is written, and in a word whether it is good."""

from types import SimpleNamespace

import pytest

from lib.metrics.overview import MEASURES as TOLD
from lib.settings import Settings
from lib.ui import leads
from lib.ui.filters import Filters
from lib.ui.kpis.number import BASES, Kpi, movement, resting_on
from lib.ui.kpis.overview import MEASURES, _movement, past_of


def row(**told):
    usual = {"unit": "share", "better": "up", "before": None, "a_year_before": None}
    return SimpleNamespace(**usual | told)


CHURN = MEASURES["churn_rate"]


def asked(comparison="year", **settings):
    """An answer of the overview to a reader who compares with this."""
    return SimpleNamespace(
        filters=Filters(None, None, comparison=comparison),
        question=SimpleNamespace(settings=Settings(**settings)),
    )


@pytest.mark.parametrize(
    ("told", "movement"),
    [
        (
            row(value=0.5, a_year_before=0.4, before=0.9),
            ("+10.0 pt", True, "better than a year ago"),
        ),
        (row(value=0.5, before=0.6), ("-10.0 pt", False, "worse than a month ago")),
        (
            row(value=0.5, before=0.6, better="down"),
            ("-10.0 pt", True, "better than a month ago"),
        ),
        (
            row(value=0.7, before=0.6, better="down"),
            ("+10.0 pt", False, "worse than a month ago"),
        ),
        (row(value=0.5, before=0.6, better=None), ("-10.0 pt", None, "vs a month ago")),
        (row(value=0.5, before=0.50001), ("0.0 pt", None, "vs a month ago")),
        (row(value=0.5), ("", None, "")),
        (
            row(value=110, before=100, unit="money"),
            ("+10.0%", True, "better than a month ago"),
        ),
        (
            row(value=-50, before=-100, unit="money"),
            ("+50.0%", True, "better than a month ago"),
        ),
        (row(value=110, before=0, unit="customers"), ("", None, "vs a month ago")),
    ],
)
def test_a_movement_is_good_or_bad_by_its_own_direction(told, movement):
    assert _movement(told, CHURN, asked()) == movement


CHURNED = row(measure="churn_rate", better="down", value=0.05, before=0.04, a_year_before=0.06)


@pytest.mark.parametrize(
    ("comparison", "movement"),
    [
        ("year", ("-1.0 pt", True, "better than a year ago")),
        ("before", ("+1.0 pt", False, "worse than a month ago")),
        ("target", ("+2.0 pt", False, "worse than the target")),
    ],
)
def test_a_card_compares_with_what_the_reader_chose(comparison, movement):
    answer = asked(comparison, target_churn_rate=0.03)
    assert _movement(CHURNED, CHURN, answer) == movement


def test_a_card_without_a_target_says_so():
    assert _movement(CHURNED, CHURN, asked("target")) == ("", None, "no target is set")


def test_a_year_that_nobody_recorded_gives_way_to_the_month_before():
    young = row(measure="churn_rate", value=0.05, before=0.04)
    assert past_of(young, CHURN, asked()).value == 0.04


def test_days_move_by_days():
    past = SimpleNamespace(value=70, called="a year ago")
    assert movement(69, past, "days", "down") == ("-1", True, "better than a year ago")


def test_every_measure_of_the_overview_has_a_card():
    assert set(MEASURES) == {measure.name for measure in TOLD}


def test_cards_show_value_change_and_judgement(open_app, full):
    app = open_app(full, "overview")
    assert len(app.metric) == 10
    card = next(metric for metric in app.metric if metric.label == "Churn in Sep 2026")
    assert card.value.endswith("%")
    assert card.delta.endswith(" pt")


@pytest.mark.parametrize(
    ("measure", "n", "value", "compared"),
    [
        ("churn_rate", 30, "50.0%", "better than a year ago"),
        ("churn_rate", 29, "50.0%", "better than a year ago · of 29 customers"),
        ("churn_rate", 4, "–", "fewer than 5 customers"),  # noqa: RUF001
        ("win_rate", 4, "–", "fewer than 5 decided"),  # noqa: RUF001
        ("campaign_roi", 4, "50.0%", "better than a year ago · of 4 orders"),
        ("churn_rate", None, "50.0%", "better than a year ago"),
        ("value", 3, "50.0%", "better than a year ago"),
    ],
)
def test_a_ratio_of_few_says_of_how_many_and_of_too_few_is_not_shown(measure, n, value, compared):
    card = Kpi("x", "X", "50.0%", None, compared="better than a year ago")
    marked = resting_on(card, n, BASES.get(measure))
    assert (marked.value, marked.compared) == (value, compared)


@pytest.mark.parametrize(
    ("improved", "comparison", "told"),
    [
        (
            (True, False, None),
            "year",
            ("warning", "1 of 2 numbers got worse, look there first: b -2 pt."),
        ),
        (
            (False, False, True),
            "target",
            ("warning", "2 of 3 numbers miss their target, look there first: a -1 pt, b -2 pt."),
        ),
        ((True, True, None), "year", ("note", "None of 2 numbers got worse.")),
        ((None, None, None), "year", None),
    ],
)
def test_the_overview_begins_with_the_numbers_that_got_worse(
    monkeypatch, improved, comparison, told
):
    said = []
    monkeypatch.setattr(leads, "filters", lambda: Filters(None, None, comparison=comparison))
    monkeypatch.setattr(
        leads.notices, "notice", lambda kind, _icon, words: said.append((kind, words))
    )
    changes = zip("abc", improved, ("-1 pt", "-2 pt", "-3 pt"), strict=True)
    leads.what_moved([Kpi(n, n, "1", None, improved=good, change=by) for n, good, by in changes])
    assert said == ([told] if told else [])
