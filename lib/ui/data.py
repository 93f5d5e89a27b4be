"""The store as the pages see it: opened once a generation, asked on cursors that can be stopped.

A run of a page reads the pointer once and stays with that generation. Answers are cached by plain
values only (folder, generation, metric, parameters), never by a frame.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

import streamlit as st
from pandas import isna

from lib import store
from lib.database import (
    QUERY_SECONDS,
    Answers,
    Connection,
    Database,
    interrupt,
    is_fatal,
    was_interrupted,
)
from lib.errors import NoStore, StoreError
from lib.frames import rows_of
from lib.schema import TABLES
from lib.settings import Settings
from lib.settings_file import read_settings

ROOT = Path(__file__).parent.parent.parent


def folder() -> Path:
    """Where the store is: RAPPORT_DATA, or data/ beside app.py."""
    return Path(os.environ.get("RAPPORT_DATA") or ROOT / "data")


def settings() -> Settings:
    """Raises StoreError where settings.toml cannot be read."""
    return read_settings(folder())


@dataclass(frozen=True)
class Source:
    """One generation in plain values. A folder made anew counts from 1 again, but with another
    checksum."""

    folder: str
    generation: int
    checksum: int


SOURCE = "source"  # the session's: what this run reads


def begin() -> None:
    """Stop what this reader's last run still asks, and open the generation this run reads.

    Raises NoStore, StoreError; the run then reads nothing.
    """
    UNHURRIED.stop()
    running().stop()
    st.session_state[SOURCE] = None
    settings()
    found = _live(str(folder()))
    _held(found.folder, found.generation)
    st.session_state[SOURCE] = found


def generation() -> int | None:
    """Which generation is live at this moment; None where none is, or none can be told."""
    try:
        return store.current(folder())
    except StoreError:
        return None


def source() -> Source:
    """What this run reads. Raises NoStore where nothing was imported yet."""
    if found := st.session_state.get(SOURCE):
        return found
    raise NoStore("There is no data in {folder} yet.", folder=folder())


class Superseded(Exception):
    """A newer run of the same session, or its closing, stopped this question."""


class Running:
    """The cursors on which one session is asking now, so that its next run can stop them."""

    def __init__(self) -> None:
        self._cursors: list[Connection] = []
        self._lock = Lock()
        self.stops = 0  # how often

    @contextmanager
    def watch(self, cursor: Connection) -> Iterator[None]:
        with self._lock:
            self._cursors.append(cursor)
        try:
            yield
        except Exception as error:
            if was_interrupted(error) and not self._holds(cursor):
                raise Superseded from error
            raise
        finally:
            with self._lock:
                self._cursors = [c for c in self._cursors if c is not cursor]

    def stop(self) -> None:
        with self._lock:
            stopped, self._cursors = self._cursors, []
            self.stops += 1
        for cursor in stopped:
            interrupt(cursor)

    def _holds(self, cursor: Connection) -> bool:
        with self._lock:
            return any(c is cursor for c in self._cursors)


# What is asked beforehand, for whoever it may be: it stops as soon as any reader acts.
UNHURRIED = Running()
_is_unhurried: ContextVar[bool] = ContextVar("unhurried", default=False)


@contextmanager
def unhurried() -> Iterator[None]:
    """What this thread asks herein, nobody waits for."""
    token = _is_unhurried.set(True)
    try:
        yield
    finally:
        _is_unhurried.reset(token)


@st.cache_resource(scope="session", on_release=Running.stop, show_spinner=False)
def running() -> Running:
    """This reader's; released, and its questions stopped, when the tab closes."""
    return Running()


@dataclass(frozen=True)
class Held:
    """An open generation, and which file it was when it was opened."""

    source: Source
    opened: store.Opened


def _close(held: Held) -> None:
    """Cursors still asking keep the file open until they are done."""
    held.opened.database.connection.close()


def _is_as_published(held: Held) -> bool:
    """Is the file still the one that was opened?

    A folder that was emptied and filled again counts from 1 again, and while the old file is open
    DuckDB answers from it for every path that is called the same.
    """
    try:
        kept = {g.number: g.facts.checksum for g in store.generations(Path(held.source.folder))}
    except StoreError:
        return True
    if kept.get(held.source.generation, held.source.checksum) == held.source.checksum:
        return True
    _close(held)
    return False


