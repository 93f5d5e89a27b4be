"""What each stored column is held to, made from the schema, as the SQL that data quality counts.

A check is a pair of conditions: which rows of a table it judges, and which of those fail it. Both
are made of names and rules of `lib/schema/` alone; values stay $parameters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.schema import (
    DAY,
    MOMENT,
    PAST_DAYS,
    REFERENCES,
    STUBBED,
    TABLES,
    TEXT,
    Column,
    Rule,
    Table,
)

# What a check may find, by the dimension of quality that it measures.
FINDINGS = {
    "complete": "missing",
    "valid": "invalid",
    "unique": "repeated",
    "consistent": "unknown",
}

# Where an empty cell is an answer and not a gap: nobody misses what these do not hold.
EMPTY_TELLS = {
    "customers": {"acquisition_cost", "left_on", "left_because"},
    "contracts": {"ends_on"},
    "orders": {
        *("line", "promised_on", "delivered_on"),
        *("salesperson", "campaign_id", "status"),
    },
    "ratings": {"order_id", "product_id", "importance"},
    "responses": {"order_id", "product_id"},
    "opportunities": {"campaign_id", "product_id", "outcome"},
    "campaigns": {"ended_on"},
    "touches": {"in_control"},
    "complaints": {
        *("product_id", "valid", "handovers", "first_reply_at"),
        *("resolved_at", "remedy", "rating_after"),
    },
    "returns": {"product_id", "kind", "amount"},
    "payments": {"order_id"},
    "targets": {"owner", "region"},
    "recovery_steps": {"done_at"},
    "employee_surveys": {"respondent"},
}

# Where a column is asked of some rows only: which.
ASKED_OF = {
    ("customers", "industry"): "coalesce(kind, 'business') = 'business'",
    ("customers", "occupation"): "coalesce(kind, 'person') = 'person'",
    ("customers", "birth_year"): "coalesce(kind, 'person') = 'person'",
    ("customers", "size"): "coalesce(kind, 'business') = 'business'",
    ("orders", "cost"): (
        "coalesce(product_key not in "
        "(select product_key from products where unit_cost is not null), true)"
    ),
    ("opportunities", "expected_close_on"): "coalesce(outcome, 'open') = 'open'",
    ("opportunities", "closed_on"): "outcome in ('won', 'lost')",
    ("opportunities", "lost_because"): "outcome = 'lost'",
    ("campaigns", "cost"): "campaign_id not in (select campaign_id from campaign_days)",
    ("returns", "customer_id"): "order_id is null",
    ("payments", "customer_id"): "order_id is null",
}

# Who bears the same name, letters and digits alone, is found alike where nothing of this differs.
TELLING_APART = {
    "customers": ("kind", "industry", "occupation", "birth_year", "region", "city", "size"),
    "products": ("category",),
}
MARKS_IN_NAMES = (" ", ".", ",", "-")

FIRST_DAY = "date '1970-01-01'"


@dataclass(frozen=True)
class Check:
    """One column and dimension: `judged` and `fails` are conditions on a row of its table.

    `is_optional`: where the column holds nothing at all, nobody uses it and nothing is judged.
    `if_any` is a condition of the whole table: without it nothing is judged either.
    """

    column: str
    dimension: str
    judged: str
    fails: str
    is_optional: bool = False
    if_any: str = ""


def checks_of(table: Table) -> tuple[Check, ...]:
    """Of every column of a table, in its order."""
    found = (
        check
        for column in table.columns
        for check in (
            _complete(table, column),
            _valid(table, column),
            _unique(table, column),
            _consistent(table, column),
        )
    )
    return tuple(check for check in found if check)


def _complete(table: Table, column: Column) -> Check | None:
    if column.name in EMPTY_TELLS.get(table.name, ()):
        return None
    judged = ASKED_OF.get((table.name, column.name), "true")
    return Check(column.name, "complete", judged, f"not ({_given(column)})", not column.required)


def _given(column: Column) -> str:
    empty = f" and {column.name} <> ''" if column.type == TEXT else ""
    return f"{column.name} is not null{empty}"


def _valid(table: Table, column: Column) -> Check | None:
    """The rules that begin with the column, and the days that can be."""
    broken = [f"not ({rule.condition})" for rule in rules_of(table, column.name)]
    if column.type in (DAY, MOMENT):
        broken.append(f"{column.name} < {FIRST_DAY}")
        broken.append(_not_yet(table, column.name))
    if not broken:
        return None
    return Check(column.name, "valid", _given(column), " or ".join(broken))


def rules_of(table: Table, column: str) -> list[Rule]:
    """A rule is counted against the first column it names."""
    return [rule for rule in table.rules if _first_named(table, rule.condition) == column]


def _first_named(table: Table, condition: str) -> str | None:
    words = re.findall(r"\w+", condition)
    return next((word for word in words if word in table.names), None)


def _not_yet(table: Table, column: str) -> str:
    """What happened cannot have happened after it was imported; what is due has twenty years."""
    if column in PAST_DAYS.get(table.name, ()):
        return f"{column} >= cast($imported_on as date) + interval 2 day"
    return f"{column} >= cast($imported_on as date) + interval 20 year"


def _unique(table: Table, column: Column) -> Check | None:
    """A key of one column stands once; a name does, where nothing else tells its bearers apart.

    Rows of longer keys are facts that an import replaces by their key: none can stand twice.
    """
    if table.key == (column.name,):
        repeated = f"select {column.name} from {table.name}"
        repeated += f" group by {column.name} having count(*) > 1"
        return Check(column.name, "unique", "true", f"{column.name} in ({repeated})")
    if column.name == "name" and table.name in TELLING_APART:
        (key,) = table.key
        return Check("name", "unique", _given(column), f"{key} in ({_alike(table, key)})")
    return None


def _alike(table: Table, key: str) -> str:
    folded = "lower(name)"
    for mark in MARKS_IN_NAMES:
        folded = f"replace({folded}, '{mark}', '')"
    same = ", ".join((folded, *TELLING_APART[table.name]))
    named = f"select {key}, count(*) over (partition by {same}) as namesakes from {table.name}"
    return f"select {key} from ({named} where name <> '') as named where namesakes > 1"


def _consistent(table: Table, column: Column) -> Check | None:
    """Keys that name a row of another table; nothing is judged where that holds none at all."""
    other = REFERENCES.get(column.name)
    if other is None or other == table.name:
        return None
    (key, *_), own = TABLES[other].key, " where not is_stub" if other in STUBBED else ""
    named, known = column.name, key
    if other in STUBBED:  # whole numbers are sooner compared than ids
        named = known = STUBBED[other]
    fails = f"coalesce({named} not in (select {known} from {other}{own}), true)"
    if_any = f"exists (select 1 from {other}{own})"
    return Check(column.name, "consistent", _given(column), fails, if_any=if_any)


# As SQL -------------------------------------------------------------------------------------------


def counted(tables: Sequence[Table]) -> tuple[tuple[str, str], ...]:
    """The relation `counted_checks`, one row a check, and before it those it is made of."""
    relations, arms = [], []
    for table in tables:
        counts = _Counts()
        arms += [_arm(table, check, counts) for check in checks_of(table)]
        listed = ",\n    ".join(counts.columns)
        own = _where("not is_stub" if table.name in STUBBED else "")
        counting = f"select\n    {listed}\nfrom {table.name}{own}"
        relations.append((f"{table.name}_counted", counting))
    return (*relations, ("counted_checks", "\nunion all\n".join(arms)))


class _Counts:
    """What is counted in one pass over a table, each condition once."""

    def __init__(self) -> None:
        self._names = {"true": "held"}

    def of(self, condition: str) -> str:
        """The column that counts the rows of which it is true."""
        return self._names.setdefault(condition, f"count_{len(self._names)}")

    @property
    def columns(self) -> list[str]:
        return [
            "count(*) as held"
            if name == "held"
            else f"count(case when {each} then 1 end) as {name}"
            for each, name in self._names.items()
        ]


def _arm(table: Table, check: Check, counts: _Counts) -> str:
    judged = counts.of(check.judged)
    if check.judged == "true" and check.fails.startswith("not "):
        failed = f"held - {counts.of(check.fails.removeprefix('not ')[1:-1])}"
    else:
        failed = counts.of(f"({check.judged}) and ({check.fails})")
    if check.is_optional:
        in_use = f"{failed} < {judged}"
        judged, failed = (f"case when {in_use} then {n} else 0 end" for n in (judged, failed))
    if check.if_any:
        judged, failed = (f"case when {check.if_any} then {n} else 0 end" for n in (judged, failed))
    place = 1000 * list(TABLES).index(table.name) + table.names.index(check.column)
    return f"""select
    {place} as place,
    '{table.name}' as table_name,
    '{check.column}' as column_name,
    '{check.dimension}' as dimension,
    held,
    {judged} as judged,
    {failed} as failed
