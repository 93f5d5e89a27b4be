"""Losses and returns a second time, in loops over days, to hold the SQL to."""

from datetime import date
from decimal import Decimal

from pandas import DataFrame

from tests.metrics import plain_standing as plain
from tests.metrics.plain_standing import DAY, after

OF_TIER = {"A": "large", "B": "medium", "C": "small", "D": "small", "none": "none"}


def losses(world, silent_days, settings, as_of):
    """One row a month and customer lost, in each month that can be judged."""
    stood = plain.standing(world)
    told = []
    for month, _history in plain.reported_months(world, silent_days, as_of):
        for row in stood:
            customer = row["customer_id"]
            if row["month"] != month or not plain.is_active(world, customer, month, silent_days):
                continue
            lost = not plain.is_active(world, customer, after(month), silent_days)
            tier = plain.tier_of(row, settings)
            told.append(
                {
                    "month": month,
                    "customer_id": customer,
                    "size": _farewell(world, customer).get("size") or OF_TIER[tier],
                    "lost": lost,
                    "value": row["value"],
                    "back_on": _back_on(world, customer, after(month), as_of) if lost else None,
                    "reason": _reason(world, customer, after(month), as_of) if lost else None,
                }
            )
    columns = ["month", "customer_id", "size", "lost", "value", "back_on", "reason"]
    return DataFrame(told, columns=columns)


def _farewell(world, customer):
    return next((row for row in world.customers if row["customer_id"] == customer), {})


def _back_on(world, customer, day, as_of):
    came = [trade_day for trade_day in world.trade_days(customer) if trade_day >= day]
    came += [starts_on for starts_on, _ in plain.contracts_of(world, customer, as_of)]
    return min((back for back in came if day <= back <= as_of), default=None)


def _reason(world, customer, day, as_of):
    farewell = _farewell(world, customer)
    left_on, because = farewell.get("left_on"), farewell.get("left_because")
    traded = [trade_day for trade_day in world.trade_days(customer) if trade_day < day]
    back = _back_on(world, customer, day, as_of) or date.max
    said = left_on is not None and max(traded, default=date.min) <= left_on < back
    said = said and left_on <= as_of
    if because and (said or left_on is None):
        return because
    if said:
        return "left"
    bound = plain.contracts_of(world, customer, day)
    ended = max((ends_on for _, ends_on in bound), default=None)
    has_ended = ended is not None and ended < day and max(traded, default=date.min) <= ended
    was_told = left_on is not None and left_on < day and max(traded, default=date.min) <= left_on
    return "contract_ended" if has_ended or was_told else "fell_silent"


def by_reason(world, silent_days, settings, as_of, since):
    lost = losses(world, silent_days, settings, as_of)
    lost = lost[lost["lost"] & (lost["month"] >= since)]
    return {
        (reason, size): (len(rows), _sum(rows["value"]), int(rows["back_on"].notna().sum()))
        for (reason, size), rows in lost.groupby(["reason", "size"])
    }


def _sum(values):
    known = [value for value in values if value is not None]
    return float(sum(known, Decimal(0))) if known else None


def by_month(world, silent_days, settings, as_of):
    """(month, lost, lost large or medium, active large or medium)."""
    told = losses(world, silent_days, settings, as_of)
    counted = []
    for month, _history in plain.reported_months(world, silent_days, as_of):
        rows = told[told["month"] == month]
        of_note = rows[rows["size"].isin(["large", "medium"])]
        lost, noted = int(rows["lost"].sum()), int(of_note["lost"].sum())
        counted.append((month, lost, noted, len(of_note)))
    return counted


# Returns ------------------------------------------------------------------------------------------


def win_backs(world, done, silent_days, as_of, window):
    """{(month, customer): (back_on, last_seen_on, preceded)}; `done` holds (customer, day, step)
    in the order that counts on one day."""
    told = {}
    for month, _history in plain.reported_months(world, silent_days, as_of):
        for customer in world.ids:
            is_back = plain.is_active(world, customer, after(month), silent_days)
            was = plain.is_active(world, customer, month, silent_days)
            if is_back and not was and plain._has_come(world, customer, month):
                told[month, customer] = _return(world, customer, month, done, window)
    return told


def _return(world, customer, month, done, window):
    spans = plain.contracts_of(world, customer, after(month))
    trade_days = world.trade_days(customer)
    came = [day for day in trade_days if plain.in_month(day, month)]
    came += [starts_on for starts_on, _ in spans if starts_on > month]
    seen = [day for day in trade_days if day < month]
    seen += [ends_on for _, ends_on in spans if ends_on < month]
    back_on, last = min(came), max(seen, default=date.min)
    steps = [
        (day, step)
        for who, day, step in done
        if who == customer and back_on - window * DAY <= day <= back_on and day > last
    ]
    newest = max((day for day, _ in steps), default=None)
    preceded = next((step for day, step in steps if day == newest), "nothing")
    return back_on, max(seen, default=None), preceded
