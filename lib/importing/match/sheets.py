"""The files of a set as matching sees them: which columns may be which fields, which hold what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlglot import exp

from lib.database import Connection
from lib.importing.match.kinds import fields_of, why, worth_as
from lib.importing.match.names import LEAST, Fit, fits, name_of
from lib.importing.match.together import together
from lib.importing.profile import ColumnProfile, FileProfile
from lib.importing.read import source

ROWS_ASKED = 100_000  # rows of a file that questions about its content look at
LESS_IF_EMPTY = 0.15  # a column of empty cells only fits as much less
CLOSE = 0.1  # of fits, that leaves it open which one is meant
VALUES_ASKED = 40  # different values of a column that are worth reading one by one

# Tables whose ids a column may hold, the field that refers to each, and what is said of it.
KEYS = {"customers": "customer_id", "products": "product_id", "campaigns": "campaign_id"}
IDS = {
    "customers": "{column} holds ids of customers there are already.",
    "products": "{column} holds ids of products there are already.",
    "campaigns": "{column} holds ids of campaigns there are already.",
}
RECOGNISED = 0.93  # how well a column of such ids fits: better than a guess by name


@dataclass(frozen=True)
class Cell:
    """A column as a block may name it, behind a lookup or in the block's own file."""

    column: ColumnProfile
    sheet: "Sheet" = field(compare=False)
    lookup: str = ""

    @property
    def name(self) -> str:
        return f"{self.lookup}.{self.column.name}" if self.lookup else self.column.name

    @property
    def bare(self) -> str:
        """What stands in the recipe where the column itself is meant."""
        return f"={self.sql}" if self.column.name.startswith("=") else self.name

    @property
    def sql(self) -> str:
        """The column in an expression."""
        table = exp.to_identifier(self.lookup, quoted=True) if self.lookup else None
        name = exp.to_identifier(self.column.name, quoted=True)
        return exp.Column(this=name, table=table).sql(dialect="duckdb")


@dataclass(frozen=True)
class Pick:
    """A column chosen for a field, how well it fits, and what else would have done."""

    cell: Cell
    score: float
    exact: bool = True
    others: tuple[str, ...] = ()
    close: bool = False  # does another fit about as well?
    why: str = ""  # what speaks for it beside its name

    @property
    def column(self) -> ColumnProfile:
        return self.cell.column

    @property
    def sure(self) -> bool:
        return (
            self.exact
            and not self.why
            and self.score > 0.85
            and not self.cell.lookup
            and not self.close
        )


