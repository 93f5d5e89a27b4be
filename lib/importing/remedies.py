"""What kind of thing would put a problem right, and the repairs to offer for it.

Told by the problem alone: the sentence that does not hold, its column, the values found. The
repairs are edits of the recipe; lib.importing.repairs makes them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from unicodedata import normalize

from lib.errors import Problem, Repair
from lib.importing import check, fields, oddities, references, sifting
from lib.importing.cast import WORDS_FOR_FALSE, WORDS_FOR_TRUE, days, numbers
from lib.importing.forms import CANDIDATES, MIXED, THREE_READINGS, TWO_READINGS
from lib.importing.recipe import Block, Column
from lib.importing.sources import Source
from lib.schema import DAY, MOMENT, TABLES, TEXT

# What is wrong, by the sentence that does not hold. Any other sentence is a rule of the table.
GROUPS = {
    **dict.fromkeys(numbers.SENTENCES.values(), "unreadable_number"),
    numbers.MAY_BE_A_CODE: "unreadable_number",
    numbers.TOO_LONG: "unreadable_number",
    numbers.DRESSED: "unreadable_number",
    days.IS_DAY: "unreadable_date",
    days.WRITTEN_AS: "unreadable_date",
    days.IS_SERIAL: "unreadable_date",
    days.NO_YEAR: "unreadable_date",
    MIXED: "unreadable_date",
    TWO_READINGS: "ambiguous_date",
    THREE_READINGS: "ambiguous_date",
    days.SHORT_YEAR: "ambiguous_date",
    days.NO_ZONE: "time_zone",
    "{field} is yes or no, true or false, 1 or 0": "unreadable_flag",
    check.REQUIRED: "missing",
    check.NOT_BEFORE: "range",
    check.WITHIN: "range",
    sifting.SAME_KEY: "duplicate_key",
    sifting.UNNAMED_KEY: "duplicate_key",
    sifting.TWO_BLOCKS: "duplicate_key",
    fields.ONE_VALUE: "duplicate_key",
    references.NOT_FOUND: "reference",
    oddities.PAST: "to_come",
    references.MADE_STUBS: "reference",
    references.MISSED: "reference",
    references.ROUNDED: "rounding",
    references.NO_SUCH_FILE: "file",
    "{place} can be worked out of the row": "expression",
}

# Groups whose samples are the file's own text, cleaned of blanks.
AS_TEXT = {
    *("unreadable_number", "unreadable_date", "ambiguous_date", "time_zone", "unreadable_flag"),
}

# Those whose values are looked up in the file, unless rows are grouped.
REREAD = {"range", "to_come"}

# How numbers are written, by decimal sign and the sign between thousands.
SIGNS = ((".", ","), (",", "."), (",", None), (".", " "), (",", " "), (".", "'"))

# Values of a problem that are ways to write days, each of which may be meant.
DATE_FORMS = ("first", "second", "third", "format")

Offer = Callable[["Case"], Iterator[Repair]]


class Case:
    """A problem with where it arose: the block, and the file whose rows feed it."""

    def __init__(self, problem: Problem, block: Block, source: Source) -> None:
        self.problem, self.block, self.source = problem, block, source
        given = dict(problem.values)
        self.field = str(given.get("field", ""))
        self.group = GROUPS.get(problem.expectation, "rule")
        column = problem.column
        self.column = column if column in source.columns else None

    @property
    def words(self) -> list[str]:
        return [value for value, _ in self.problem.found if value]

    @property
    def place(self) -> tuple[str, int]:
        """Which block of the recipe: the table, and its number among those of that table."""
        table, _, number = self.block.label.partition(" ")
        return table, int(number or 1) - 1

    @property
    def is_text(self) -> bool:
        """Are the values found what the file says, so that a map can name them?"""
        if self.column is None:
            return False
        of_column = [
            name
            for name, value in self.block.fields.items()
            if isinstance(value, Column) and value.name == self.column
        ]
        types = {column.name: column.type for column in TABLES[self.block.table].columns}
        if self.group in REREAD:
            return not self.block.per
        return self.group in AS_TEXT or {types[name] for name in of_column} == {TEXT}

    def in_file(self, kind: str, **parameters: object) -> Repair:
        return Repair(kind, (("file", self.source.name), *parameters.items()))

    def in_block(self, kind: str, **parameters: object) -> Repair:
        return Repair(kind, (("block", self.place), *parameters.items()))


def with_remedies(problem: Problem, block: Block, source: Source) -> Problem:
    """The problem with its group, and the repairs that can be made in the recipe."""
    if problem.group:
        return problem
    case = Case(problem, block, source)
    offers = OFFERS.get(case.group, ())
    repairs = tuple(repair for offer in offers for repair in offer(case))
    return replace(problem, group=case.group, repairs=repairs)


def group_of(problem: Problem) -> str:
    return GROUPS.get(problem.expectation, "reading")


def _map(case: Case) -> Iterator[Repair]:
    """The reader says what each value should be, or picks one of `to` where few can be."""
    if case.is_text:
        chosen = _words_of(case)
        yield case.in_file("map", column=case.column, values=_narrow(case), to=chosen)


def _narrow(case: Case) -> dict[str, str]:
    """What full-width digits and signs are in plain ones, as Chinese keyboards write both."""
    if case.group not in ("unreadable_number", "unreadable_date"):
        return {}
    narrow = {word: normalize("NFKC", word) for word in case.words}
    return {word: right for word, right in narrow.items() if right != word and right.isascii()}


def _words_of(case: Case) -> list[str]:
    """The words that a column may hold, where they are known."""
    if case.group == "unreadable_flag":
        return [WORDS_FOR_TRUE[0], WORDS_FOR_FALSE[0]]
    _, one_of, words = case.problem.expectation.partition(" is one of ")
    return words.split(", ") if one_of else []


def _missing(case: Case) -> Iterator[Repair]:
    if case.is_text and case.words:
        yield case.in_file("missing", words=case.words)


def _drop(case: Case) -> Iterator[Repair]:
    """Leave the rows out for good, by what they say in the column."""
    is_typed = case.column in case.source.file.types
    if case.is_text and case.words and not is_typed:
        yield case.in_block("drop_rows", column=case.column, values=case.words)


def _drop_empty(case: Case) -> Iterator[Repair]:
    if case.column:
        yield case.in_block("drop_rows", column=case.column, values=[])


def _fill(case: Case) -> Iterator[Repair]:
    """A value for rows that have none; days are not made up."""
    column = TABLES[case.block.table].column(case.field)
    if column and column.type not in (DAY, MOMENT):
        yield case.in_block("fill", field=case.field, value=None)


def _signs(case: Case) -> Iterator[Repair]:
    reading = case.source.file.reading
    for decimal, thousands in SIGNS:
        bare = (re.sub(r"[^\d.,' ]", "", word).strip() for word in case.words)
        words = list(bare) if reading.currency else case.words
        fits = [_reads_as_number(word, decimal, thousands) for word in words]
        is_so_already = (decimal, thousands) == (reading.decimal, reading.thousands)
        if fits and all(fits) and not is_so_already:
            yield case.in_file("signs", decimal=decimal, thousands=thousands)


def _dress(case: Case) -> Iterator[Repair]:
    """What stands beside or around the figures: currencies, percent, brackets, a minus behind."""
    if case.problem.expectation != numbers.DRESSED:
        return
    signs = {sign for word in case.words for sign in re.findall(r"[^\d\s.,'()+%-]+", word)}
    if signs:
        yield case.in_file("currency", signs=sorted(signs))
    if any("%" in word for word in case.words):
        yield case.in_file("percent", percent="share")
        yield case.in_file("percent", percent="points")
    if any(word.startswith("(") for word in case.words):
        yield case.in_file("negative", negative="brackets")
    if any(word.endswith("-") for word in case.words):
        yield case.in_file("negative", negative="trailing")


def _reads_as_number(word: str, decimal: str, thousands: str | None) -> bool:
    point, mark = re.escape(decimal), re.escape(thousands or "")
    grouped = rf"|\d{{1,3}}({mark}\d{{3}})+" if thousands else ""
    return bool(re.fullmatch(rf"[+-]?(\d+{grouped})({point}\d+)?", word, re.ASCII))


def _dates(case: Case) -> Iterator[Repair]:
    given = dict(case.problem.values)
    formats = [str(given[name]) for name in DATE_FORMS if name in given]
    if case.group == "unreadable_date":
        formats = [one.format for one in CANDIDATES if _reads_all(case.words, one.format)]
    for format_ in formats if case.column else ():
        yield case.in_file("dates", column=case.column, format=format_)


def _reads_all(words: Sequence[str], format_: str) -> bool:
    try:
        for word in words:
            datetime.strptime(word, format_)  # noqa: DTZ007  a day has no zone
    except ValueError:
        return False
    return bool(words)


def _time_zone(case: Case) -> Iterator[Repair]:
    yield case.in_file("time_zone", time_zone="UTC")


def _keep(case: Case) -> Iterator[Repair]:
    if case.problem.expectation == sifting.TWO_BLOCKS:
        yield case.in_block("keep", keep="last")
        return
    unnamed = dict(case.problem.values).get("unnamed")
    if unnamed == "line":
        yield case.in_block("fill", field="line", value="=row_id")
    yield case.in_block("keep", keep="first")
    yield case.in_block("keep", keep="last")


def _fill_down(case: Case) -> Iterator[Repair]:
    """Merged cells of a sheet hold their value in the first row only; amounts are never merged."""
    column = TABLES[case.block.table].column(case.field)
    if case.column is not None and column and column.type in (DAY, MOMENT, TEXT):
        yield case.in_file("fill_down", column=case.column)


OFFERS: dict[str, tuple[Offer, ...]] = {
    "unreadable_number": (_dress, _signs, _map, _missing, _drop),
    "unreadable_date": (_dates, _map, _missing, _drop),
    "ambiguous_date": (_dates,),
    "time_zone": (_time_zone,),
    "unreadable_flag": (_map, _missing, _drop),
    "missing": (_fill_down, _fill, _drop_empty),
    "duplicate_key": (_keep,),
    "rule": (_map, _missing, _drop),
    "range": (_dates, _map, _missing, _drop),
    "to_come": (_dates, _map, _missing, _drop),
    "reference": (_map, _missing, _drop),
}
