"""The one module that imports duckdb: connecting, and asking a metric's SQL file.

pandas is loaded by the first frame: an import asks for none, and to load it takes longer than to
import a small file.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, TypeGuard

import duckdb
from duckdb import DuckDBPyConnection

from lib.errors import StoreError
from lib.statements import metric_sql

if TYPE_CHECKING:
    from pandas import DataFrame

Connection = DuckDBPyConnection

QUERY_SECONDS = 120

# What DuckDB raises on a statement whose parts do not go together, such as a text less a number,
# and on a row of which it cannot work a value out.
BadStatement = duckdb.BinderException
BadValue = (duckdb.DataError, duckdb.InvalidInputException)

# Whatever it raises.
AnyError = duckdb.Error


def connect_reader(path: Path, *, threads: int | None = None) -> Connection:
    """Open a generation for reading: nothing can be written, fetched, installed or reconfigured."""
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            **_closed_doors(threads),
            "max_execution_time": QUERY_SECONDS * 1000,
            "enable_external_access": False,
            # Here and not by a later SET: a second connection of this process to the same file
            # shares the first one's configuration and would be refused that SET.
            "lock_configuration": True,
        },
    )


def connect_writer(
    path: Path, *, memory_limit: str | None = None, threads: int | None = None
) -> Connection:
    """Open a private copy for an import: files are read, nothing is installed or fetched."""
    config = _closed_doors(threads)
    if memory_limit:
        config["memory_limit"] = memory_limit
    return duckdb.connect(str(path), config=config)


def _closed_doors(threads: int | None) -> dict[str, Any]:
    doors: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    return doors | ({"threads": threads} if threads else {})


@contextmanager
def plain_sentences(what: str) -> Iterator[None]:
    """Turn what a full disk or a small memory makes DuckDB say into a sentence for the reader."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise StoreError(
            "{what} needs more memory than it may use; close other programs or import fewer rows "
            "at a time. Nothing was changed.",
            what=what,
        ) from error
    except (duckdb.IOException, OSError) as error:
        if not _disk_is_full(error):
            raise
        raise StoreError(
            "{what} found the disk full; free some space and try again. Nothing was changed.",
            what=what,
        ) from error


def is_exhausted(error: Exception) -> bool:
    """Did memory or the disk give out, rather than something be wrong with a file?"""
    full = isinstance(error, duckdb.IOException) and _disk_is_full(error)
    return full or isinstance(error, duckdb.OutOfMemoryException)


def _disk_is_full(error: Exception) -> bool:
    return "No space left on device" in str(error) or "disk" in str(error).lower()


def cannot_be_opened(error: Exception) -> bool:
    """Is this what DuckDB raises on a damaged or foreign database file?"""
    return isinstance(error, duckdb.Error | OSError)


def interrupt(cursor: Connection) -> None:
    """Stop what a cursor is asking; one that has finished and closed meanwhile is left alone."""
    with suppress(duckdb.ConnectionException):
        cursor.interrupt()


def was_interrupted(error: Exception) -> bool:
    return isinstance(error, duckdb.InterruptException)


def is_fatal(error: Exception) -> bool:
    """Is this connection lost for everyone, so that the file must be opened anew?"""
    return isinstance(error, duckdb.FatalException)


@dataclass(frozen=True)
class Customers:
    """Which customers a question is about: columns of `customers`, and attributes, by value.

    Values of one column are alternatives, several columns must all hold.
    """

    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    COLUMNS = ("kind", "industry", "occupation", "region", "city", "size", "acquired_through")

    def parameters(self) -> dict[str, list[str]]:
        values = dict(self.columns)
        chosen = {f"only_{name}": list(values.get(name, ())) for name in self.COLUMNS}
        chosen["only_attributes"] = [
            f"{name}\x1f{value}" for name, values in self.attributes for value in values
        ]
        chosen["only_attribute_names"] = [name for name, _ in self.attributes]
        return chosen

    def __bool__(self) -> bool:
        return bool(self.columns or self.attributes)

    @property
    def chosen_by(self) -> str:
        """Which file of the relation `scope` finds them; nothing where all are meant."""
        if self.attributes:
            return "both" if self.columns else "held"
        return "filtered" if self.columns else ""


EVERYONE = Customers()


@dataclass(frozen=True)
class Statement:
    """What was asked of DuckDB: the metric whose file it is, its text, what filled its $names."""

    metric: str
    sql: str
    parameters: dict[str, object]


def _unheard(statement: Statement) -> None:
    """Nobody wants to know."""


