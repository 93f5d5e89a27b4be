"""Values that read well and yet may not mean what they seem: told, and let in.

Amounts of several currencies or of both directions added up as one, amounts in thousands, ids
whose last digits a spreadsheet rounded away, sums that stand among the rows they sum up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lib.database import Connection
from lib.errors import Problem, Repair
from lib.importing.cells import Cells
from lib.importing.check import Found
from lib.importing.problems import Check, failing, problems
from lib.importing.read.tail import TOTALS
from lib.importing.recipe import Column
from lib.importing.sifting import Incoming
from lib.importing.sql import literal, literals
from lib.schema import MONEY, REFERENCES, STUBBED, TABLES, TEXT

SEVERAL_CURRENCIES = (
    "{field} is of one currency; {column} says {currencies}, and the amounts are added up as they "
    "stand: convert them before, or import one currency only"
)
SEVERAL_SIGNS = (
    "{field} is of one currency; its amounts carry {currencies}, and are added up as they stand: "
    "convert them before, or import one currency only"
)
WHOLE_UNITS = (
    "{field} is in whole units of the currency; the name {column} says otherwise, and its numbers "
    'come in as they stand: if so, multiply them, as in ="{column}" * {factor}'
)
EVERY_DIGIT = (
    "{field} has every digit of an id; these were written with an exponent by a spreadsheet, so "
    "their last digits are lost and different ids may have become one: export them as text"
)
NO_SUM = (
    "{field} names one thing; rows named so look like sums of other rows, and count as rows of "
    "their own"
)

BOTH_DIRECTIONS = (
    "{field} is what came in; {column} says {kinds}, and all of it is added up: where = under the "
    "block's name takes the rows of one only"
)

GIVEN_BACK = (
    "{field} goes down by what is given back; {column} says {kinds}, whose amounts are above zero "
    "and are added up as if sold: turn their sign by an expression, or leave them out by where = "
    "under the block's name"
)

DIRECTIONS = {
    *("收/支", "收支", "收支类型", "收支方向", "收付标志", "借贷标志", "借贷方向", "资金流向"),
    *("debit/credit", "credit/debit", "dr/cr", "soll/haben", "s/h"),
}

# Columns that say what kind of document a row is, and the kinds that take money back.
KINDS = re.compile(
    r"(doc(ument)?|transaction|billing|order|invoice|record)?[ ._-]*(type|kind)"
    r"|(单据|票据|发票|业务|交易|订单)?类型|belegart|vorgangsart"
)
BACK = (
    r"\b(credit[ -]?(memo|note|invoice)|refund(ed)?|returns?|gutschrift|avoir|storno)\b"
    r"|红字|红冲|退货|退款|贷项|冲红|冲销"
)

NAMES = {
    *("currency", "currency code", "curr", "curr.", "iso currency", "presentment currency"),
    *("währung", "waehrung", "währg", "devise", "moneda", "valuta"),
    *("币种", "币别", "货币", "货币代码", "幣別", "貨幣", "通貨"),
}
CURRENCY_NAME = re.compile(r"(.+ )?(currency( code)?)")

# Signs and codes of one currency.
SAME = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "円": "JPY",
    "₹": "INR",
    "Rs.": "INR",
    "¥": "CNY",
    "￥": "CNY",
    "元": "CNY",
    "RMB": "CNY",
    "人民币": "CNY",
}

# How names of columns say that amounts are not in whole units.
FACTORS = (
    (re.compile(r"亿"), "100000000"),
    (re.compile(r"百万|\b(mio|mn|million|millions)\b", re.I), "1000000"),
    (re.compile(r"[(（/_ ]万|万元"), "10000"),
    (
        re.compile(r"千元|\b(thousands?|teur|tusd|keur|kusd|k€|t€|k\$|000s)(\b|$|\))|'000", re.I),
        "1000",
    ),
    (re.compile(r"(\b|_)(cents?|pence)\b|[(（]分[)）]", re.I), "0.01"),
)

MOST_CURRENCIES = 6


def suspects(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    """Ask once all is loaded."""
    for one in incoming:
        columns, filled = one.staged.table.columns, one.staged.fields
        money = [its.name for its in columns if its.type == MONEY and its.name in filled]
        if money and not one.staged.group:
            yield from _of_several_currencies(db, one, money)
            yield from _with_several_signs(db, one, money)
            yield from _of_both_directions(db, one, money)
            yield from _given_back(db, one, money)
        yield from _of_other_units(db, one, money)
        yield from _of_ids(db, one)


def _ids(one: Incoming) -> list[str]:
    """Columns of ids that stand in the file."""
    table = one.staged.table
    named = {*table.key, *REFERENCES} - {"line", "kind", "label", "aspect", "stage", "attribute"}
    return [
        column.name
        for column in table.columns
        if column.name in named and column.type == TEXT and one.staged.column(column.name)
    ]


def _of_ids(db: Connection, one: Incoming) -> Iterator[Found]:
    """Numbers cut short and words for sums, looked for in one pass over the rows."""
    checks = [check for name in _ids(one) for check in _possible(db, one, name)]
    # A row of sums often says so in several ids: it is told of the first.
    before: list[str] = []
    for check in failing(db, one.name, checks):
        group = "totals" if check.sentence == NO_SUM else "exponent"
        told = check
        if group == "totals":
            others = "".join(f" and ({other}) is not true" for other in before)
            told = replace(check, fails=f"({check.fails}){others}")
            before.append(check.fails)
        for problem in problems(db, one.name, told, one.staged.source):
            yield one, replace(problem, group=group, repairs=_without(one, problem, group))


def _possible(db: Connection, one: Incoming, name: str) -> list[Check]:
    """What may be wrong with an id. All customers and products named are stored by now: where
    these are fewer than the rows, they are asked, and mostly spare asking every row."""
    checks = [_cut_short(one, name), _says_sum(one, name)]
    table = next((table for table in STUBBED if TABLES[table].key == (name,)), None)
    if table and _count(db, table) < _count(db, one.name):
        return failing(db, table, checks)
    return checks


def _cut_short(one: Incoming, name: str) -> Check:
    """What is costly to ask of an id is asked of the few that a sign in them makes suspect."""
    exponent = rf"regexp_full_match({name}, '\d(\.\d+)?[eE]\+\d+')"
    condition = f"case when contains({name}, '+') then {exponent} else false end"
    column = one.staged.column(name)
    return Check(condition, EVERY_DIGIT, (("field", name),), column=column, sample=name)


def _says_sum(one: Incoming, name: str) -> Check:
    """No word for a sum ends in a digit, as most ids do."""
    words = f"lower({name}) in ({literals(sorted(TOTALS))})"
    ends = (
        rf"contains(lower({name}), 'total') and regexp_matches(lower({name}), '[ -](sub)?total$')"
    )
    condition = f"case when {name}[-1] between '0' and '9' then false else {words} or {ends} end"
    column = one.staged.column(name)
    return Check(condition, NO_SUM, (("field", name),), column=column, sample=name)


def _without(one: Incoming, problem: Problem, group: str) -> tuple[Repair, ...]:
    """Rows of sums can be left out for good, where the file's own words name them."""
    if group != "totals" or problem.column not in one.staged.source.columns:
        return ()
    table, _, number = one.staged.block.label.partition(" ")
    words = [value for value, _ in problem.found]
    place = ("block", (table, int(number or 1) - 1))
    return (Repair("drop_rows", (place, ("column", problem.column), ("values", words))),)


