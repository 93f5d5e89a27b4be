"""What a generation answered of late is not worked out again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import duckdb
import pytest

from lib.database import Answers, Database
from lib.errors import StoreError

ORDERS = "select n, $least as least from orders where n >= $least order by n"

ASKED = ("value", "select 1", ())


@pytest.fixture
def db():
    connection = duckdb.connect()
    connection.execute("create table orders as select range as n from range(5)")
    return replace(Database(connection), answers=Answers())


def more_orders(db):
    """What never happens to a generation: whoever still answers as before has remembered."""
    db.connection.execute("insert into orders values (9)")


def test_the_same_question_is_answered_from_memory(db):
    assert list(db.run(ORDERS, {"least": 3})["n"]) == [3, 4]
    more_orders(db)
    assert list(db.run(ORDERS, {"least": 3})["n"]) == [3, 4]


def test_another_value_is_another_question(db):
    db.run(ORDERS, {"least": 3})
    more_orders(db)
    assert list(db.run(ORDERS, {"least": 4})["n"]) == [4, 9]


def test_lists_are_values_too(db):
    several = "select count(*) from orders where list_contains($wanted, n)"
    assert db.value(several, {"wanted": [1, 2]}) == 2
    assert db.value(several, {"wanted": [1, 2, 3]}) == 3


def test_one_value_and_the_frame_of_it_are_told_apart(db):
    many = "select count(*) as n from orders"
    assert db.value(many) == 5
    assert list(db.run(many)["n"]) == [5]


def test_who_writes_on_an_answer_writes_on_a_copy(db):
    for _ in range(2):
        mine = db.run(ORDERS, {"least": 3})
        mine["n"] = 0
        mine.loc[0, "least"] = 7
    assert list(db.run(ORDERS, {"least": 3})["n"]) == [3, 4]


def test_long_answers_are_not_kept(db, monkeypatch):
    monkeypatch.setattr(Answers, "LARGEST", 3)
    assert len(db.run(ORDERS, {"least": 0})) == 5
    more_orders(db)
    assert len(db.run(ORDERS, {"least": 0})) == 6


def test_only_the_latest_are_kept(db, monkeypatch):
    monkeypatch.setattr(Answers, "MOST", 2)
    for least in (0, 1, 2):
        db.run(ORDERS, {"least": least})
    more_orders(db)
    assert [len(db.run(ORDERS, {"least": least})) for least in (2, 1, 0)] == [3, 4, 6]


def test_a_question_that_failed_is_asked_again(db):
    with pytest.raises(duckdb.Error):
        db.run("select n from answers")
    db.connection.execute("create table answers as select 1 as n")
    assert list(db.run("select n from answers")["n"]) == [1]


def test_without_a_memory_each_question_is_asked(db):
    plain = replace(db, answers=None)
    plain.run(ORDERS, {"least": 3})
    more_orders(plain)
    assert list(plain.run(ORDERS, {"least": 3})["n"]) == [3, 4, 9]


def test_what_another_thread_asks_at_this_moment_is_waited_for():
    answers, begun, go_on = Answers(), Event(), Event()

    def slowly():
        begun.set()
        go_on.wait(10)
        return 1

    def again():
        raise AssertionError("it was asked twice")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(answers.recall, ASKED, slowly)
        assert begun.wait(10)
        second = threads.submit(answers.recall, ASKED, again)
        go_on.set()
        assert (first.result(10), second.result(10)) == (1, 1)


def test_what_failed_in_another_thread_is_asked_here():
    answers, begun, go_on = Answers(), Event(), Event()

    def stopped():
        begun.set()
        go_on.wait(10)
        raise StoreError("stopped")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(answers.recall, ASKED, stopped)
        assert begun.wait(10)
        second = threads.submit(answers.recall, ASKED, lambda: 2)
        go_on.set()
        assert second.result(10) == 2
        assert isinstance(first.exception(10), StoreError)
