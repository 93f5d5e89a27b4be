"""Value a second time, in pandas over the rows a company was told in, to hold the SQL to.

Standing comes from plain_standing, itself a second opinion; profit is worked out here from lines.
"""

from decimal import Decimal

import pandas as pd

from tests.metrics import plain_standing as plain

LEVELS = ["revenue", "marginal", "contribution", "net"]
TIERS = ["A", "B", "C", "D", "none"]


def lines(world):
    """What each line counts for, of nobody known too; no cost is NaN."""
    told = [line for line in world.orders if line["ordered_on"] <= world.as_of]
    return pd.DataFrame(
        {
            "customer": [line["customer_id"] or "" for line in told],
            "month": [line["ordered_on"].replace(day=1) for line in told],
            "revenue": [float(plain.revenue_of(line)) for line in told],
            "cost": pd.Series([plain.cost_of(line, world) for line in told], dtype=float),
        }
    )


def served(world):
    """Cost to serve by customer and month."""
    told = [cost for cost in world.costs_to_serve if cost["spent_on"] <= world.as_of]
    return pd.DataFrame(
        {
            "customer": [cost["customer_id"] for cost in told],
            "month": [cost["spent_on"].replace(day=1) for cost in told],
            "amount": [float(cost["amount"]) for cost in told],
        }
    )


def campaigned(world):
    """Each campaign's cost in equal parts, to whom it touched, in the month it first did."""
    told = [t for t in world.touches if not t["in_control"] and t["touched_on"] <= world.as_of]
    touches = pd.DataFrame(told, columns=["campaign_id", "customer_id", "touched_on"])
    first = touches.groupby(["campaign_id", "customer_id"], as_index=False)["touched_on"].min()
    costs = {row["campaign_id"]: row["cost"] for row in world.campaigns}
    reached = first.groupby("campaign_id")["customer_id"].transform("count")
    spent = pd.Series([costs[name] for name in first["campaign_id"]], dtype=float)
    return pd.DataFrame(
        {
            "customer": first["customer_id"],
            "month": [day.replace(day=1) for day in first["touched_on"]],
            "amount": spent / reached.astype(float),
        }
    )


def customer_profit(world):
    """Every customer's levels by month: (customer, month) → the four of them."""
    key = ["customer", "month"]
    sold = lines(world)
    sold = sold[sold["customer"] != ""]
    cost, spent = served(world), campaigned(world)
    pairs = pd.concat([sold[key], cost[key], spent[key]]).drop_duplicates()
    table = pairs.set_index(key).sort_index()
    groups = sold.groupby(key)
    table["revenue"] = groups["revenue"].sum()
    table["cost"] = groups["cost"].agg(lambda parts: parts.sum(skipna=False))
    table.loc[table["revenue"].isna(), ["revenue", "cost"]] = 0.0
    table["marginal"] = table["revenue"] - table["cost"]
    own = cost.groupby(key)["amount"].sum().reindex(table.index).fillna(0.0)
    is_served = table.index.get_level_values("month").isin(cost["month"])
    table["contribution"] = (table["marginal"] - own).where(is_served)
    touched = spent.groupby(key)["amount"].agg(lambda parts: parts.sum(skipna=False))
    there = table.index.isin(touched.index)
    table["net"] = table["contribution"] - touched.reindex(table.index).where(there, 0.0)
    return table[LEVELS]


def pareto(values):
    """By percentile 1 to 100, the best first, of values that are known."""
    ordered = sorted(values, reverse=True)
    n, total = len(ordered), float(sum(ordered))
    table = pd.DataFrame(
        {"percentile": [place * 100 // n + 1 for place in range(n)], "value": ordered}
    )
    table["value"] = table["value"].astype(float)
    counted = table.groupby("percentile")["value"].agg(["count", "sum"])
    counted = counted.reindex(range(1, 101), fill_value=0)
    known = total if total > 0 else float("nan")
    counted["share"] = counted["sum"] / known
    counted["cumulative_share"] = counted["sum"].cumsum() / known
    return counted


def summary(values):
    """Peak, customers beyond it, share of the best fifth, and Gini, by their plain definitions."""
    ordered = pd.Series(sorted(map(float, values), reverse=True))
    n, total = len(ordered), ordered.sum()
    gaps = sum(abs(a - b) for a in ordered for b in ordered)
    return {
        "customers": n,
        "value": total,
        "peak": ordered.cumsum().clip(lower=0).max(),
        "beyond": int((ordered < 0).sum()),
        "beyond_value": ordered[ordered < 0].sum(),
        "top_20_share": ordered.iloc[: -(-n // 5)].sum() / total if total > 0 else None,
        "gini": gaps / (2 * n * total) if total > 0 and (ordered >= 0).all() else None,
    }


def at(stood, month):
    """Customer → value, of those standing at a month start."""
    return {row["customer_id"]: row["value"] for row in stood if row["month"] == month}


def bridge(before, after):
    """What became of each customer's value: part → (customers, difference)."""
    table = pd.DataFrame({"before": before, "after": after}, dtype=float)
    table["stood"] = [name in before for name in table.index]
    table["stands"] = [name in after for name in table.index]
    known = table.fillna({"before": 0.0, "after": 0.0})
    parts = pd.Series("unchanged", index=table.index)
    parts[known["after"] > known["before"]] = "grown"
    parts[known["after"] < known["before"]] = "shrunk"
    parts[~table["stood"]] = "new"
    parts[~table["stands"]] = "lost"
    unknown = (table["stood"] & table["before"].isna()) | (table["stands"] & table["after"].isna())
    parts[unknown] = "not_known"
    change = known["after"] - known["before"]
    return {part: (len(rows), rows.sum()) for part, rows in change.groupby(parts)}


def tier_moves(stood, first, last, settings):
    """(tier at first, tier at last) → customers, those of nobody among them."""
    tiers = {
        month: {
            row["customer_id"]: plain.tier_of(row, settings)
            for row in stood
            if row["month"] == month
        }
        for month in (first, last)
    }
    everyone = sorted({*tiers[first], *tiers[last]})
    pairs = pd.DataFrame(
        {
            "tier_from": [tiers[first].get(customer, "new") for customer in everyone],
            "tier_to": [tiers[last].get(customer, "left") for customer in everyone],
        }
    )
    counted = pairs.value_counts().to_dict()
    cells = [(a, b) for a in (*TIERS, "new") for b in (*TIERS, "left")]
    return [(*cell, counted.get(cell, 0)) for cell in cells if cell != ("new", "left")]


def money(value):
    """As the SQL keeps it: four decimals, no minus zero; NaN is None."""
    return None if pd.isna(value) else float(round(Decimal(repr(float(value))), 4)) + 0.0