def _of_other_units(db: Connection, one: Incoming, money: Sequence[str]) -> Iterator[Found]:
    for name in money:
        column = one.staged.column(name)
        factor = next((by for says, by in FACTORS if column and says.search(column)), None)
        if column and factor:
            values = (("field", name), ("column", column), ("factor", factor))
            yield one, _problem(one, WHOLE_UNITS, values, column, _count(db, one.name), "scale")


def _of_several_currencies(db: Connection, one: Incoming, money: Sequence[str]) -> Iterator[Found]:
    """A column of the file says them, and nothing in the block looks at it."""
    used = one.staged.block.names()
    for column in one.staged.source.columns:
        bare = column.strip().casefold()
        if column in used or not (bare in NAMES or CURRENCY_NAME.fullmatch(bare)):
            continue
        _say(db, one, column)
        counted = db.execute("""
            select upper(said), count(*) as rows
            from said where said is not null group by all order by rows desc, upper(said)
        """).fetchall()
        found = _added_up(counted)
        if len(found) > 1:
            values = (("field", money[0]), ("column", column), ("currencies", _listed(found)))
            rows = sum(list(found.values())[1:])
            told = _problem(one, SEVERAL_CURRENCIES, values, column, rows, "currency")
            yield one, replace(told, found=tuple(found.items()))


