"""What campaigns, surveys and opportunities said, worked out whole; and what names are searched."""

from datetime import date

from lib.build.touched import Touched, is_changed
from lib.database import Connection
from lib.derived import append, replace, replace_made_of

# Kept tables that are made one of the other: of nothing, where a company has no such source.
OF_ATTRIBUTES = ("attribute_values", "holders")

OF_CAMPAIGNS = (
    *("touch_days", "order_touches", "campaign_orders"),
    *("credit_counts", "reach_counts", "arm_orders"),
)

OF_SURVEYS = (
    *("subjects", "unknown_respondents", "responders", "importances", "answers", "answer_sums"),
    *("said_days", "imputed_answers", "opinions", "scores", "say_scores"),
)

OF_DEALS = ("stage_order", "deals", "deal_stages", "deal_pasts")


def build_campaigns(db: Connection, sources: frozenset[str]) -> None:
    """What campaigns may have brought: each table is made of the one before."""
    campaigns = ("touch_days", "order_days", "order_touches", "campaign_orders")
    replace_made_of(db, sources, *campaigns)
    db.execute("drop table order_days")
    replace_made_of(db, sources, "credit_counts", "reach_counts", "arm_orders")


def build_answers(db: Connection, sources: frozenset[str], as_of: date | None) -> None:
    """What surveys said: each table is made of the ones before."""
    asked = ("subjects", "unknown_respondents", "responders", "given_answers", "importances")
    replace_made_of(db, sources, *asked)
    replace_made_of(db, sources, "answers", as_of=as_of)
    said = ("answer_sums", "said_days", "imputed_answers", "opinions", "scores", "say_scores")
    replace_made_of(db, sources, *said)
    db.execute("drop table given_answers")


def build_deals(db: Connection, sources: frozenset[str]) -> None:
    """Where opportunities stood on any day: each table is made of the ones before."""
    replace_made_of(db, sources, "stage_order", "deals", "deal_stages", "deal_pasts")


def build_names(db: Connection, touched: Touched | None) -> None:
    """Whom nobody had named before has a key above all others."""
    if touched is None or is_changed(db, "customers"):
        replace(db, "customer_names", above=None)
    else:
        known = "select coalesce(max(customer_key), 0) from customer_names"
        append(db, "customer_names", above=db.execute(known).fetchall()[0][0])
