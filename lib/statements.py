"""The statements that are asked: a SQL file, after the relations it names.

The file of a metric or of a derived table is a SELECT that may use the names in lib/sql/relations/
as if they were tables: ideas that many share (which customers are meant, who stands in which tier)
and that take parameters, which a view cannot. Those that a file mentions are put in front of it.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

SQL = Path(__file__).parent / "sql"

# What a statement reads from, by name.
READ_FROM = re.compile(r"\b(?:from|join)\s+(\w+)")

# Relations a metric may name, those that others build on first.
RELATIONS = (
    "customers_by_column",
    "scope",
    "standing_month",
    "standing_in_scope",
    "tiered",
    "customers_alike",
    "drawn_alike",
    "activity",
    "counts_in_scope",
    "active_counts",
    "reported_months",
    "placed_losses",
    "losses",
    "comebacks",
    "complaint_outcomes",
    "spans_before",
    "trade_months",
    "gap_counts_in_scope",
    "trade_spans_in_scope",
    "trade_histories",
    "repeat_spend",
    "bound_spans",
    "first_lapses",
    "first_comings",
    "first_tiers",
    "asked_months",
    "customer_months_in_scope",
    "first_trades",
    "campaign_spend",
    "compared_months",
    "ranked_values",
    "bridge_parts",
    "tier_movements",
    "deals_in_scope",
    "deal_stages_in_scope",
    "opportunities_as_of",
    "closed_opportunities",
    "stage_entries",
    "trade_orders",
    "attributed_orders",
    "campaign_audience",
    "campaign_credits",
    "credited_campaigns",
    "credits_in_scope",
    "touches_in_scope",
    "first_touch_orders",
    "campaign_reach",
    "usual_weights",
    "weighed_answers",
    "latest_answers",
    "latest_in_scope",
    "answers_before",
    "kept_trade",
    "kept_in_scope",
    "current_standing",
    "lines_in_scope",
    "labelled_lines",
    "baskets_in_scope",
    "labelled_sales",
    "returned_lines",
    "targets_by_label",
    "unnamed_payments",
    "order_balances",
    "balances_in_scope",
    "aged_balances",
    "contact_days",
    "contacted",
    "rfm_scores",
    "foretold_customers",
    "lifetimes",
    "reached_levels",
    "customer_labels",
    "product_labels",
    "customer_ages",
    "active_parts",
    "told_complaints",
    "complaint_hours",
    "complaint_parts",
    "overall_answers",
    "told_answers",
    "told_in_scope",
    "valued_months",
    "traded_within",
    "year_of_trade",
    "bound_by_month",
)


@cache
def metric_sql(
    metric: str,
    *,
    chosen_by: str = "",
    variant: str = "",
    made: tuple[tuple[str, str], ...] = (),
) -> str:
    """The whole statement a metric runs: the relations it names, then its own file.

    A relation may have a second file: NAME_filtered where it is about some customers only (all of
    them are read without looking each one up), NAME_held where they are chosen by attributes,
    NAME_both by columns too; and NAME_variant.
    """
    own = _file("metrics", metric)
    suffixes = [*(("filtered", chosen_by) if chosen_by else ()), *((variant,) if variant else ())]
    variants = _variants(*suffixes)
    return _after([*made, *_relations_of(own, variants)], own)


@cache
def derived_sql(table: str, variant: str = "") -> str:
    """The whole statement that selects a derived table: the relations it names, then its own."""
    own = _file("derived", table)
    return _after(_relations_of(own, _variants(variant) if variant else {}), own)


@cache
def _variants(*suffixes: str) -> dict[str, str]:
    """The relations that have a file of their own for one of these, and its name."""
    return {
        name: f"{name}_{suffix}"
        for suffix in suffixes
        for name in RELATIONS
        if (SQL / "relations" / f"{name}_{suffix}.sql").exists()
    }


def _after(needed: list[tuple[str, str]], own: str) -> str:
    """One statement of the relations needed and the file's own."""
    if not needed:
        return own
    relations = ",\n\n".join(f"{name} as (\n{sql}\n)" for name, sql in needed)
    if own.startswith("with"):
        return f"with {relations},\n{own.removeprefix('with')}"
    return f"with {relations}\n{own}"


def _relations_of(sql: str, variants: dict[str, str]) -> list[tuple[str, str]]:
    """The relations `sql` names, directly or through another, those built on first."""
    needed: dict[str, str] = {}
    named = set(READ_FROM.findall(sql))
    for name in reversed(RELATIONS):
        if name in named:
            needed[name] = _file("relations", variants.get(name, name))
            named.update(READ_FROM.findall(needed[name]))
    return [(name, needed[name]) for name in RELATIONS if name in needed]


@cache
def definitions() -> str:
    """A fingerprint of the derived tables' SQL: what another made is never mixed in, or asked."""
    tables = sorted(file.stem for file in (SQL / "derived").glob("*.sql"))
    made = [derived_sql(table) for table in tables] + [derived_sql("standing", "carried")]
    return sha256("\0".join(made).encode()).hexdigest()


@cache
def _file(folder: str, name: str) -> str:
    """A SQL file without its leading comment."""
    text = (SQL / folder / f"{name}.sql").read_text(encoding="utf-8")
    lines = text.splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("--")):
        lines.pop(0)
    return "\n".join(lines).strip()
