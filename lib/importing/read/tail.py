"""What stands below a table: a line of totals, and what the program that wrote it adds.

Such lines are left out only where there is no doubt, and this is said: a row of a company called
Total, and a row cut off with the file, look much the same.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from itertools import takewhile

from lib.importing.read.examples import is_value
from lib.importing.read.layout import Layout
from lib.importing.read.records import EMPTY, Record
from lib.importing.read.table import Note, Reading, note

MOST = 5

TOTALS = {"total", "totals", "grand total", "subtotal", "sum"}
TOTALS |= {"合计", "总计", "小计", "合計", "總計", "小計", "累计"}
TOTALS |= {"本页小计", "本月合计", "本年累计"}
TOTALS |= {"total général", "total general", "sous-total", "totale", "totaal", "subtotaal", "итого"}
TOTALS |= {"summe", "gesamt", "gesamtsumme", "zwischensumme", "endsumme", "suma", "suma total"}

# A word for a sum, and what of: "Total: Account", "Grand total - all campaigns".
TOTAL_OF = re.compile(rf"({'|'.join(sorted(TOTALS))})(\s*[:：]|\s+[-–—]\s).*")

# How remarks below a table begin.
REMARK = re.compile(
    r"(generated|created|exported|printed|downloaded|extracted|produced|updated|run)"
    r"( \w+)?( (on|at|by|from|with|in|using)\b|\s*[:：])"
    r"|(report|sources?|data source|notes?|remarks?|date|user|filters?|page)\s*[:：]"
    r"|page \d+|copyright|©|\(c\) |\*+\s*\w|end of (report|file|data|table)|as of "
    r"|\d[\d,. ]* (rows?|records?|lines?|entries|results|items)\b"
    r"|(number of |total )?(rows|records|entries|count)\s*[:：]"
    r"|共\s*\d+\s*[条行笔项页个]|(制表|制单|打印|导出|生成)(人|时间|日期|于|单位)|第\s*\d+\s*页"
    r"|(数据)?来源\s*[:：]|(备注|注|说明|制表|制单)\s*[:：]",
    re.I,
)

SIGNS = re.compile(r"[^\d.,()-]")


def is_total(record: Record) -> bool:
    """Does a word for a sum stand first, perhaps with what it sums up?"""
    return _is_bare_total(record) or bool(TOTAL_OF.match(_first(record).casefold()))


def _is_bare_total(record: Record) -> bool:
    return _first(record).rstrip(":： ").casefold() in TOTALS


def is_remark(record: Record) -> bool:
    filled = [cell for cell in record.fields if cell.strip(EMPTY)]
    return len(filled) in (1, 2) and bool(REMARK.match(_first(record)))


def stands_below(ragged: Sequence[Record], *, gap: bool) -> bool:
    """May lines of other widths, after which no row follows, be left out? `gap` is above them."""
    return len(ragged) <= MOST and all(
        _is_bare_total(one) or is_remark(one) or (gap and _has_one_cell(one)) for one in ragged
    )


def rows_below(
    last: Sequence[Record],
    layout: Layout,
    reading: Reading,
    rows: Callable[[], Iterable[Record]],
) -> int:
    """How many of the last rows are no rows of the table, though they are as wide.

    A total has to prove itself: it is empty where all others are filled, or it sums them up. `rows`
    gives every row of the table, these included.
    """
    if reading.footer is False:
        return 0

    def is_below(record: Record) -> bool:
        if is_remark(record):
            return _has_one_cell(record) and layout.width > 2
        sums = is_total(record)
        return sums and (bool(reading.footer) or _proves_itself(record, layout, rows))

    return sum(1 for _ in takewhile(is_below, reversed(last)))


def left_out(records: Sequence[Record]) -> Note:
    cells = [cell.strip() for record in records for cell in record.fields if cell.strip(EMPTY)]
    return note(
        "Below the table was left out, from line {line} on: {cells}; footer = false under [read] "
        "takes it for rows.",
        line=records[0].line,
        cells=", ".join(f"“{cell[:40]}”" for cell in cells[:4]) + (", …" if cells[4:] else ""),
    )


def _proves_itself(record: Record, layout: Layout, rows: Callable[[], Iterable[Record]]) -> bool:
    figures = [i for i, cell in enumerate(record.fields) if is_value(cell)]
    if not figures:
        return False
    if any(not record.fields[i].strip(EMPTY) for i in layout.filled):
        return True
    sums = {i: {".": Decimal(0), ",": Decimal(0)} for i in figures}
    for row in rows():
        if row.line == record.line:
            break
        for i, by_sign in sums.items():
            for sign in by_sign:
                by_sign[sign] += _number(row.fields[i], sign) or 0
    return any(
        total is not None and total and abs(total - by_sign[sign]) <= abs(total) / 100_000
        for i, by_sign in sums.items()
        for sign in by_sign
        if (total := _number(record.fields[i], sign)) is not None
    )


def _number(cell: str, decimal: str) -> Decimal | None:
    """A figure, whichever signs stand around it."""
    text = SIGNS.sub("", cell).replace("," if decimal == "." else ".", "").replace(",", ".")
    try:
        return Decimal(text.replace("(", "-").replace(")", ""))
    except InvalidOperation:
        return None


def _first(record: Record) -> str:
    return next((cell.strip(EMPTY) for cell in record.fields if cell.strip(EMPTY)), "")


def _has_one_cell(record: Record) -> bool:
    return sum(bool(cell.strip(EMPTY)) for cell in record.fields) == 1
