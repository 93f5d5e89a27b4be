"""What data quality says in one sentence each, and what a finding does to the numbers."""

from pandas import DataFrame

from lib.charts.quality import findings_of, said_share
from lib.frames import known, rows_of
from lib.languages import N_, Language
from lib.words import COLUMNS, TABLES

# What a finding of data quality does to the numbers, where it does something.
EFFECTS = {
    ("orders", "customer_id", "missing"): N_(
        "{share} of order lines name no customer: churn, tiers and value leave them out"
    ),
    ("orders", "customer_id", "unknown"): N_(
        "{share} of order lines name a customer nobody introduced: what is known of customers "
        "cannot choose them"
    ),
    ("orders", "product_id", "missing"): N_(
        "{share} of order lines name no product: its cost, and what was sold, are not known"
    ),
    ("orders", "cost", "missing"): N_(
        "{share} of order lines have no known cost: profit leaves them open, and value may rest on "
        "revenue"
    ),
    ("orders", "ordered_on", "invalid"): N_(
        "{share} of order lines carry a day that cannot be: they stand in the wrong month or none"
    ),
    ("orders", "campaign_id", "unknown"): N_(
        "{share} of order lines that name a campaign name one that is not known: no return counts "
        "them"
    ),
    ("customers", "name", "repeated"): N_(
        "{share} of customers seem to be entered more than once: each counts on its own in churn "
        "and tiers"
    ),
    ("ratings", "expected", "missing"): N_(
        "{share} of ratings do not tell what was expected: the satisfaction ratio leaves them out"
    ),
    ("ratings", "customer_id", "missing"): N_(
        "{share} of ratings come from nobody known: they belong to no tier"
    ),
    ("ratings", "answered_on", "missing"): N_(
        "{share} of ratings carry no day: they count in every period"
    ),
    ("opportunities", "amount", "missing"): N_(
        "{share} of opportunities have no amount: the pipeline and the win rate by value leave "
        "them out"
    ),
    ("opportunities", "created_on", "missing"): N_(
        "{share} of opportunities carry no day: the funnel of a period leaves them out"
    ),
    ("opportunities", "customer_id", "missing"): N_(
        "{share} of opportunities name no customer: they belong to no tier"
    ),
    ("campaigns", "cost", "missing"): N_(
        "{share} of campaigns have no cost: they have no return either"
    ),
    ("touches", "campaign_id", "unknown"): N_(
        "{share} of touches name a campaign that is not known: no return counts them"
    ),
    ("complaints", "customer_id", "missing"): N_(
        "{share} of complaints come from nobody known: whether they stay cannot be told"
    ),
}
OF_ANY = {
    "missing": N_("{table}, {column}: {share} missing"),
    "invalid": N_("{table}, {column}: {share} break a rule"),
    "repeated": N_("{table}, {column}: {share} stand more than once"),
    "unknown": N_("{table}, {column}: {share} name nothing that is known"),
}


def most_to_repair(data_quality: DataFrame, say: Language) -> str:
    """The largest share that does something to the numbers, else the largest; and what it does."""
    rows = known(findings_of(data_quality), "share")
    if not rows:
        return ""
    telling = [row for row in rows if (row.table, row.column, row.finding) in EFFECTS]
    worst = (telling or rows)[0]
    sentence = EFFECTS.get((worst.table, worst.column, worst.finding), OF_ANY[worst.finding])
    return say(
        sentence,
        share=said_share(worst.share, say),
        table=say(TABLES.get(worst.table, worst.table)),
        column=say(COLUMNS.get(worst.column, worst.column)),
    )


def quality_by_table(data_quality: DataFrame, say: Language) -> str:
    """How many tables have something to repair, and which is the least complete."""
    rows = [row for row in rows_of(data_quality) if row.level == "table"]
    open_ = [row for row in rows if row.missing or row.invalid or row.repeated or row.unknown]
    if not rows:
        return ""
    if not open_:
        return say("Nothing to repair in any of {n} tables", n=len(rows))
    sentence = say("{n} of {all} tables have something to repair", n=len(open_), all=len(rows))
    worst = min(known(rows, "complete"), key=lambda row: row.complete, default=None)
    if worst and worst.missing:
        sentence += say(
            "; least complete: {table}, {share}",
            table=say(TABLES.get(worst.table, worst.table)),
            share=said_share(worst.complete, say),
        )
    return sentence


def data_quality(data_quality: DataFrame, say: Language) -> str:
    """How many findings there are, of how many rows and tables."""
    if data_quality.empty:
        return ""
    rows = findings_of(data_quality)
    if not rows:
        return say("Nothing was found")
    return say(
        "{n} findings in {tables} tables; choose one to see its rows",
        n=len(rows),
        tables=len({row.table for row in rows}),
    )


def data_freshness(data_freshness: DataFrame, say: Language) -> str:
    """What is late, where that can be judged."""
    if data_freshness.empty:
        return ""
    judged = known(rows_of(data_freshness), "is_late")
    late = [row for row in judged if row.is_late]
    if late:
        return say(
            "Late by their usual gap: {tables}",
            tables=say.listing([say(TABLES.get(row.table, row.table)) for row in late]),
        )
    if judged:
        return say("No table is further behind than usual")
    return say("From its third import on, a table further behind than usual is told as late")
