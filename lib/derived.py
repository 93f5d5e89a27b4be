"""Making a derived table: from its SQL file, or without rows where there is nothing to make it of.

To plan a statement takes some milliseconds, as long as to answer it where there is little data; a
company without surveys, opportunities or campaigns is spared a few dozen of them.
"""

from typing import Any

from lib.database import Connection, parsed
from lib.statements import derived_sql

# The orders that name a campaign.
NAMED = "orders where campaign_id is not null"

# A derived table that has no row where none of these sources has one.
MADE_OF = {
    "attribute_values": ("attributes",),
    "holders": ("attributes",),
    "touch_days": ("touches",),
    "order_days": ("touches", NAMED),
    "order_touches": ("touches",),
    "campaign_orders": ("touches", NAMED),
    "credit_counts": ("touches", NAMED),
    "reach_counts": ("touches",),
    "arm_orders": ("touches",),
    "subjects": ("ratings",),
    "unknown_respondents": ("ratings",),
    "responders": ("ratings",),
    "given_answers": ("ratings",),
    "importances": ("ratings",),
    "answers": ("ratings",),
    "answer_sums": ("ratings",),
    "said_days": ("ratings",),
    "imputed_answers": ("ratings",),
    "say_scores": ("ratings",),
    "opinions": ("responses",),
    "scores": ("responses",),
    "stage_order": ("stages", "stage_changes", "opportunities"),
    "deals": ("opportunities",),
    "deal_stages": ("opportunities",),
    "deal_pasts": ("opportunities",),
}

# The statements that make such a table without rows, once its columns are known.
_empty: dict[str, str] = {}


def filled(db: Connection) -> frozenset[str]:
    """The sources that have rows, of those that a derived table may be made of."""
    named = sorted({source for sources in MADE_OF.values() for source in sources})
    asked = " union all ".join(f"(select '{name}' from {name} limit 1)" for name in named)
    return frozenset(name for (name,) in db.execute(asked).fetchall())


def replace(db: Connection, name: str, **parameters: object) -> None:
    """Make the table anew from its file."""
    db.execute(parsed(f"create or replace table {name} as {derived_sql(name)}"), parameters)


def make_empty(db: Connection, name: str, **parameters: object) -> None:
    """Make the table anew, without rows."""
    if name not in _empty:
        selected = f"create or replace table {name} as from ({derived_sql(name)}) limit 0"
        db.execute(selected, parameters)
        _remember(db, name)
    db.execute(_empty[name])


def replace_made_of(
    db: Connection, sources: frozenset[str], *names: str, **parameters: object
) -> None:
    """Make the tables anew, one after the other, of the sources that have rows."""
    for name in names:
        if sources.intersection(MADE_OF[name]):
            replace(db, name, **parameters)
        elif name in _empty:
            db.execute(_empty[name])
        else:
            replace(db, name, **parameters)
            _remember(db, name)


def stand_empty(db: Connection, sources: frozenset[str], *names: str) -> bool:
    """Is there nothing to make these tables of, and nothing in them? They are there."""
    if any(sources.intersection(MADE_OF[name]) for name in names):
        return False
    asked = " union all ".join(f"(select 1 from {name} limit 1)" for name in names)
    return not db.execute(asked).fetchall()


def append(db: Connection, name: str, **parameters: object) -> None:
    """Add what the file selects to the table."""
    db.execute(parsed(f"insert into {name} {derived_sql(name)}"), parameters)


def row(db: Connection, name: str, **parameters: object) -> dict[str, Any]:
    """The one row that the file selects."""
    found = db.execute(parsed(derived_sql(name)), parameters)
    names = [name for name, *_ in found.description]
    return dict(zip(names, found.fetchall()[0], strict=True))


def _remember(db: Connection, name: str) -> None:
    """What columns a table has does not depend on its rows."""
    described = db.execute(f"describe {name}").fetchall()
    columns = ", ".join(f'"{column}" {type_}' for column, type_, *_ in described)
    _empty[name] = f"create or replace table {name} ({columns})"
