"""Number cards: how a change is written, and in a word whether it is good."""

from types import SimpleNamespace

import pytest

from lib.metrics.overview import MEASURES as TOLD
from lib.ui.kpis import MEASURES, _movement, _rates


def row(**told):
    usual = {"unit": "share", "better": "up", "before": None, "a_year_before": None}
    return SimpleNamespace(**usual | told)


CHURN = MEASURES["churn_rate"]


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
    assert _movement(told, CHURN) == movement


def test_a_trend_of_churn_is_a_ratio_of_sums():
    months = [
        SimpleNamespace(month=1, churned=1, customers=10),
        SimpleNamespace(month=1, churned=9, customers=30),
        SimpleNamespace(month=2, churned=0, customers=0),
        SimpleNamespace(month=3, churned=1, customers=4),
    ]
    assert _rates(months) == [0.25, 0.25]


def test_every_measure_of_the_overview_has_a_card():
    assert set(MEASURES) == {measure.name for measure in TOLD}


def test_cards_show_value_change_and_judgement(open_app, full):
    app = open_app(full, "overview")
    assert len(app.metric) == 8
    card = next(metric for metric in app.metric if metric.label == "Monthly churn")
    assert card.value.endswith("%")
    assert card.delta.endswith(" pt")