# Two: readers who have not run again since an import still ask the generation before it.
@st.cache_resource(max_entries=2, on_release=_close, validate=_is_as_published, show_spinner=False)
def _held(folder: str, generation: int) -> Held:
    opened = store.prepared(store.open_store(Path(folder)))
    remembering = replace(opened.database, answers=Answers())
    return Held(_live(folder), replace(opened, database=remembering))


def _live(folder: str) -> Source:
    live = store.generations(Path(folder))[0]
    return Source(folder, live.number, live.facts.checksum)


def opened() -> store.Opened:
    """The generation this run reads. Raises NoStore, StoreError."""
    found = source()
    return _held(found.folder, found.generation).opened


def database(source: Source) -> Database:
    """A generation, to be asked on cursors that this reader's next run can stop."""
    held = _held(source.folder, source.generation)
    asking = UNHURRIED if _is_unhurried.get() else running()
    return replace(held.opened.database, watch=asking.watch)


Answer = TypeVar("Answer")


def heal(ask: Callable[[], Answer], source: Source) -> Answer:
    """Ask, and once more from a newly opened file where the open one was lost to a fatal error.

    A question that a newer run stopped ends its run; one that takes too long is a StoreError.
    """
    try:
        return _within_limits(ask)
    except Exception as error:
        if not is_fatal(error):
            raise
        _held.clear(source.folder, source.generation)
        answer = _within_limits(ask)
        st.session_state[REOPENED] = True
        return answer


REOPENED = "reopened"  # the session's: its file was lost to a fatal error, and nobody said so yet


def was_reopened() -> bool:
    """Was the file opened anew since this was last asked?"""
    return bool(st.session_state.pop(REOPENED, False))


def _within_limits(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Superseded:
        st.stop()
    except Exception as error:
        if not was_interrupted(error):
            raise
        raise StoreError(
            "This took longer than {seconds} seconds and was stopped; choose a shorter period or "
            "fewer customers.",
            seconds=QUERY_SECONDS,
        ) from error


@dataclass(frozen=True)
class Facts:
    """What a generation is about: the rows of each table, and the days it covers."""

    rows: dict[str, int]
    begins: dict[str, date]  # the oldest day of each table that carries days
    ends: dict[str, date]  # the newest
    first_day: date | None
    as_of: date | None
    is_sample: bool
    value_basis: str | None
    ranked: int  # customers by their value, in the month that ranks most


NO_FACTS = Facts({}, {}, {}, None, None, False, None, 0)


def facts() -> Facts:
    """Of what this run reads; empty where nothing was imported yet."""
    found = st.session_state.get(SOURCE)
    return heal(lambda: _facts(found), found) if found else NO_FACTS


def told_of_sales() -> frozenset[str]:
    """By what any sale of what this run reads may be told apart."""
    found = st.session_state.get(SOURCE)
    return heal(lambda: _told_of_sales(found), found) if found else frozenset()


@lru_cache(maxsize=8)
def _told_of_sales(source: Source) -> frozenset[str]:
    found = database(source).run("""
        select
            true as product,
            exists (select 1 from products where category is not null) as category,
            exists (select 1 from orders where channel is not null) as channel,
            exists (select 1 from orders where place is not null) as place,
            exists (select 1 from orders where salesperson is not null) as salesperson
    """)
    return frozenset(str(name) for name in found if found[name].iloc[0])


# Not Streamlit's cache: a page asks this some fifty times, and never writes on it.
@lru_cache(maxsize=8)
def _facts(source: Source) -> Facts:
    db = database(source)
    about = db.run("""
        select
            coalesce(
                (select as_of from company),
                (select max(newest_on) from newest_days)
            ) as as_of,
            (select value_basis from company) as value_basis,
            (select coalesce(bool_or(is_sample), false) from imports) as is_sample,
            (select coalesce(max(ranked), 0) from standing_counts) as ranked
    """)
    (as_of, basis, is_sample, ranked) = about.iloc[0]
    dated = "from newest_days where oldest_on is not null"
    reach = rows_of(db.run(f"select table_name, oldest_on, newest_on {dated}"))
    begins = {row.table_name: row.oldest_on for row in reach}
    return Facts(
        rows={table: db.rows_of(table) for table in TABLES},
        begins=begins,
        ends={row.table_name: row.newest_on for row in reach},
        first_day=min(begins.values(), default=None),
        as_of=None if isna(as_of) else as_of.date(),
        is_sample=bool(is_sample),
        value_basis=basis,
        ranked=int(ranked),
    )
