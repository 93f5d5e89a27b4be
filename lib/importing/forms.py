"""How a column's dates are written, found over the whole column, or why that cannot be said.

01/02/2024 is a day in January to some and in February to others. A column shows which only where
one reading fits all of it; where two do, and mean different days, the recipe has to say.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lib.database import Connection
from lib.importing.cast import DateForm, Kind
from lib.importing.cast.days import SHORT_YEAR, is_iso
from lib.importing.cells import Cells
from lib.importing.sources import Source
from lib.importing.sql import literal

ROWS_SAMPLED = 1000

TWO_READINGS = (
    '{field} reads as {first} and as {second}, such as {sample}; dates = "{first}" or dates = '
    '"{second}" under [read] says which is meant'
)
THREE_READINGS = (
    '{field} reads as {first}, as {second} and as {third}, such as {sample}; dates = "{first}", '
    'dates = "{second}" or dates = "{third}" under [read] says which is meant'
)
MIXED = (
    "{field} is written in one way throughout; some cells are {first}, others only {second}: put "
    "them right in the file"
)

# What may follow the day in a cell.
TIME = r"[T ]+\d{1,2}:\d{2}.*$"


class Candidate(NamedTuple):
    """A way to write days, and the pattern of texts it is tried on."""

    format: str
    pattern: str

    @property
    def has_short_year(self) -> bool:
        return "%y" in self.format

    def fits(self, text: str) -> str:
        pattern = f"regexp_full_match({text}, {literal(self.pattern)})"
        return f"({pattern} and {self.reads(text)} is not null)"

    def reads(self, text: str) -> str:
        return f"try_strptime({text}, {literal(self.format)})"


def _candidates() -> Iterator[Candidate]:
    for sign in "/-.":
        two, mark = r"\d{1,2}", rf"[{sign}]"
        if sign != "-":
            yield Candidate(f"%Y{sign}%m{sign}%d", rf"\d{{4}}{mark}{two}{mark}{two}")
        for format_ in (f"%d{sign}%m{sign}", f"%m{sign}%d{sign}"):
            yield Candidate(f"{format_}%Y", rf"{two}{mark}{two}{mark}\d{{4}}")
            yield Candidate(f"{format_}%y", rf"{two}{mark}{two}{mark}\d{{2}}")
        yield Candidate(f"%y{sign}%m{sign}%d", rf"\d{{2}}{mark}{two}{mark}{two}")
    yield Candidate("%Y%m%d", r"(19|20)\d{6}")
    yield Candidate("%Y年%m月%d日", r"\d{4}年\d{1,2}月\d{1,2}日")
    for month in ("%b", "%B"):
        for sign in " -/.":
            named = rf"\d{{1,2}}[{sign}][A-Za-z]{{3,9}}[{sign}]"
            yield Candidate(f"%d{sign}{month}{sign}%Y", rf"{named}\d{{4}}")
            yield Candidate(f"%d{sign}{month}{sign}%y", rf"{named}\d{{2}}")
        yield Candidate(f"{month} %d, %Y", r"[A-Za-z]{3,9} \d{1,2}, \d{4}")
        yield Candidate(f"{month} %d %Y", r"[A-Za-z]{3,9} \d{1,2} \d{4}")


CANDIDATES = tuple(_candidates())


def find_form(db: Connection, source: Source, column: str) -> DateForm:
    """How the days of a column are written, judged by every row of every file."""
    _gather(db, source, column)
    fits, readable = fitting(db)
    if not readable:
        return DateForm()
    every = [one for one, count in fits if count == readable]
    if not every:
        one, other = (candidate.format for candidate, _ in fits[:2])
        return _trouble(MIXED, first=one, second=other)
    first, *others = every
    differ = [(one, sample) for one in others if (sample := differing(db, first, one))]
    if differ:
        named = zip(
            ("first", "second", "third"), [first, *(one for one, _ in differ)], strict=False
        )
        forms = {name: one.format for name, one in named}
        sentence = THREE_READINGS if "third" in forms else TWO_READINGS
        return _trouble(sentence, **forms, sample=differ[0][1])
    if first.has_short_year:
        return _trouble(SHORT_YEAR, format=first.format)
    return DateForm(first.format)


def sampled(db: Connection, source: Source, columns: Iterable[str]) -> list[str]:
    """Of date columns, those whose first rows hold something else than ISO days."""
    columns = sorted(columns)
    if not columns:
        return []
    cells = Cells(source, columns, {})
    found = set()
    for number in range(len(source.tables)):
        layers, parameters = cells.layers(number, numbered=False, identified=False)
        texts = {name: cells.by_name[name].text for name in columns}
        strange = ", ".join(f"bool_or(not {is_iso(text)})" for text in texts.values())
        chosen = layers.select({text: text for text in texts.values()})
        sql = f"select {strange} from ({chosen} limit {ROWS_SAMPLED})"
        answer = db.execute(sql, parameters).fetchall()[0]
        found |= {name for name, is_strange in zip(columns, answer, strict=True) if is_strange}
    return sorted(found)


def _gather(db: Connection, source: Source, column: str) -> None:
    """The different days of a column that are not ISO, without times, in the table `days`."""
    cells = Cells(source, [column], {})
    text = cells.by_name[column].text
    for number in range(len(source.tables)):
        layers, parameters = cells.layers(number, numbered=False, identified=False)
        layers.where(f"{text} is not null and not {is_iso(text)}")
        days = layers.select({"day": f"trim(regexp_replace({text}, {literal(TIME)}, ''))"})
        into = "insert into days" if number else "create or replace temp table days as"
        db.execute(f"{into} select distinct day from ({days})", parameters)


def fitting(db: Connection) -> tuple[list[tuple[Candidate, int]], int]:
    """Of `days`: candidates with how many they fit, best first, and how many any of them fits."""
    counts = [f"count(*) filter (where {one.fits('day')})" for one in CANDIDATES]
    any_fits = " or ".join(one.fits("day") for one in CANDIDATES)
    sql = f"select count(*) filter (where {any_fits}), {', '.join(counts)} from days"
    readable, *found = db.execute(sql).fetchall()[0]
    some = [(one, count) for one, count in zip(CANDIDATES, found, strict=True) if count]
    return sorted(some, key=lambda pair: -pair[1]), readable


def differing(db: Connection, first: Candidate, second: Candidate) -> str | None:
    """A text that two readings take for different days, if there is one."""
    differ = f"{first.reads('day')} <> {second.reads('day')}"
    found = db.execute(f"select min(day) from days where {differ}").fetchall()[0][0]
    return None if found is None else str(found)


def _trouble(sentence: str, **values: object) -> DateForm:
    return DateForm(trouble=Kind("true", sentence, tuple(values.items())))
