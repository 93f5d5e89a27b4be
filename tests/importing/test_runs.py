"""Lines of one order that stand together: what surely holds of them, wherever the rows are cut."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from lib.database import connect_writer
from lib.importing import runs
from lib.importing.runs import Runs


@pytest.fixture(scope="module")
def db():
    with connect_writer(Path(":memory:")) as connection:
        yield connection


def surely_hold(db, lines, shares=1, alike=("customer",)):
    db.execute(
        "create or replace temp table lines (row bigint, number int, line int, customer int)"
    )
    if lines:
        rows = [[at, *line] for at, line in enumerate(lines, start=1)]
        db.executemany("insert into lines values (?, ?, ?, ?)", rows)
    return Runs("lines", "row", len(lines), "number", ["line"], alike, shares).surely_hold(db)


def are_sound(lines):
    """Each line once, and each number of one customer."""
    customers = {(number, customer) for number, _, customer in lines}
    keys = {(number, line) for number, line, _ in lines}
    return len(keys) == len(lines) and len(customers) == len({number for number, _ in customers})


def stand_together(lines):
    begun = [now for before, now in pairwise([None, *(line[0] for line in lines)]) if now != before]
    return len(begun) == len(set(begun))


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_a_yes_is_right_of_any_rows_and_given_of_sound_ones_that_stand_together(
    db, monkeypatch, at_once
):
    monkeypatch.setattr(runs, "ROWS_AT_ONCE", at_once)
    draw, told = Random(at_once), []
    for _ in range(60):
        lines = [
            (draw.randrange(4), draw.randrange(6), draw.choice([7, 7, 7, 8]))
            for _ in range(draw.randrange(7))
        ]
        if draw.random() < 0.5:
            lines = sorted(set(lines))
        told.append(surely_hold(db, lines, shares=draw.choice([1, 2, 3])))
        assert are_sound(lines) or not told[-1]
        assert told[-1] or not are_sound(lines) or not stand_together(lines)
    assert len(set(told)) == 2


def test_nothing_is_said_of_runs_too_long_to_look_at(db, monkeypatch):
    monkeypatch.setattr(runs, "LONGEST", 3)
    assert surely_hold(db, [(1, line, 7) for line in range(3)])
    assert not surely_hold(db, [(1, line, 7) for line in range(6)])


def test_without_columns_that_must_be_alike_only_those_apart_are_looked_at(db):
    lines = [(1, 1, 7), (1, 2, 8), (2, 1, 7)]
    assert surely_hold(db, lines, alike=())
    assert not surely_hold(db, lines)
