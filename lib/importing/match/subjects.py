"""What a file is about: for each table, what it cannot do without, and which columns tell of it."""

import re
from collections.abc import Iterable

from lib.importing.match.names import file_words, spoken_of
from lib.importing.match.sheets import Pick, Sheet
from lib.schema import TABLES

# Of each group of fields at least one must be there, or the table cannot be fed.
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "orders": (
        ("ordered_on",),
        ("revenue", "unit_price"),
    ),
    "customers": (("customer_id", "name"),),
    "products": (("product_id", "name"),),
    "opportunities": (
        ("opportunity_id", "name", "amount"),
        ("stage", "outcome", "created_on", "closed_on"),
    ),
    "stage_changes": (("opportunity_id",), ("stage",), ("entered_at",)),
    "campaign_days": (("day",), ("impressions", "clicks", "cost"), ("campaign_id",)),
    "campaigns": (("campaign_id", "name"), ("started_on", "cost", "channel")),
    "touches": (
        ("customer_id",),
        ("campaign_id",),
        ("touched_on",),
        ("kind", "opened", "clicked", "responded", "in_control"),
    ),
    "contracts": (("customer_id",), ("starts_on",)),
    "costs_to_serve": (("customer_id",), ("spent_on",), ("kind",), ("amount",)),
    "responses": (("overall", "recommend"),),
    "ratings": (("perceived",), ("aspect",)),
    "complaints": (("opened_at",), ("complaint_id", "kind")),
    "returns": (("return_id", "order_id"), ("returned_on", "reason", "amount")),
    "stages": (("stage",), ("position",)),
    "attributes": (("customer_id",), ("attribute",), ("value",)),
    "events": (("happened_on",), ("label",)),
    "payments": (("payment_id", "order_id", "customer_id"), ("paid_on",), ("amount",)),
    "targets": (("month",), ("measure",), ("target",)),
    "people": (("person",), ("manager", "office")),
    "interactions": (("customer_id",), ("happened_at",), ("direction", "channel", "subject")),
    "recovery_steps": (("complaint_id",), ("step",)),
    "employee_surveys": (("answered_on",), ("score",), ("unit", "aspect")),
}

# How much a column tells of a file's being about the table.
TELLING: dict[str, dict[str, float]] = {
    "orders": {
        "order_id": 1.2,
        "ordered_on": 0.8,
        "revenue": 1.0,
        "unit_price": 0.7,
        "quantity": 0.8,
        "line": 0.4,
        "product_id": 0.5,
        "delivered_on": 0.5,
        "promised_on": 0.4,
        "profit": 0.4,
        "discount": 0.3,
        "customer_id": 0.3,
        "shipped_on": 0.4,
        "status": 0.2,
    },
    "customers": {
        "customer_id": 0.9,
        "name": 0.5,
        "industry": 0.7,
        "birth_year": 0.6,
        "birth_date": 0.6,
        "age": 0.5,
        "region": 0.3,
        "city": 0.3,
        "churned": 0.8,
        "tenure": 0.8,
        "size": 0.5,
        "acquired_on": 0.6,
        "acquired_through": 0.5,
        "left_on": 0.6,
        "occupation": 0.4,
        "first_name": 0.4,
        "last_name": 0.3,
        "kind": 0.4,
    },
    "products": {"product_id": 0.9, "name": 0.6, "category": 0.6, "unit_cost": 0.8},
    "opportunities": {
        "opportunity_id": 1.5,
        "stage": 1.2,
        "outcome": 0.6,
        "amount": 0.3,
        "closed_on": 0.6,
        "expected_close_on": 1.0,
        "created_on": 0.3,
        "owner": 0.3,
        "lost_because": 0.8,
        "name": 0.4,
        "customer_id": 0.2,
    },
    "stage_changes": {"opportunity_id": 1.0, "stage": 1.3, "entered_at": 1.0},
    "campaign_days": {
        "impressions": 1.5,
        "clicks": 1.2,
        "cost": 0.6,
        "campaign_id": 0.6,
        "leads": 0.4,
        "day": 0.3,
        "orders": 0.2,
        "revenue": 0.2,
    },
    "campaigns": {
        "campaign_id": 1.2,
        "started_on": 0.6,
        "ended_on": 0.6,
        "cost": 0.5,
        "channel": 0.3,
    },
    "touches": {
        "opened": 1.0,
        "clicked": 1.0,
        "responded": 0.6,
        "kind": 0.7,
        "campaign_id": 0.9,
        "in_control": 1.0,
        "touched_on": 0.5,
        "customer_id": 0.3,
    },
    "contracts": {"customer_id": 0.6, "starts_on": 1.6, "ends_on": 1.0},
    "costs_to_serve": {"customer_id": 0.5, "spent_on": 0.5, "kind": 1.2, "amount": 0.9},
    "responses": {
        "overall": 1.4,
        "recommend": 1.8,
        "answered_on": 0.4,
        "response_id": 1.2,
        "will_buy_again": 1.0,
        "customer_id": 0.1,
        "order_id": 0.1,
    },
    "ratings": {
        "aspect": 0.8,
        "perceived": 0.8,
        "expected": 1.0,
        "response_id": 0.8,
        "importance": 0.6,
    },
    "complaints": {
        "complaint_id": 1.5,
        "kind": 0.8,
        "severity": 0.7,
        "resolved_at": 0.8,
        "opened_at": 0.4,
        "first_reply_at": 0.8,
        "remedy": 0.7,
        "owner": 0.2,
        "channel": 0.2,
    },
    "returns": {
        "return_id": 1.8,
        "returned_on": 1.0,
        "reason": 0.9,
        "amount": 0.6,
        "order_id": 0.4,
    },
    "stages": {"stage": 1.0, "position": 1.0},
    "attributes": {"customer_id": 0.4, "attribute": 1.2, "value": 0.8},
    "events": {"happened_on": 0.8, "label": 1.2},
    "payments": {"payment_id": 1.6, "paid_on": 1.2, "order_id": 0.3, "amount": 0.4},
    "targets": {"target": 1.4, "measure": 0.8, "month": 0.6, "owner": 0.2},
    "people": {"person": 0.8, "manager": 1.0, "office": 0.8},
    "interactions": {
        "customer_id": 0.4,
        "happened_at": 0.5,
        "direction": 1.4,
        "channel": 0.4,
        "subject": 0.4,
    },
    "recovery_steps": {"complaint_id": 0.9, "step": 1.2, "done_at": 0.8},
    "employee_surveys": {
        "respondent": 0.6,
        "unit": 0.8,
        "score": 0.9,
        "aspect": 0.6,
        "answered_on": 0.4,
    },
}
ENOUGH = 1.3

