"""Standing and churn a second time, in loops over days, to hold the SQL to.

Activity and churn are judged here from every trade day there is, not from twelve months of them,
and nothing is carried from one month to the next.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

DAY = timedelta(days=1)


@dataclass
class World:
    """What a company knows: rows as the source tables hold them."""

    orders: list[dict] = field(default_factory=list)
    customers: list[dict] = field(default_factory=list)
    products: list[dict] = field(default_factory=list)
    contracts: list[dict] = field(default_factory=list)
    costs_to_serve: list[dict] = field(default_factory=list)
    campaigns: list[dict] = field(default_factory=list)
    touches: list[dict] = field(default_factory=list)
    complete_to: date | None = None

    def drawn(self):
        return dict(vars(self))

    @property
    def as_of(self):
        return self.complete_to or max(line["ordered_on"] for line in self.orders)

    @property
    def months(self):
        """Every month start from the first fact to the day after the as-of day."""
        days = [line["ordered_on"] for line in self.orders]
        days += [cost["spent_on"] for cost in self.costs_to_serve]
        days += [contract["starts_on"] for contract in self.contracts]
        days += [touch["touched_on"] for touch in self.touches]
        months = [min(days).replace(day=1)] if min(days) <= self.as_of + DAY else []
        while months and after(months[-1]) <= self.as_of + DAY:
            months.append(after(months[-1]))
        return months

    @property
    def ids(self):
        rows = self.orders + self.customers + self.contracts + self.costs_to_serve
        return sorted({row["customer_id"] for row in rows if row["customer_id"]})

    def lines_of(self, customer):
        return [
            line
            for line in self.orders
            if line["customer_id"] == customer and line["ordered_on"] <= self.as_of
        ]

    def trade_days(self, customer):
        return [line["ordered_on"] for line in self.lines_of(customer) if is_trade(line)]


def after(month):
    return (month + 31 * DAY).replace(day=1)


def year_before(month):
    return month.replace(year=month.year - 1)


def in_month(day, month):
    return month <= day < after(month)


# What a line counts for ---------------------------------------------------------------------------


def is_void(line):
    return line["status"] in ("cancelled", "returned") and line["revenue"] >= 0


def is_refund(line):
    return not is_void(line) and (line["revenue"] < 0 or (line["quantity"] or 0) < 0)


def is_trade(line):
    return not is_void(line) and not is_refund(line)


def revenue_of(line):
    if is_void(line):
        return Decimal(0)
    return -abs(line["revenue"]) if is_refund(line) else line["revenue"]


def cost_of(line, world):
    if is_void(line):
        return Decimal(0)
    if line["cost"] is not None:
        return line["cost"]
    units = {product["product_id"]: product["unit_cost"] for product in world.products}
    unit_cost = units.get(line["product_id"])
    if unit_cost is None or line["quantity"] is None:
        return None
    return Decimal(line["quantity"]) * unit_cost


# A customer's month -------------------------------------------------------------------------------


def has_facts(world, customer, month):
    costs = [
        cost["spent_on"]
        for cost in world.costs_to_serve
        if cost["customer_id"] == customer and cost["spent_on"] <= world.as_of
    ]
    days = costs + [line["ordered_on"] for line in world.lines_of(customer)]
    return any(in_month(day, month) for day in days)


def level(world, customer, month, name):
    """Revenue, marginal or contribution of one customer in one month; None where unknown."""
    lines = [line for line in world.lines_of(customer) if in_month(line["ordered_on"], month)]
    revenue = sum((revenue_of(line) for line in lines), Decimal(0))
    if name == "revenue":
        return revenue
    costs = [cost_of(line, world) for line in lines]
    if None in costs:
        return None
    marginal = revenue - sum(costs, Decimal(0))
    if name == "marginal":
        return marginal
    spent = [
        cost
        for cost in world.costs_to_serve
        if in_month(cost["spent_on"], month) and cost["spent_on"] <= world.as_of
    ]
    if not spent:
        return None
    own = [cost["amount"] for cost in spent if cost["customer_id"] == customer]
    return marginal - sum(own, Decimal(0))


def value_basis(world):
    """The highest level known for 95 % of the customers' revenue in the year to the as-of day."""
    since = max(world.as_of - n * DAY for n in (365, 366) if _is_a_year(world.as_of, n))
    recent = [
        line
        for customer in world.ids
        for line in world.lines_of(customer)
        if since < line["ordered_on"]
    ]
    total = sum(map(revenue_of, recent), Decimal(0))
    for name in ("contribution", "marginal"):
        known = [
            revenue_of(line)
            for line in recent
            if level(world, line["customer_id"], line["ordered_on"].replace(day=1), name)
            is not None
        ]
        if total > 0 and sum(known, Decimal(0)) * 100 >= total * 95:
            return name
    return "revenue"


