"""How pages reach the store: stopped questions, lost connections, new generations."""

import threading
import time

import duckdb
import pytest

from lib import store
from lib.database import Database, connect_writer, interrupt
from lib.errors import StoreError
from lib.ui import data
from tests.drawing import draw_into
from tests.pages.conftest import again

ENDLESS = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b"

NOWHERE = data.Source("nowhere", 1, 0)

ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 |     100
"""


def asking(running):
    """Ask something endless in a thread; gives the thread and what it raised, once it has."""
    raised = []
    db = Database(connect_writer(":memory:"), watch=running.watch)

    def ask():
        try:
            db.run(ENDLESS)
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not running._cursors and thread.is_alive():
        time.sleep(0.01)
    time.sleep(0.3)  # what has not begun cannot be interrupted, and a busy machine begins late
    return thread, raised


def test_a_newer_run_stops_what_the_session_still_asks():
    running = data.Running()
    thread, raised = asking(running)
    began = time.monotonic()
    running.stop()
    thread.join(timeout=5)
    assert isinstance(raised[0], data.Superseded)
    assert time.monotonic() - began < 0.5


def test_sessions_do_not_stop_each_other():
    mine, theirs = data.Running(), data.Running()
    thread, raised = asking(mine)
    theirs.stop()
    time.sleep(0.1)
    assert thread.is_alive()
    mine.stop()
    thread.join(timeout=5)
    assert raised


def test_stopping_where_nothing_is_asked_does_nothing():
    running, cursor = data.Running(), connect_writer(":memory:")
    running.stop()
    with running.watch(cursor):
        assert cursor.execute("select 1").fetchall() == [(1,)]
    running.stop()
    assert cursor.execute("select 2").fetchall() == [(2,)]


def test_a_question_that_takes_too_long_is_a_sentence():
    def too_long():
        running = data.Running()
        thread, raised = asking(running)
        for cursor in running._cursors:
            interrupt(cursor)
        thread.join(timeout=5)
        raise raised[0]

    with pytest.raises(StoreError, match="took longer than"):
        data.heal(too_long, NOWHERE)


def test_a_lost_connection_is_opened_anew_once():
    calls = []

    def lost_once():
        calls.append(1)
        if len(calls) == 1:
            raise duckdb.FatalException("the database has been invalidated")
        return "answer"

    assert data.heal(lost_once, NOWHERE) == "answer"


def test_a_connection_lost_twice_is_not_hidden():
    def lost():
        raise duckdb.FatalException("the database has been invalidated")

    with pytest.raises(duckdb.FatalException):
        data.heal(lost, NOWHERE)


def test_the_next_run_reads_what_was_imported_meanwhile(open_app, tmp_path):
    with store.new_generation(tmp_path) as draft:
        draw_into(draft.connection, orders=ORDERS)
    app = open_app(tmp_path, "churn")
    assert "data to Jan 10, 2024" in " ".join(text.value for text in app.text)
    with store.new_generation(tmp_path, afresh=True) as draft:
        draw_into(draft.connection, orders=ORDERS.replace("2024-01-10", "2024-03-05"))
    again(app, "churn")
    assert not app.exception
    assert "data to Mar 5, 2024" in " ".join(text.value for text in app.text)


def test_a_store_made_anew_under_the_same_numbers_is_not_mistaken(open_app, tmp_path):
    for day in ("2024-01-10", "2024-03-05"):
        for file in tmp_path.iterdir():
            file.unlink()
        with store.new_generation(tmp_path) as draft:
            draw_into(draft.connection, orders=ORDERS.replace("2024-01-10", day))
        app = open_app(tmp_path, "churn")
        month = {"2024-01-10": "Jan 10", "2024-03-05": "Mar 5"}[day]
        assert f"data to {month}, 2024" in " ".join(text.value for text in app.text)
