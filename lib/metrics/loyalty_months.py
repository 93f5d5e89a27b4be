"""The months that say who is loyal: the latest complete ones, and the same before them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lib.database import Database
from lib.metrics.asking import as_of_day, tier_parameters
from lib.settings import Settings

YEAR = 12  # months


@dataclass(frozen=True)
class Spans:
    """The months compared, each span told by its first month; `months` long both."""

    earlier_from: date
    later_from: date
    months: int

    def ends(self) -> dict[str, object]:
        return {"earlier_from": self.earlier_from, "later_until": _ahead(self.later_from, self)}

    def parameters(self) -> dict[str, object]:
        """What kept_trade needs, and the month start that says how customers then stand."""
        later_until = _ahead(self.later_from, self)
        return self.ends() | {
            "earlier_until": _ahead(self.earlier_from, self),
            "later_from": self.later_from,
            "day": later_until,
        }


def _ahead(month: date, spans: Spans) -> date:
    return _later(month, spans.months)


def _later(month: date, months: int) -> date:
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def spans_compared(db: Database, as_of: date | None) -> Spans | None:
    """The latest complete months and those before them that the data knows wholly."""
    day = as_of_day(db, as_of)
    first: date | None = db.value("select first_trade_day from company")
    if day is None or first is None:
        return None
    until = (day + timedelta(days=1)).replace(day=1)  # the month after the latest complete one
    begun = first if first.day == 1 else _later(first.replace(day=1), 1)
    history = 12 * (until.year - begun.year) + until.month - begun.month
    if history >= 24:
        return Spans(_later(until, -24), _later(until, -12), 12)
    if history >= 18:
        return Spans(_later(until, -18), _later(until, -6), 6)
    return None


NO_SPANS: dict[str, object] = dict.fromkeys(
    ("earlier_from", "earlier_until", "later_from", "later_until", "day")
)


def compared(spans: Spans | None) -> dict[str, Any]:
    """Which file of kept_trade is read, and what it needs: standing has looked back on years
    already."""
    if spans is None:
        return NO_SPANS
    days = spans.parameters()
    if spans.months < YEAR:
        return days
    ends = {name: days[name] for name in ("earlier_until", "later_until", "day")}
    return {"variant": "years"} | ends


def loyalty_asked(
    db: Database, as_of: date | None, tier: tuple[str, ...], settings: Settings
) -> dict[str, object]:
    """The months compared, the day and the tiers; with a history too short for any, nobody is
    loyal."""
    day = as_of_day(db, as_of, "ratings")
    spans = spans_compared(db, as_of)
    months = spans.parameters() if spans else NO_SPANS
    return months | {"as_of": day} | tier_parameters(tier, settings)
