"""Attribution, return and lift a second time, in loops, to hold the SQL to.

Money is summed as Decimal and shared as Fraction. A row is a dict; an absent name is None.
"""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from statistics import fmean, variance

STRENGTH = ["responded", "clicked", "opened", "sent"]


def trade_orders(lines, as_of):
    """Whole orders with a trade line: dicts of day, customer, campaign, revenue, known and cost."""
    grouped = defaultdict(list)
    for line in lines:
        if line["ordered_on"] <= as_of:
            grouped[line["order_id"], line["customer_id"]].append(line)
    for (order_id, customer), of_order in grouped.items():
        trade = [line for line in of_order if is_trade(line)]
        if not trade:
            continue
        known = [line for line in of_order if counted_cost(line) is not None]
        named = [line["campaign_id"] for line in of_order if line["campaign_id"]]
        yield {
            "order_id": order_id,
            "customer": customer,
            "day": min(line["ordered_on"] for line in trade),
            "campaign": min(named, default=None),
            "revenue": sum(counted_revenue(line) for line in of_order),
            "known": sum(counted_revenue(line) for line in known),
            "cost": sum(counted_cost(line) for line in known),
        }


def is_trade(line):
    return line["status"] not in ("cancelled", "returned") and line["revenue"] >= 0


def is_void(line):
    return line["status"] in ("cancelled", "returned") and line["revenue"] >= 0


def counted_revenue(line):
    return 0 if is_void(line) else line["revenue"]


def counted_cost(line):
    return 0 if is_void(line) else line["cost"]


def credits(order, touches, attribution, window):
    """{campaign: its share of the order}."""
    if order["campaign"]:
        return {order["campaign"]: Fraction(1)}
    around = [
        touch
        for touch in touches
        if touch["customer_id"] == order["customer"]
        and not touch["in_control"]
        and order["day"] - timedelta(window) <= touch["touched_on"] <= order["day"]
    ]
    if not around:
        return {}
    campaigns = {touch["campaign_id"] for touch in around}
    if attribution == "linear":
        return dict.fromkeys(campaigns, Fraction(1, len(campaigns)))
    days = [touch["touched_on"] for touch in around]
    day = max(days) if attribution == "last" else min(days)
    that_day = [touch for touch in around if touch["touched_on"] == day]
    strongest = min(STRENGTH.index(touch["kind"]) for touch in that_day)
    winners = [t["campaign_id"] for t in that_day if STRENGTH.index(t["kind"]) == strongest]
    return {min(winners): Fraction(1)}


def plain_roi(lines, touches, costs, as_of, attribution, window, since=None, until=None):
    """{campaign: (cost, reached, responded, orders, revenue, profit, basis, roi)}.

    `costs` is {campaign: cost or None}; all campaigns run without days of their own.
    """

    def within(day):
        return (not since or day >= since) and (not until or day <= until)

    sums = {campaign: defaultdict(Fraction) for campaign in costs}
    for order in trade_orders(lines, as_of):
        if not within(order["day"]):
            continue
        for campaign, share in credits(order, touches, attribution, window).items():
            for name in ("revenue", "known", "cost"):
                sums[campaign][name] += Fraction(order[name]) * share
            sums[campaign]["orders"] += share
    past = [t for t in touches if not t["in_control"] and t["touched_on"] <= as_of]
    naming = any(order["campaign"] for order in trade_orders(lines, as_of))
    trading = any(True for _ in trade_orders(lines, as_of))

    answer = {}
    for campaign, cost in costs.items():
        own = [touch for touch in past if touch["campaign_id"] == campaign]
        inside = [touch for touch in own if within(touch["touched_on"])]
        spent = None if cost is None else cost * days_inside(own, since, until)
        reached = {touch["customer_id"] for touch in inside}
        responded = {t["customer_id"] for t in inside if t["kind"] == "responded"}
        made = sums[campaign]
        if not (inside or made["orders"] or days_inside(own, since, until)):
            continue
        marginal = made["revenue"] > 0 and made["known"] >= made["revenue"] * Fraction(95, 100)
        profit = made["known"] - made["cost"] if marginal else made["revenue"]
        observed = trading and (own or naming)
        answer[campaign] = (
            spent,
            len(reached) if own else None,
            len(responded) if own else None,
            made["orders"] if observed else None,
            made["revenue"] if observed else None,
            profit if observed else None,
            ("marginal" if marginal else "revenue") if made["revenue"] else None,
            (profit - spent) / spent if observed and spent else None,
        )
    return answer


def days_inside(touches, since, until):
    """The share of the days from first to last touch that the period holds."""
    if not touches:
        return Fraction(1)
    first = min(touch["touched_on"] for touch in touches)
    last = max(touch["touched_on"] for touch in touches)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    held = [day for day in days if (not since or day >= since) and (not until or day <= until)]
    return Fraction(len(held), len(days))


def plain_lift(lines, touches, as_of, window):
    """{(campaign, arm): (customers, buyers, basis, mean, variance)} of campaigns with a control."""
    first = {}
    for touch in touches:
        if touch["touched_on"] <= as_of:
            who = touch["campaign_id"], touch["customer_id"]
            candidate = touch["touched_on"], not touch["in_control"]
            first[who] = min(first.get(who, candidate), candidate)
    orders = list(trade_orders(lines, as_of))
    answer = {}
    for campaign in {campaign for (campaign, _), (_, treated) in first.items() if not treated}:
        arms = {"treated": [], "control": []}
        for (other, customer), (day, treated) in first.items():
            if other == campaign and day + timedelta(window) <= as_of:
                arms["treated" if treated else "control"].append(
                    [
                        order
                        for order in orders
                        if order["customer"] == customer
                        and day <= order["day"] <= day + timedelta(window)
                    ]
                )
        every = [order for arm in arms.values() for baskets in arm for order in baskets]
        revenue = sum(order["revenue"] for order in every)
        marginal = revenue > 0 and sum(order["known"] for order in every) * 100 >= revenue * 95
        for arm, baskets in arms.items():
            values = [float(sum(map(value(marginal), basket))) for basket in baskets]
            answer[campaign, arm] = (
                len(baskets),
                sum(map(bool, baskets)),
                ("marginal" if marginal else "revenue") if revenue else None,
                fmean(values) if values else None,
                variance(values) if len(values) > 1 else None,
            )
    return answer


def value(marginal):
    return lambda order: order["known"] - order["cost"] if marginal else order["revenue"]
