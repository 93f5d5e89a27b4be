"""What a page asked before is asked beside it, with the filters of now."""

from datetime import date
from queue import Queue
from threading import Event
from types import SimpleNamespace

import pytest

from lib.ui import ahead, data
from lib.ui.filters import Filters

JUNE = Filters(date(2024, 6, 1), date(2024, 6, 30))
OF_TIER_A = Filters(date(2024, 6, 1), date(2024, 6, 30), tier=("A",))


@pytest.fixture
def run(monkeypatch):
    """Runs a page that asks `metrics`; gives the first `count` that were asked beside it."""
    monkeypatch.setattr(ahead, "st", SimpleNamespace(session_state={}))
    monkeypatch.setattr(data, "source", lambda: data.Source("nowhere", 1, 0))

    def run_(chosen, *metrics, count=0, of=None, **parameters):
        monkeypatch.setattr(ahead, "filters", lambda: chosen)
        beside = Queue()

        def prepare(asked, of):
            return lambda: beside.put((asked.metric, asked.parameters, of))

        with ahead.asking("churn", chosen, prepare):
            heard = [beside.get(timeout=10) for _ in range(count)]
            for metric in metrics:
                ahead.note(metric, of, parameters)
        assert beside.empty()
        return heard

    return run_


def test_it_is_asked_from_the_end_of_the_page(run):
    run(JUNE, "tier_churn", "win_backs", by="tier")
    by_tier = (("by", "tier"),)
    assert run(OF_TIER_A, count=2) == [
        ("win_backs", by_tier, OF_TIER_A),
        ("tier_churn", by_tier, OF_TIER_A),
    ]


def test_under_the_same_filters_all_is_known(run):
    run(JUNE, "tier_churn")
    assert run(JUNE, "tier_churn") == []


def test_the_months_compared_are_those_of_the_new_filters(run):
    run(JUNE, "tier_churn", of=JUNE.compared)
    assert run(OF_TIER_A, count=1) == [("tier_churn", (), OF_TIER_A.compared)]


def test_days_and_other_filters_are_made_by_the_page(run):
    run(JUNE, "tier_churn", of=Filters(None, None))
    run(JUNE, "tier_churn", since=date(2024, 1, 1))
    assert run(OF_TIER_A) == []


def test_what_fails_beside_the_page_is_left_to_the_page(run, monkeypatch):
    run(JUNE, "tier_churn")

    failing = Event()

    def fail():
        failing.set()
        raise ZeroDivisionError

    with ahead.asking("churn", OF_TIER_A, lambda asked, of: fail):
        assert failing.wait(timeout=10)
