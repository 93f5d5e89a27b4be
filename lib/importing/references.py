"""Warnings of an import that is otherwise sound: what was not found, what was rounded."""

from collections.abc import Iterable, Iterator, Sequence

from lib.database import Connection
from lib.errors import Problem
from lib.importing.check import Found
from lib.importing.lookups import Looked
from lib.importing.problems import SAMPLES_SHOWN, Check, failing, problems
from lib.importing.recipe import Recipe
from lib.importing.sifting import Incoming
from lib.importing.sources import Source
from lib.schema import REFERENCES, STUBBED, TABLES

NOT_FOUND = "{field} is found in {table}"
MADE_STUBS = "{field} is found in {table}; {unknown:,} unknown there were added with their id alone"
MISSED = (
    "“{lookup}” has a row for every row that looks there; where it has none, its columns are empty"
)
NO_SUCH_FILE = (
    "no file called so was given; left out were the blocks and lookups that need it: {names}"
)
ROUNDED = "{field} has at most four decimals; {rounded:,} amounts were rounded to that"


def notes(sources: Iterable[Source]) -> Iterator[Problem]:
    """What looked odd while the files were read."""
    for source in sources:
        for table in source.tables:
            for note in table.notes:
                yield Problem(table.name, note.sentence, note.values)


def absent(recipe: Recipe, sources: Iterable[str], looked: Iterable[Looked]) -> Iterator[Problem]:
    """Files of the set that were not given, and what that leaves out."""
    given = set(sources)
    for file in recipe.files:
        if file.name in given:
            continue
        blocks = [block.label for block in recipe.blocks if block.source == file.name]
        lookups = [one.lookup.name for one in looked if one.lookup.source == file.name]
        if blocks or lookups:
            yield Problem(
                file=file.match or file.name,
                expectation=NO_SUCH_FILE,
                values=(("names", ", ".join([*blocks, *lookups])),),
            )


def misses(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    """Looks that found nothing, once for each lookup and file."""
    seen: dict[tuple[str, str], list[Found]] = {}
    for one in incoming:
        for lookup, flag in one.staged.misses.items():
            check = Check(flag, MISSED, (("lookup", lookup),))
            found = problems(db, one.staged.members, check, one.staged.source)
            for problem in found:
                seen.setdefault((problem.file, lookup), []).append((one, problem))
    for pairs in seen.values():
        yield max(pairs, key=lambda pair: pair[1].count)


def rounded(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    """Amounts that rounding to four decimals changed by more than a millionth."""
    for one in incoming:
        for target in one.staged.rounded:
            flag = f"r_{target.name}"
            counts = f"select count({flag}), count(*) filter (where {flag}) from {one.name}"
            count, noticed = db.execute(counts).fetchall()[0]
            if noticed:
                values = (("field", target.shown), ("rounded", count))
                check = Check(flag, ROUNDED, values, column=target.column, sample=target.name)
                for problem in problems(db, one.name, check, one.staged.source):
                    yield one, problem


def unknown(db: Connection, incoming: Sequence[Incoming]) -> Iterator[Found]:
    """Ids that no table introduces: stubs for customers and products, else only told."""
    for one in incoming:
        for name, table in REFERENCES.items():
            if name in one.staged.fields and table != one.staged.block.table:
                named_by = [other for other in incoming if name in other.staged.fields]
                for problem in _unknown(db, one, name, table, is_alone=len(named_by) == 1):
                    yield one, problem


def _unknown(
    db: Connection, one: Incoming, name: str, table: str, *, is_alone: bool
) -> Iterator[Problem]:
    if table in STUBBED:
        yield from _stubs(db, one, name, table, is_alone=is_alone)
        return
    (key,) = TABLES[table].key[:1]
    missing = f"{name} is not null and {name} not in (select {key} from {table})"
    check = Check(
        missing, NOT_FOUND, (("field", name), ("table", table)), one.staged.column(name), name
    )
    if failing(db, one.name, [check]):
        yield from problems(db, one.name, check, one.staged.source)


def _stubs(
    db: Connection, one: Incoming, name: str, table: str, *, is_alone: bool
) -> Iterator[Problem]:
    """The ids, not the rows: those that name one id may be very many.

    Where no other block names any, `is_alone`, every stub is of this one.
    """
    among = "" if is_alone else f"where {name} in (select {name} from {one.name})"
    found = f"select count(*), min({name}, {SAMPLES_SHOWN}) from stubs_{table} {among}"
    count, samples = db.execute(found).fetchall()[0]
    if count:
        yield Problem(
            file=", ".join(file.name for file in one.staged.source.tables),
            expectation=MADE_STUBS,
            values=(("field", name), ("table", table), ("unknown", count)),
            column=one.staged.column(name),
            samples=tuple(samples),
            count=count,
        )