def _of_both_directions(db: Connection, one: Incoming, money: Sequence[str]) -> Iterator[Found]:
    """A statement of payments says in a column of its own what came in and what went out."""
    used = one.staged.block.names()
    for column in one.staged.source.columns:
        if column in used or column.strip().casefold() not in DIRECTIONS:
            continue
        _say(db, one, column)
        counted = db.execute("""
            select said, count(*) as rows
            from said where said is not null group by all order by rows desc, said
        """).fetchall()
        if len(counted) > 1:
            kinds = _listed(dict(counted))
            values = (("field", money[0]), ("column", column), ("kinds", kinds))
            rows = sum(rows for _, rows in counted[1:])
            told = _problem(one, BOTH_DIRECTIONS, values, column, rows, "direction")
            yield one, replace(told, found=tuple(counted))


def _given_back(db: Connection, one: Incoming, money: Sequence[str]) -> Iterator[Found]:
    """Credit memos among invoices, that a column of kinds tells apart and no sign does."""
    used = one.staged.block.names()
    for column in one.staged.source.columns:
        if column in used or not KINDS.fullmatch(column.strip().casefold()):
            continue
        _say(db, one, column, by_row=True)
        counted = db.execute(f"""
            select said, count(*) as rows
            from said join {one.name} using (source_row)
            where {money[0]} > 0 and regexp_matches(lower(said), {literal(BACK)})
            group by all order by rows desc, said
        """).fetchall()
        rows = sum(rows for _, rows in counted)
        if counted and rows < _count(db, one.name):
            values = (("field", money[0]), ("column", column), ("kinds", _listed(dict(counted))))
            told = _problem(one, GIVEN_BACK, values, column, rows, "direction")
            yield one, replace(told, found=tuple(counted))


def _with_several_signs(db: Connection, one: Incoming, money: Sequence[str]) -> Iterator[Found]:
    """The recipe takes the signs of several currencies off."""
    signs = sorted(one.staged.source.file.reading.currency, key=len, reverse=True)
    if len({SAME.get(sign, sign) for sign in signs}) < 2:
        return
    cases = " ".join(f"when contains(said, {literal(sign)}) then {literal(sign)}" for sign in signs)
    for name in money:
        column = one.staged.block.fields[name]
        if not isinstance(column, Column) or column.name not in one.staged.source.columns:
            continue
        _say(db, one, column.name)
        counted = db.execute(f"""
            select case {cases} end as sign, count(*) as rows
            from said group by all having sign is not null order by rows desc, sign
        """).fetchall()
        found = _added_up(counted)
        if len(found) > 1:
            values = (("field", name), ("currencies", _listed(found)))
            rows = sum(list(found.values())[1:])
            told = _problem(one, SEVERAL_SIGNS, values, column.name, rows, "currency")
            yield one, replace(told, found=tuple(found.items()))


def _added_up(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Rows by currency, whichever of its signs they carry."""
    found: dict[str, int] = {}
    for sign, rows in counted:
        currency = SAME.get(sign, sign)
        found[currency] = found.get(currency, 0) + rows
    return found


def _listed(found: dict[str, int]) -> str:
    more = ", …" if len(found) > MOST_CURRENCIES else ""
    return ", ".join(list(found)[:MOST_CURRENCIES]) + more


def _say(db: Connection, one: Incoming, column: str, *, by_row: bool = False) -> None:
    """said: what the file says in a column, of the rows that came in; which, `by_row`."""
    source = one.staged.source
    cells = Cells(source, [column], {})
    row = {"source_row": "source_row"} if by_row else {}
    db.execute(f"create or replace temp table said (said varchar{', source_row bigint' * by_row})")
    for number in range(len(source.tables)):
        layers, parameters = cells.layers(number, numbered=True, identified=False)
        layers.where(f"source_row in (select source_row from {one.name})")
        chosen = layers.select({"said": cells.by_name[column].text, **row})
        db.execute(f"insert into said {chosen}", parameters)


def _problem(
    one: Incoming,
    sentence: str,
    values: tuple[tuple[str, object], ...],
    column: str,
    rows: int,
    group: str,
) -> Problem:
    names = ", ".join(table.name for table in one.staged.source.tables)
    return Problem(names, sentence, values, column=column, count=rows, group=group)


def _count(db: Connection, relation: str) -> int:
    found: int = db.execute(f"select count(*) from {relation}").fetchall()[0][0]
    return found