class Answers:
    """What a generation has answered of late. It never changes: what several numbers of a page
    are made of is worked out once."""

    MOST = 256
    LARGEST = 2_000  # rows: longer answers are lists, which nobody asks for twice

    def __init__(self) -> None:
        self._known: dict[Asked, Any] = {}
        self._asking: dict[Asked, Event] = {}
        self._lock = Lock()

    def recall(self, asked: "Asked", ask: Callable[[], Any]) -> Any:
        """What was answered, else what `ask` answers now. Who gets a frame may write on it.

        What another thread asks at this moment is waited for; where it fails there, or is too long
        to be kept, it is asked here.
        """
        with self._lock:
            elsewhere = None if asked in self._known else self._asking.get(asked)
        if elsewhere:
            elsewhere.wait(QUERY_SECONDS)
        with self._lock:
            known = asked in self._known
            found = self._known.get(asked)
        if not known:
            found = self._asked(asked, ask)
        return found.copy() if _is_frame(found) else found

    def _asked(self, asked: "Asked", ask: Callable[[], Any]) -> Any:
        done = Event()
        with self._lock:
            self._asking[asked] = done
        try:
            found = ask()
            self._keep(asked, found)
            return found
        finally:
            with self._lock:
                self._asking.pop(asked, None)
            done.set()

    def _keep(self, asked: "Asked", found: Any) -> None:
        if _is_frame(found) and len(found) > self.LARGEST:
            return
        with self._lock:
            self._known[asked] = found
            while len(self._known) > self.MOST:
                del self._known[next(iter(self._known))]  # the oldest

    def clear(self) -> None:
        with self._lock:
            self._known.clear()


def _is_frame(found: Any) -> "TypeGuard[DataFrame]":
    pandas = sys.modules.get("pandas")  # there is none before it is loaded
    return pandas is not None and isinstance(found, pandas.DataFrame)


# What was to be taken, the statement's text, and what filled its $names.
Asked = tuple[str, str, tuple[tuple[str, object], ...]]


@dataclass(frozen=True)
class Database:
    """One open generation. `watch` lets a session remember its running cursor, to interrupt it;
    `note` hears each metric's statement, for the receipt of the number it gives; `answers`, where
    there are any, spare what was asked before."""

    connection: Connection
    watch: Callable[[Connection], AbstractContextManager[object]] = field(
        default=nullcontext, compare=False
    )
    note: Callable[[Statement], None] = field(default=_unheard, compare=False)
    answers: Answers | None = field(default=None, compare=False)

    def run(self, sql: str, parameters: dict[str, object] | None = None) -> "DataFrame":
        """What a question selects."""
        return self._recalled("frame", sql, parameters or {}, DuckDBPyConnection.df)

    def row(self, sql: str, parameters: dict[str, object] | None = None) -> dict[str, Any]:
        """The single row of a question, by column."""
        return self._recalled("row", sql, parameters or {}, _only_row)

    def value(self, sql: str, parameters: dict[str, object] | None = None) -> Any:
        """The single value of a one-row, one-column question."""
        return self._recalled("value", sql, parameters or {}, _only_value)

    def _recalled(
        self,
        what: str,
        sql: str,
        parameters: dict[str, object],
        take: Callable[[Connection], Any],
    ) -> Any:
        def ask() -> Any:
            # On a cursor of its own: a connection shared by threads mixes answers.
            with self.connection.cursor() as cursor, self.watch(cursor):
                return take(cursor.execute(parsed(sql), parameters))

        if self.answers is None:
            return ask()
        given = ((name, _fixed(value)) for name, value in sorted(parameters.items()))
        return self.answers.recall((what, sql, tuple(given)), ask)

    def rows_of(self, table: str) -> int:
        """How many rows a table of ours holds; 0 where the store is older than the table."""
        known = "select count(*) from information_schema.tables where table_name = $table"
        if not self.value(known, {"table": table}):
            return 0
        return int(self.value(f'select count(*) from "{table}"'))


def _only_row(cursor: Connection) -> dict[str, Any]:
    names = [name for name, *_ in cursor.description]
    return dict(zip(names, cursor.fetchall()[0], strict=True))


def _only_value(cursor: Connection) -> Any:
    return cursor.fetchall()[0][0]


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=256)
def parsed(sql: str) -> duckdb.Statement:
    """A long statement takes some milliseconds to parse, whatever it is then asked with; a build
    works the same out month by month."""
    with _nowhere().cursor() as cursor:
        return cursor.extract_statements(sql)[0]


@lru_cache(maxsize=1)
def _nowhere() -> Connection:
    """A database of nothing, for what only needs one; to open it takes longer than to parse."""
    return duckdb.connect()


def query(
    db: Database,
    metric: str,
    *,
    customers: Customers = EVERYONE,
    variant: object = "",
    **parameters: object,
) -> "DataFrame":
    """Run lib/sql/metrics/<metric>.sql; `parameters` fill its $names.

    `variant`: relations that have a file NAME_variant are read from there.

    A parameter that neither the file nor its relations name is refused by DuckDB: a typo is loud.
    """
    sql = metric_sql(metric, chosen_by=customers.chosen_by, variant=str(variant))
    named = set(re.findall(r"\$(\w+)", sql))
    only = {name: value for name, value in customers.parameters().items() if name in named}
    db.note(Statement(metric, sql, parameters | only))
    return db.run(sql, parameters | only)


def query_row(db: Database, metric: str, **parameters: object) -> dict[str, Any]:
    """The single row of such a file, by column and not as a frame."""
    sql = metric_sql(metric)
    db.note(Statement(metric, sql, parameters))
    return db.row(sql, parameters)


def query_made(
    db: Database, metric: str, made: tuple[tuple[str, str], ...], parameters: dict[str, object]
) -> "DataFrame":
    """The same with relations, by name, that no file holds: those made of the schema."""
    sql = metric_sql(metric, made=made)
    db.note(Statement(metric, sql, parameters))
    return db.run(sql, parameters)