# Whom or what other tables refer to: an id alone says nothing of it.
MASTERS = ("customers", "products", "campaigns")
OTHERS = "others"  # what files are called that are about employees, suppliers, …


def hints_of(file: str) -> frozenset[str]:
    """The tables that a file's name speaks of."""
    stem = re.sub(r"\.\w{2,5}$", "", file)
    spoken = spoken_of(stem)
    return frozenset(table for table, words in file_words().items() if re.search(words, spoken))


def about(sheet: Sheet, table: str) -> bool:
    """May a bare name such as "date" be taken for the table's?"""
    return table in sheet.hints or not sheet.hints


def missing(picks: Iterable[str], table: str) -> tuple[str, ...] | None:
    """The first group of fields of which none is there."""
    found = set(picks)
    return next((group for group in NEEDS[table] if not found & set(group)), None)


def evidence(sheet: Sheet, table: str) -> float:
    """How much speaks for a file's being about a table; 0 where it cannot feed it."""
    picks = sheet.picks(table, about(sheet, table))
    if table not in TABLES or missing(picks, table):
        return 0.0
    if table in MASTERS and (not _says_enough(sheet, table, picks) or OTHERS in sheet.hints):
        return 0.0
    return tells(sheet, table)


def _says_enough(sheet: Sheet, table: str, picks: dict[str, Pick]) -> bool:
    """An id alone says nothing; id and name may be anything's, unless the file says whose."""
    named = table in sheet.spoken_of or any(pick.exact for pick in picks.values())
    return len(picks) >= (2 if named else 3)


def tells(sheet: Sheet, table: str) -> float:
    picks = sheet.picks(table, about(sheet, table))
    weights = TELLING[table]
    told = sum(weights.get(name, 0.0) * pick.score**2 for name, pick in picks.items())
    return told + (0.5 if table in sheet.hints else 0.0) + _of_key(sheet, table, picks)


def _of_key(sheet: Sheet, table: str, picks: dict[str, Pick]) -> float:
    """A table's own id tells more where no two rows share one, and less where many do."""
    own = {"customers": "customer_id", "products": "product_id", "campaigns": "campaign_id"}.get(
        table
    )
    if own is None or own not in picks:
        return 0.0
    return 0.5 if sheet.is_key(picks[own].column) else -0.4 if table in sheet.hints else -0.9


def subject(sheet: Sheet) -> str | None:
    """The table a file is most likely about."""
    found = {table: evidence(sheet, table) for table in NEEDS}
    best = max(found, key=lambda table: found[table])
    if best in MASTERS and _heads_orders(sheet, best):
        return None
    return best if found[best] >= ENOUGH else None


def _heads_orders(sheet: Sheet, table: str) -> bool:
    """Orders without money, which stands in the file of their lines; no customers or products."""
    picks = sheet.picks("orders", False)
    named = {"order_id", "ordered_on"} <= set(picks) and picks["order_id"].score > 0.9
    return named and tells(sheet, "orders") > tells(sheet, table) - 0.5


def nearest(sheet: Sheet) -> str:
    """The table a file comes nearest to, though it cannot feed it."""
    known = [table for table in NEEDS if table in TABLES]
    spoken_of = [table for table in known if table in sheet.spoken_of]
    return max(spoken_of or known, key=lambda table: tells(sheet, table))
