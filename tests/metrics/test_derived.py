"""Derived tables without anything to be made of: empty, and with the columns they always have."""

from contextlib import closing
from shutil import copyfile

import pytest

from lib import store
from lib.database import connect_writer
from lib.derived import MADE_OF, NAMED, filled, replace, replace_made_of

SOURCES = sorted(set(MADE_OF.values()))
# Dropped at the end of a build, as only other tables are made of them.
PASSING = ("order_days", "given_answers")


@pytest.fixture
def company(sample, tmp_path):
    """The sample company, in which every table has rows."""
    (live, *_) = store.generations(sample)
    copy = copyfile(live.path(sample), tmp_path / "company.duckdb")
    with closing(connect_writer(copy)) as db:
        for name in PASSING:
            made(db, name)
        yield db


def without(db, sources):
    for source in sources:
        emptied = "update orders set campaign_id = null" if source == NAMED else None
        db.execute(emptied or f"delete from {source}")


def made(db, name, sources=None):
    given = {"as_of": None} if name == "answers" else {}
    if sources is None:
        replace(db, name, **given)
    else:
        replace_made_of(db, sources, name, **given)


def columns(db, name):
    return [column[:2] for column in db.execute(f"describe {name}").fetchall()]


@pytest.mark.parametrize("sources", SOURCES, ids=" and ".join)
def test_what_is_made_of_empty_tables_is_empty(company, sources):
    assert filled(company).issuperset(sources)
    without(company, sources)
    assert not filled(company).intersection(sources)
    for name in [name for name in MADE_OF if set(MADE_OF[name]) <= set(sources)]:
        made(company, name)
        assert company.execute(f"select count(*) from {name}").fetchall() == [(0,)], name


def test_a_table_made_without_rows_has_the_columns_it_always_has(company):
    for name in MADE_OF:
        usual = columns(company, name)
        for _ in range(2):
            made(company, name, frozenset())
            assert columns(company, name) == usual, name
