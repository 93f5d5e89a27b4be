"""Whether a point stands before decimals, where a file's numbers leave that open.

1.234 is a bit more than one to some and more than a thousand to others. A number that cannot be
the second, such as 12.50, 0.125 or 1234.567, shows what is meant in its whole file; where there is
none, the recipe has to say it. Sheets and files of columns hold numbers, not their looks.
"""

from collections.abc import Iterable, Iterator

from lib.database import Connection
from lib.importing.cast.numbers import EXACT
from lib.importing.cells import Cells
from lib.importing.read import Undecided
from lib.importing.sources import Source
from lib.importing.sql import Layers, literal
from lib.schema import MONEY, NUMBER, WHOLE

ROWS_SAMPLED = 1000

# Besides its figures, a number may have signs: of a currency, a percent, its minus.
GROUPED = r"[^\d.,]*[1-9]\d{0,2}\.\d{3}[^\d.,]*"
FIGURE = r"[^\d.,]*(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[^\d.,]*"

TWO_READINGS = (
    "{file}: numbers of the column {column}, such as {sample}, have three digits after one point, "
    'and no other shows whether these are decimals or thousands; write decimal = "." or '
    'decimal = "," with thousands = "." under [read] in its recipe.'
)


def is_number(type_: str) -> bool:
    return type_ in (MONEY, NUMBER, WHOLE, EXACT)


def refuse_doubtful_points(db: Connection, source: Source, columns: Iterable[str]) -> None:
    """Raise Undecided where `columns`, read as numbers, can be read in two ways."""
    reading = source.file.reading
    settled = reading.decimal != "." or reading.thousands or reading.is_decimal_said
    columns = sorted(columns)
    if settled or not columns:
        return
    for number, table in enumerate(source.tables):
        is_seen_before = number in source.parts  # set aside when its whole file was judged
        if is_seen_before or not table.parted_by or _shows_decimals(db, source, number):
            continue
        for column, sample in _grouped(db, source, columns, number):
            raise Undecided(
                TWO_READINGS,
                file=table.name,
                column=column,
                sample=sample,
                choices={"decimal": [(".", ""), (",", "")]},
            )


def _shows_decimals(db: Connection, source: Source, number: int) -> bool:
    """Do the first rows of a file have a column of numbers with one that shows it?"""
    layers, parameters, texts = _texts(source, source.tables[number].columns, number)
    chosen = layers.select({text: text for text in texts})
    shows = " or ".join(
        f"(bool_and({text} is null or {_is(text, FIGURE)}) and bool_or({_decides(text)}))"
        for text in texts
    )
    sql = f"select {shows} from ({chosen} limit {ROWS_SAMPLED})"
    return bool(db.execute(sql, parameters).fetchall()[0][0])


def _grouped(
    db: Connection, source: Source, columns: list[str], number: int
) -> Iterator[tuple[str, str]]:
    """Columns with numbers that may be thousands, and one of these; none if any shows it."""
    layers, parameters, texts = _texts(source, columns, number)
    answers = [
        f"min({text}) filter (where contains({text}, '.') and {_is(text, GROUPED)})"
        for text in texts
    ]
    decided = " or ".join(f"bool_or({_decides(text)})" for text in texts)
    chosen = layers.select({text: text for text in texts})
    found = db.execute(f"select {decided}, {', '.join(answers)} from ({chosen})", parameters)
    is_decided, *samples = found.fetchall()[0]
    for column, sample in zip(columns, samples, strict=True):
        if sample is not None and not is_decided:
            yield column, sample


def _texts(
    source: Source, columns: Iterable[str], number: int
) -> tuple[Layers, dict[str, object], list[str]]:
    names = sorted(set(columns))
    cells = Cells(source, names, {})
    layers, parameters = cells.layers(number, numbered=False, identified=False)
    return layers, parameters, [cells.by_name[name].text for name in names]


def _decides(text: str) -> str:
    is_other = f"not {_is(text, GROUPED)} and {_is(text, FIGURE)}"
    return f"coalesce(case when contains({text}, '.') then {is_other} end, false)"


def _is(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"
