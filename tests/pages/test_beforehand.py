"""What one click would ask is asked while nobody acts, and whoever acts stops it."""

from dataclasses import replace
from datetime import date
from queue import Queue
from threading import Event

import pytest

from lib.database import Database
from lib.ui import beforehand, data
from lib.ui.address import KEPT, NEXT
from lib.ui.filters import Filters
from tests.pages.conftest import again

JUNE = Filters(date(2024, 6, 1), date(2024, 6, 30), period="3M")


@pytest.fixture
def reaches(monkeypatch):
    facts = data.Facts({}, {}, {}, date(2020, 1, 1), date(2024, 6, 30), False, None, 0)
    monkeypatch.setattr(data, "facts", lambda: facts)


def test_one_click_chooses_a_tier_more_or_less_or_another_period(reaches):
    likely = list(beforehand.likely(JUNE))
    assert [chosen.tier for chosen in likely] == [("A",), ("B",), ("C",), ("D",), (), (), ()]
    of_b = beforehand.likely(replace(JUNE, tier=("B",)))
    assert [chosen.tier for chosen in of_b][:4] == [("A", "B"), (), ("B", "C"), ("B", "D")]
    assert [(chosen.period, chosen.since) for chosen in likely[4:]] == [
        ("6M", date(2024, 1, 1)),
        ("12M", date(2023, 7, 1)),
        ("24M", date(2022, 7, 1)),
    ]


def test_questions_are_asked_in_turn_and_what_fails_ends_it():
    asked = Queue()
    questions = [lambda: asked.put(1), lambda: asked.put(2), lambda: 1 / 0, lambda: asked.put(4)]
    beforehand.ask(questions).join(timeout=10)
    assert list(asked.queue) == [1, 2]


def test_whoever_acts_stops_it():
    asked, begun, acted = Queue(), Event(), Event()

    def first():
        begun.set()
        acted.wait(timeout=10)

    thread = beforehand.ask([first, lambda: asked.put("second")])
    assert begun.wait(timeout=10)
    data.UNHURRIED.stop()
    acted.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert asked.empty()


def test_after_that_a_click_asks_nothing(full, open_app, monkeypatch):
    threads, asked = [], []
    ask = beforehand.ask
    monkeypatch.setattr(beforehand, "is_worth_it", lambda: True)
    monkeypatch.setattr(beforehand, "ask", lambda questions: threads.append(ask(questions)))
    monkeypatch.setattr(beforehand, "TIERS", ("A",))
    monkeypatch.setattr(beforehand, "PERIODS", {})
    app = open_app(full, "churn")
    threads.pop().join(timeout=60)
    monkeypatch.setattr(Database, "run", lambda *_: asked.append("a question"))
    app.session_state[NEXT] = dict.fromkeys(KEPT, "") | {"tier": "A"}
    again(app, "churn")
    assert not app.exception
    monkeypatch.undo()
    threads.pop().join(timeout=60)
    assert asked == []


def test_in_a_test_nothing_is_asked_beforehand():
    assert not beforehand.is_worth_it()