def _is_a_year(day, length):
    """Is `length` days before `day` the same day a year earlier, the 28th for the 29th?"""
    earlier = day - length * DAY
    wanted = (day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return (earlier.month, earlier.day) == wanted


# Standing -----------------------------------------------------------------------------------------


def contracts_of(world, customer, day):
    """(starts_on, ends_on) of those begun by `day`."""
    return [
        (contract["starts_on"], contract["ends_on"] or date.max)
        for contract in world.contracts
        if contract["customer_id"] == customer and contract["starts_on"] <= day
    ]


def is_bound(world, customer, day):
    return any(ends_on >= day for _, ends_on in contracts_of(world, customer, day))


def is_left(world, customer, day, trade_days):
    """left_on, or the end of the last contract, lies before `day`, and no trade since."""
    farewells = [row["left_on"] for row in world.customers if row["customer_id"] == customer]
    ends = [ends_on for _, ends_on in contracts_of(world, customer, day)]
    farewells += [max(ends)] if ends else []
    return any(
        farewell is not None
        and farewell < day
        and not any(farewell < trade_day < day for trade_day in trade_days)
        for farewell in farewells
    )


def standing(world):
    """Rows as the table holds them, with ids for keys."""
    basis = value_basis(world)
    return [row for month in world.months for row in _standing_at(world, month, basis)]


def _standing_at(world, month, basis):
    stood = []
    for customer in world.ids:
        days = [day for day in world.trade_days(customer) if year_before(month) <= day]
        before = [day for day in days if day < month]
        if before or is_bound(world, customer, month):
            value = _value(world, customer, month, basis) if before else Decimal(0)
            stood.append((customer, days, before, value))
    ranking = sorted((-value, customer) for customer, _, _, value in stood if value is not None)
    ranks = {customer: place for place, (_, customer) in enumerate(ranking, 1)}
    over = after(month) <= world.as_of + DAY
    for customer, days, before, value in stood:
        until = [day for day in days if day < after(month)]
        rank = ranks.get(customer)
        yield {
            "month": month,
            "customer_id": customer,
            "orders": _orders(world, customer, month),
            "revenue": sum(_levels(world, customer, month, "revenue"), Decimal(0)),
            "value": value,
            "value_rank": rank,
            "ranked": len(ranking),
            "percentile": None if rank is None else (rank - 1) * 100 // len(ranking),
            "silence": _silence(world, customer, month, days),
            "silence_by_end": _silence(world, customer, after(month), days) if over else None,
            "last_trade_day": max(before, default=None),
            "last_trade_day_by_end": max(until, default=None) if over else None,
            "is_left": is_left(world, customer, month, days),
            "is_left_by_end": is_left(world, customer, after(month), days) if over else None,
            "under_contract": is_bound(world, customer, month),
            "under_contract_by_end": is_bound(world, customer, after(month)) if over else None,
        }


def _silence(world, customer, day, trade_days):
    """Days without a trade before `day`; none under a contract, never told of who left."""
    if is_bound(world, customer, day):
        return 0
    past = [trade_day for trade_day in trade_days if trade_day < day]
    if not past or is_left(world, customer, day, trade_days):
        return None
    return (day - max(past)).days


def _window(month):
    """The twelve months before `month`."""
    window = [year_before(month)]
    while after(window[-1]) < month:
        window.append(after(window[-1]))
    return window


def _levels(world, customer, month, name):
    return [
        level(world, customer, earlier, name)
        for earlier in _window(month)
        if has_facts(world, customer, earlier)
    ]


def _value(world, customer, month, basis):
    levels = _levels(world, customer, month, basis)
    return None if None in levels else sum(levels, Decimal(0))


def _orders(world, customer, month):
    return sum(
        len(
            {
                line["order_id"]
                for line in world.lines_of(customer)
                if is_trade(line) and in_month(line["ordered_on"], earlier)
            }
        )
        for earlier in _window(month)
    )


# Churn --------------------------------------------------------------------------------------------


def is_active(world, customer, day, silent_days):
    if is_bound(world, customer, day):
        return True
    days = world.trade_days(customer)
    past = [trade_day for trade_day in days if trade_day < day]
    silent = (day - max(past)).days if past else None
    return silent is not None and silent <= silent_days and not is_left(world, customer, day, days)


def reported_months(world, silent_days, as_of):
    """(month, months of history) of those whose churn can be judged."""
    first = min((day for customer in world.ids for day in world.trade_days(customer)), default=None)
    return [
        (month, min(12, sum(first <= earlier < month for earlier in world.months)))
        for month in world.months
        if first is not None
        and after(month) - DAY <= as_of
        and month - max(silent_days, 90) * DAY >= first
    ]


def tier_of(row, settings):
    if row["value_rank"] is None or row["ranked"] < settings.tiers_from:
        return "none"
    better = (row["value_rank"] - 1) / row["ranked"] * 100
    cuts = (("A", settings.tier_a), ("B", settings.tier_b), ("C", settings.tier_c))
    return next((tier for tier, cut in cuts if better < cut - 1e-9), "D")


def tier_churn(world, silent_days, settings, as_of=None):
    churn = []
    stood = standing(world)
    for month, history in reported_months(world, silent_days, as_of or world.as_of):
        for tier in "ABCD":
            customers = [
                row["customer_id"]
                for row in stood
                if row["month"] == month
                and tier_of(row, settings) == tier
                and is_active(world, row["customer_id"], month, silent_days)
            ]
            churned = [
                customer
                for customer in customers
                if not is_active(world, customer, after(month), silent_days)
            ]
            rate = len(churned) / len(customers) if customers else None
            churn.append((month, tier, len(customers), len(churned), rate, history))
    return churn


def churn_flows(world, silent_days):
    flows = []
    for month, _ in reported_months(world, silent_days, world.as_of):
        end = after(month)
        begins = {c for c in world.ids if is_active(world, c, month, silent_days)}
        ends = {c for c in world.ids if is_active(world, c, end, silent_days)}
        known = {c for c in world.ids if _has_come(world, c, month)}
        arrived = {c for c in world.ids if _has_come(world, c, end)} - known
        flows.append(
            (
                month,
                len(begins),
                len(begins - ends),
                len((ends - begins) & known),
                len(arrived),
                len(arrived - ends),
            )
        )
    return flows


def _has_come(world, customer, day):
    """Had the customer traded before this day, or a contract begun by it?"""
    traded = any(trade_day < day for trade_day in world.trade_days(customer))
    return traded or bool(contracts_of(world, customer, day))
