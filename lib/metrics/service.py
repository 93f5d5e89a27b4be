"""What every question about complaints takes: which are meant, and which hours count."""

from datetime import date, timedelta
from typing import Any

from lib.database import Customers, Database
from lib.metrics.asking import as_of_day, tier_parameters
from lib.metrics.groups import attribute_asked
from lib.service_rules import MOST_SEVERITIES, STEPS, hours_by_severity, steps_of
from lib.settings import Settings

# By what a complaint is told apart, and by what its customer is. What a column of customers is
# called too has another name in SQL.
OF_COMPLAINTS = ("all", "kind", "product", "category", "channel", "severity", "owner", "cause")
OF_CUSTOMERS = ("tier", "age", *(name for name in Customers.COLUMNS if name != "kind"))
GROUPS = ("month", *OF_COMPLAINTS, *OF_CUSTOMERS)
RENAMED = {"kind": "complaint_kind", "channel": "complaint_channel"}


def told(
    db: Database,
    as_of: date | None,
    tier: tuple[str, ...],
    customers: Customers,
    settings: Settings,
) -> dict[str, Any]:
    """The parameters of the relation `told_complaints`."""
    return {
        "as_of": as_of_day(db, as_of, "complaints"),
        "everyone": not customers,
        **tier_parameters(tier, settings),
    }


def span(since: date | None, until: date | None, day: date | None) -> dict[str, date | None]:
    """The period asked about; the 12 months to the as-of day where none is."""
    if day and not since and not until:
        since, until = _year_to(day), day
    return {"since": since, "until": until}


def parts(db: Database, by: str) -> dict[str, str | None]:
    """The parameters of the relation `complaint_parts`; raises BadQuestion for an unknown `by`."""
    return {"by": RENAMED.get(by, by), "attribute": attribute_asked(db, by, GROUPS)}


def hours(settings: Settings) -> dict[str, object]:
    """The parameters of the relation `complaint_hours`: which hours count, how many there are."""
    by_severity = hours_by_severity(settings.sla_by_severity) or {}
    slots: list[tuple[str | None, float | None]] = [*by_severity.items()]
    slots += [(None, None)] * (MOST_SEVERITIES - len(slots))
    known: dict[str, object] = {
        "sla_hours": settings.sla_hours,
        "service_opens": settings.service_opens,
        "service_closes": settings.service_closes,
        "service_days": settings.service_days,
    }
    for number, (severity, hours_) in enumerate(slots, 1):
        known |= {f"severity_{number}": severity, f"hours_{number}": hours_}
    return known


def steps(settings: Settings) -> dict[str, str | None]:
    """The company's steps of putting a complaint right, in its order."""
    chosen = steps_of(settings.recovery_steps) or STEPS
    return {f"step_{n + 1}": chosen[n] if n < len(chosen) else None for n in range(len(STEPS))}


def _year_to(day: date) -> date:
    """The first of the 12 months to `day`."""
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(day.year - 1, 3, 1)
