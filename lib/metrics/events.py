"""What happened, told by the company itself, to be seen beside what moved."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Database, query
from lib.metrics.asking import as_of_day


def events(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
) -> DataFrame:
    """What happened in the period: one row an event, the earliest first.

    Columns:
        happened_on: its day.
        label: what it was, as the company tells it.

    Without a period: all of them up to the as-of day. Raises BadQuestion for an as-of day later
    than the data's. Source: the table events; metrics.md section 0 (as-of day).
    """
    day = as_of_day(db, as_of, "events")
    return query(db, "events", customers=EVERYONE, since=since, until=until, as_of=day)
