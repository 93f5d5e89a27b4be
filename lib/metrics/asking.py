"""What a question may say, checked once, in words a reader can act on."""

from collections.abc import Sequence
from datetime import date

from lib.database import Database
from lib.errors import BadQuestion
from lib.settings import Settings

TIERS = ("A", "B", "C", "D", "none")


def one_of(name: str, value: str, known: Sequence[str]) -> str:
    """`value`, where it is one of the words known; raises BadQuestion otherwise."""
    if value in known:
        return value
    raise BadQuestion(
        "{name} is {value}, which is none of {known}.",
        name=name,
        value=value,
        known=", ".join(known),
    )


def tier_parameters(tier: Sequence[str], settings: Settings) -> dict[str, object]:
    """The parameters of the relation `tiered`, and `$tier`: the tiers asked for, none for all."""
    return {"tier": [one_of("tier", letter, TIERS) for letter in tier], **tier_cuts(settings)}


def tier_cuts(settings: Settings) -> dict[str, object]:
    """What the relation `tiered` needs, without a choice of tiers."""
    return {
        "tier_a": settings.tier_a,
        "tier_b": settings.tier_b,
        "tier_c": settings.tier_c,
        "tiers_from": settings.tiers_from,
    }


# In one question, as every metric begins with it.
AS_OF = """
    select [
        (select as_of from company),
        (select max(newest_on) from newest_days where list_contains($tables, table_name))
    ]
"""


def as_of_day(db: Database, as_of: date | None, *tables: str) -> date | None:
    """The day an answer is about (metrics.md section 0): as asked, else the day the data is
    complete to, else the newest day of these tables; None where nothing carries a day.

    Raises BadQuestion for a day that neither the data nor these tables reach.
    """
    complete_to, newest_on = db.value(AS_OF, {"tables": list(tables)})
    reached = max((day for day in (complete_to, newest_on) if day), default=None)
    if as_of and reached and as_of > reached:
        raise BadQuestion(
            "as_of is {as_of}, but the data ends on {reached}; ask for that day or one before it.",
            as_of=as_of,
            reached=reached,
        )
    return as_of or complete_to or newest_on


EVERY_ROW = 2**31 - 1


def rows_at_most(limit: int | None) -> int:
    """How many rows a list may have; raises BadQuestion for less than none."""
    if limit is not None and limit < 0:
        raise BadQuestion("limit is {found}; it is 0 or more.", found=limit)
    return EVERY_ROW if limit is None else limit