from {table.name}_counted"""


def _where(*conditions: str) -> str:
    joined = "\n    and ".join(filter(None, conditions))
    return f"\nwhere {joined}" if joined else ""


def found(table: Table, finding: str, column: str | None) -> tuple[tuple[str, str], ...]:
    """The relation `found_rows`: a table's rows with a finding, in one column or in any."""
    failing = [
        " and ".join(f"({part})" for part in _conditions(table, check))
        for check in checks_of(table)
        if FINDINGS[check.dimension] == finding and check.column in (column or check.column,)
    ]
    condition = f"({' or '.join(failing)})" if failing else "false"
    listed = ",\n    ".join(table.names)
    nth = f"row_number() over (order by {', '.join(table.key)}) as nth"
    own = _where("not is_stub" if table.name in STUBBED else "", condition)
    return (("found_rows", f"select\n    {listed},\n    {nth}\nfrom {table.name}{own}"),)


def _conditions(table: Table, check: Check) -> list[str]:
    """What holds of a row that the check finds, and of the table it stands in."""
    conditions = [check.judged, check.fails]
    if check.is_optional:
        own = _where("not is_stub" if table.name in STUBBED else "", check.judged)
        filled = f"not ({check.fails})"
        conditions.append(f"exists (select 1 from {table.name}{own}\n    and {filled})")
    return [*conditions, check.if_any] if check.if_any else conditions
