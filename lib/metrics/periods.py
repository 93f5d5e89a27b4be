"""The days a question is about, where it names none: the 12 months to the as-of day."""

from datetime import date, timedelta

from pandas import DateOffset, Timestamp

DAY = timedelta(days=1)


def days_asked(since: date | None, until: date | None, as_of: date | None) -> dict[str, object]:
    """The first and last day: as asked, no later than the as-of day, else 12 months up to there.

    Without any day in the data both are None, and no row lies between them.
    """
    last = min((day for day in (until, as_of) if day), default=None)
    if since or last is None:
        return {"since": since, "until": last}
    return {"since": (Timestamp(last) - DateOffset(months=12)).date() + DAY, "until": last}
