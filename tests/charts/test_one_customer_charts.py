"""One customer's charts: what they draw and what they say, by hand."""

import pytest

from lib import charts
from lib.caveats import caveats
from lib.charts.kit import BAD, BRAND, GOOD, TIERS, short_ticks
from lib.charts.sketch import Sketch
from lib.findings.one_customer import (
    beside_peers,
    customer_ahead,
    profit_of_customer,
    standing_of_customer,
)
from lib.languages import CHINESE, ENGLISH
from tests.charts.frames import ONE_AHEAD, ONE_PROFIT, ONE_STANDING, PEERS, frame


def test_the_level_of_profit_that_most_months_tell_is_drawn():
    told = frame(ONE_PROFIT)
    figure = charts.profit_of_customer(told, ENGLISH)
    assert list(figure.data[0].y) == [20, -20]
    assert list(figure.data[0].marker.color) == [BRAND, BAD]
    assert profit_of_customer(told, ENGLISH) == (
        "Net profit: $0 in 2 months with business; 1 of them cost more than they brought"
    )
    told[["net", "contribution"]] = None
    assert list(charts.profit_of_customer(told, ENGLISH).data[0].y) == [40, 80, 40]
    assert profit_of_customer(told, ENGLISH) == ("Marginal profit: $160 in 3 months with business")


def test_a_tier_is_told_with_the_month_it_began_in():
    told = frame(ONE_STANDING)
    assert standing_of_customer(told, ENGLISH) == "Tier A since Mar 2024, tier B before"
    assert standing_of_customer(told.iloc[:2], ENGLISH) == "Tier B since Feb 2024"
    assert standing_of_customer(told.iloc[:1], ENGLISH) == "Not ranked since Jan 2024"
    figure = charts.standing_of_customer(told, ENGLISH)
    assert list(figure.data[1].marker.color)[1:] == [TIERS["B"], TIERS["A"], TIERS["A"]]
    assert [note.text for note in figure.layout.annotations] == ["<b>B</b>", "<b>A</b>"]


def test_what_sets_a_customer_furthest_apart_is_named_and_whether_for_the_better():
    told = frame(PEERS)
    assert beside_peers(told, ENGLISH) == (
        "Ahead of 40 customers like this one in: Complaints in 12 months, 0 (usual 0.5)"
    )
    assert beside_peers(told.iloc[:2], ENGLISH) == (
        "Behind 40 customers like this one in: Days since the last order, 90 (usual 12)"
    )
    assert beside_peers(told.iloc[:1], ENGLISH) == (
        "In nothing far from the 40 customers like this one"
    )
    figure = charts.beside_peers(told, ENGLISH)
    assert list(figure.data[0].marker.color) == [BRAND, BAD, GOOD]


def test_what_a_customer_will_bring_stands_beside_the_middle_of_those_like_them():
    told = frame(ONE_AHEAD)
    (drawn,) = charts.customer_ahead(told, ENGLISH).data
    assert [tuple(mark) for mark in drawn.customdata] == [
        ("This customer: $120",),
        ("The middle of 40 like this one: $300", "peers"),
    ]
    assert customer_ahead(told, ENGLISH) == (
        "$120 expected in the next 12 months; 75% of the 40 like this one will bring as much or "
        "more; 90% likely to come again"
    )
    nearly = customer_ahead(told.assign(below=0.996), ENGLISH)
    assert "; more than 99% of the 40 like this one will bring; " in nearly
    best = customer_ahead(told.assign(below=1.0), ENGLISH)
    assert "; more than any of the 40 like this one will bring; " in best
    nothing = told.assign(lifetime_value=None, reason="a parameter lies at its bound")
    assert not charts.customer_ahead(nothing, ENGLISH).data
    assert caveats("customer_ahead", told, ENGLISH) == []
    assert caveats("customer_ahead", told.assign(peers=61_000, drawn=5_000), ENGLISH) == [
        "Compared with 5,000 evenly drawn of the 61,000."
    ]
    assert caveats("customer_ahead", nothing, ENGLISH) == [
        "Nothing can be foretold: these orders do not tell when customers stop; more months of "
        "them may."
    ]


@pytest.mark.parametrize(
    ("values", "say", "ticks"),
    [
        ([0, 41_000], ENGLISH, ["0", "10K", "20K", "30K", "40K", "50K"]),
        ([0, 410_000], CHINESE, ["0", "10万", "20万", "30万", "40万", "50万"]),
        ([-30, 70], ENGLISH, ["-40", "-20", "0", "20", "40", "60", "80"]),
        ([], ENGLISH, ["0", "1"]),
    ],
)
def test_amounts_stand_at_round_numbers_in_the_readers_words(values, say, ticks):
    figure = Sketch()
    short_ticks(figure, values, say)
    assert list(figure.drawn().layout.yaxis.ticktext) == ticks
