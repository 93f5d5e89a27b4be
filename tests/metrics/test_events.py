"""Events of a period, on and around its edges."""

from datetime import date

from lib.metrics.events import events
from tests.drawing import draw, rows

EVENTS = """
    happened_on | label
    2024-03-01  | price rise
    2024-02-29  | new shop
    2024-03-31  | strike
    2024-04-01  | strike over
"""


def labels(**asked):
    db = draw(events=EVENTS, complete_to=date(2024, 3, 31))
    return [label for (label,) in rows(events(db, **asked), "label")]


def test_events_come_in_their_order_up_to_the_day_the_data_reaches():
    assert labels() == ["new shop", "price rise", "strike"]


def test_both_ends_of_a_period_belong_to_it():
    march = {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}
    assert labels(**march) == ["price rise", "strike"]
    assert labels(as_of=date(2024, 3, 30)) == ["new shop", "price rise"]
    assert rows(events(draw()), "label") == []