@dataclass(eq=False)
class Sheet:
    """One file of the set, or several with the same columns, as the days of a month.

    `key` is what the recipe calls it, "" for a sole file; `hints` are the tables its name speaks
    of; `said` is what was said about reading it.
    """

    db: Connection
    files: Sequence[FileProfile]
    key: str = ""
    columns: tuple[ColumnProfile, ...] = ()
    hints: frozenset[str] = frozenset()
    said: dict[str, Any] = field(default_factory=dict)
    recognised: dict[str, str] = field(default_factory=dict)  # columns that hold ids of a table

    def __post_init__(self) -> None:
        self.columns = together(self.files)
        self._picks: dict[tuple[str, bool], dict[str, Pick]] = {}
        self.spoken_of = self.hints

    def forget_hints(self) -> None:
        """Its name misled: let the columns speak alone."""
        self.hints = frozenset()
        self._picks.clear()

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return self.files[0].name

    @cached_property
    def rows(self) -> int:
        return sum(file.table.rows for file in self.files)

    @property
    def headerless(self) -> bool:
        return self.files[0].table.header_line == 0

    def column(self, name: str) -> ColumnProfile | None:
        return next((column for column in self.columns if column.name == name), None)

    def cell(self, column: ColumnProfile) -> Cell:
        return Cell(column, self)

    def is_key(self, column: ColumnProfile) -> bool:
        """Does every row hold another value of it?"""
        return 0 < column.filled == column.distinct == self.rows

    def picks(self, table: str, about: bool) -> dict[str, Pick]:
        """Fields of a table with the columns that are most likely theirs, each once."""
        if (table, about) not in self._picks:
            self._picks[table, about] = self._choose(table, about)
        return self._picks[table, about]

    def _choose(self, table: str, about: bool) -> dict[str, Pick]:
        """The best column for each field, and no column for two."""
        found = self._fitting(table, about)
        chosen: dict[str, Pick] = {}
        taken: set[str] = set()
        for score, fit, column in found:
            if fit.field not in chosen and column.name not in taken:
                said = IDS[self.recognised[column.name]] if score == RECOGNISED else ""
                reason = said or why(table, fit, column)
                exact = fit.exact and not (fit.bare and table not in self.spoken_of)
                chosen[fit.field] = Pick(self.cell(column), score, exact, why=reason)
                taken.add(column.name)
        for name, pick in chosen.items():
            others = [
                (score, column.name)
                for score, fit, column in found
                if fit.field == name and column.name != pick.column.name
            ]
            close = not name.endswith("_id") and any(
                score > pick.score - CLOSE and not self._settled(other, chosen, name)
                for score, other in others
            )
            names = tuple(dict.fromkeys(other for _, other in others))
            chosen[name] = replace(pick, others=names, close=close)
        return chosen

    def _fitting(self, table: str, about: bool) -> list[tuple[float, Fit, ColumnProfile]]:
        """Every column for every field it may fill, the best fits first."""
        found = [
            (fit.score * worth - LESS_IF_EMPTY * self._emptiness(column), fit, column)
            for column in self.columns
            for fit in fits(column.name, table, about)
            if (worth := worth_as(table, fit.field, column)) and fit.score * worth >= LEAST - 0.02
        ]
        found += [
            (RECOGNISED, Fit(name, RECOGNISED, False, False), column)
            for column in self.columns
            if (name := KEYS.get(self.recognised.get(column.name, ""))) and name in fields_of(table)
        ]
        return sorted(found, key=lambda one: -one[0])

    def called_like(self, table: str, names: Sequence[str]) -> ColumnProfile | None:
        """A column whose name says one of these fields, though its values do not."""
        return next(
            (
                column
                for column in self.columns
                if column.filled
                for fit in fits(column.name, table, True)
                if fit.field in names and not worth_as(table, fit.field, column)
            ),
            None,
        )

    def _emptiness(self, column: ColumnProfile) -> float:
        return 1 - column.filled / self.rows if self.rows and column.filled else 0.0

    def _settled(self, column: str, chosen: Mapping[str, Pick], name: str) -> bool:
        """Is the column better placed in another field?"""
        return any(
            other != name and pick.column.name == column and pick.score > 0.9
            for other, pick in chosen.items()
        )

    def suppose(
        self, table: str, columns: Mapping[str, ColumnProfile], why: Mapping[str, str]
    ) -> None:
        """Take these columns for fields of a table, whatever they are called."""
        picks = {
            name: Pick(self.cell(column), LEAST, exact=False, why=why[name])
            for name, column in columns.items()
        }
        for about in (True, False):
            self._picks[table, about] = self.picks(table, about) | picks

    def values(self, column: ColumnProfile) -> tuple[str, ...]:
        """The different values of a column that has few."""
        return self.all_values([column]).get(column.name, ())

    def all_values(self, columns: Iterable[ColumnProfile]) -> dict[str, tuple[str, ...]]:
        """The different values of columns that have few, read at once."""
        few = [one for one in columns if 0 < one.distinct <= VALUES_ASKED]
        known = {
            one.name: tuple(sorted(one.samples)) for one in few if one.distinct <= len(one.samples)
        }
        asked = [one for one in few if one.name not in known]
        if asked:
            lists = ", ".join(f"list(distinct trim({self._c(one)}))" for one in asked)
            for file in self.files[:3]:
                answer = self._ask(f"select {lists} from {{}}", file, None)[0]
                for one, found in zip(asked, answer, strict=True):
                    words = {word for word in found if word and word not in one.missing}
                    known[one.name] = tuple(sorted({*known.get(one.name, ()), *words}))
        return known

    def dependent(self, key: ColumnProfile, columns: Sequence[ColumnProfile]) -> list[str]:
        """Columns of which (nearly) every value of `key` has one value, in the first rows."""
        if not columns:
            return []
        several = ", ".join(
            f"count(distinct nullif({self._c(one)}, '')) > 1 as s{n}"
            for n, one in enumerate(columns)
        )
        shares = ", ".join(f"avg(cast(s{n} as integer))" for n in range(len(columns)))
        sql = (
            f"select {shares} from (select {several} from {{}} where {self._c(key)} <> '' "
            f"group by {self._c(key)})"
        )
        answer = self._ask(sql, self.files[0], ROWS_ASKED)[0]
        return [
            one.name
            for one, share in zip(columns, answer, strict=True)
            if share is not None and share < 0.02
        ]

    def repeats(self, key: ColumnProfile, column: ColumnProfile) -> bool:
        """Do (nearly) all keys of several rows show one value of a column on each of them?"""
        own, other = self._c(key), self._c(column)
        sql = (
            f"select count(*), avg(cast(n = 1 as integer)), count(distinct one), bool_or(blank) "
            f"from (select count(distinct nullif({other}, '')) as n, max({other}) as one, "
            f"min({other}) = '' as blank from {{}} where {own} <> '' group by {own} "
            "having count(*) > 1)"
        )
        keys, share, different, blank = self._ask(sql, self.files[0], ROWS_ASKED)[0]
        # Where all orders show one value, it is a price, unless it stands on first lines only.
        return keys > 1 and share > 0.95 and (different > 1 or blank)

    def is_unique(self, columns: Sequence[ColumnProfile]) -> bool:
        """Do no two of the first rows hold the same values of these columns?"""
        names = ", ".join(self._c(one) for one in columns)
        sql = f"select 1 from {{}} group by {names} having count(*) > 1 limit 1"
        return not self._ask(sql, self.files[0], ROWS_ASKED)

    def some_values(self, column: ColumnProfile) -> list[str]:
        """Up to a thousand different values from the first rows."""
        sql = f"select distinct trim({self._c(column)}) from {{}} limit 1000"
        return [value for (value,) in self._ask(sql, self.files[0], ROWS_ASKED) if value]

    def holds(self, column: ColumnProfile, values: Sequence[str]) -> float:
        """The share of some values that stand in a column."""
        if not values:
            return 0.0
        sql = (
            f"select count(distinct trim({self._c(column)})) from {{}} "
            f"where trim({self._c(column)}) in (select unnest($values))"
        )
        found = sum(self._ask(sql, file, None, {"values": values})[0][0] for file in self.files)
        return min(1.0, float(found) / len(values))

    def _c(self, column: ColumnProfile) -> str:
        return f"c{[one.name for one in self.columns].index(column.name)}"

    def _ask(
        self, sql: str, file: FileProfile, rows: int | None, given: dict[str, object] | None = None
    ) -> list[tuple]:
        """A question about a file's cells, which {} stands for, as they were read."""
        order = [file.table.columns.index(one.name) for one in self.columns]
        table, parameters = source(file.table)
        names = ", ".join(f"f{index}" for index in range(len(file.table.columns)))
        chosen = ", ".join(f"f{index} as c{number}" for number, index in enumerate(order))
        limit = f" limit {rows}" if rows else ""
        cells = f"(select {chosen} from {table} as cells({names}){limit})"
        return self.db.execute(sql.replace("{}", cells), parameters | (given or {})).fetchall()


def same_name(one: str, two: str) -> bool:
    return bool(name_of(one).compact) and name_of(one).compact == name_of(two).compact
