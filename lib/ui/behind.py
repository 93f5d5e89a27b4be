"""What stands behind the marks of each chart, and the rows of each table.

A chart names what each of its marks stands for in the mark's custom data, behind the words of its
hover, and a table in the columns of a row; `BEHIND` says which list that opens.
"""

from dataclasses import dataclass

from lib.database import EVERYONE
from lib.languages import N_
from lib.ui.filters import Plain


@dataclass(frozen=True)
class Behind:
    """The list behind a chart's marks, and the parameters that a mark's custom data gives."""

    metric: str
    title: str
    keys: tuple[str, ...]
    always: tuple[tuple[str, Plain], ...] = ()


CUSTOMERS = N_("Customers behind this number")
ANSWERS = N_("Answers behind this number")
OPPORTUNITIES = N_("Opportunities behind this number")
COMPLAINTS = N_("Complaints behind this number")
FOUND = N_("Rows to repair")
HAPPENED = N_("What happened in this month")

BEHIND = {
    "churn_by_tier": Behind("churn_list", CUSTOMERS, ("month", "tier"), (("flow", "churned"),)),
    "customers_gained_and_lost": Behind("churn_list", CUSTOMERS, ("month", "flow")),
    "losses_by_reason": Behind("lost_customers_list", CUSTOMERS, ("reason", "size")),
    "losses_against_usual": Behind(
        "lost_customers_list", CUSTOMERS, ("month",), (("large_or_medium", True),)
    ),
    "value_lost_by_month": Behind("lost_customers_list", CUSTOMERS, ("month",)),
    "returns_by_step": Behind("win_backs", CUSTOMERS, ("preceded",), (("by", "customer"),)),
    "expected_and_perceived": Behind("answer_list", ANSWERS, ("aspect",)),
    "correction_steps": Behind("answer_list", ANSWERS, ("month",)),
    "driver_shares": Behind("answer_list", ANSWERS, ("aspect",)),
    "importance_performance": Behind("answer_list", ANSWERS, ("aspect",)),
    "kept_orders_and_revenue": Behind("loyalty_list", CUSTOMERS, ("orders_kept", "revenue_kept")),
    "loyal_share_by_tier": Behind("loyalty_list", CUSTOMERS, ("group", "loyal")),
    "loyal_share_by_group": Behind("loyalty_list", CUSTOMERS, ("group", "loyal")),
    "steps_of_loyalty": Behind("loyalty_list", CUSTOMERS, ("level", "or_higher")),
    "satisfied_and_loyal": Behind("loyalty_list", CUSTOMERS, ("cell",)),
    "chain_of_satisfaction": Behind("loyalty_list", CUSTOMERS, ("band", "loyal", "left_after")),
    "satisfaction_by_group": Behind("answer_list", ANSWERS, ("group",)),
    "content_by_group": Behind("response_list", ANSWERS, ("group",)),
    "satisfaction_by_month": Behind("answer_list", ANSWERS, ("month",)),
    "funnel_stages": Behind(
        "opportunity_list", OPPORTUNITIES, ("stage", "fate"), (("behind", "sales_funnel"),)
    ),
    "open_pipeline": Behind(
        "opportunity_list", OPPORTUNITIES, ("stage",), (("behind", "pipeline"), ("fate", "open"))
    ),
    "return_by_campaign": Behind("campaign_list", CUSTOMERS, ("campaign_id", "campaign")),
    "lift_by_campaign": Behind("campaign_list", CUSTOMERS, ("campaign_id", "campaign")),
    "return_by_channel": Behind("campaign_list", CUSTOMERS, ("channel",)),
    "sales_by_group": Behind("performance_list", CUSTOMERS, ("group", "untold")),
    "targets_by_month": Behind(
        "performance_list", CUSTOMERS, ("month",), (("customers", EVERYONE),)
    ),
    "targets_by_group": Behind(
        "performance_list", CUSTOMERS, ("group",), (("customers", EVERYONE),)
    ),
    "receivables_by_age": Behind("receivables_list", CUSTOMERS, ("band",)),
    "contact_gaps_by_tier": Behind("contact_list", CUSTOMERS, ("tier", "band")),
    "profit_of_customer": Behind("customer_timeline", HAPPENED, ("month",)),
    "standing_of_customer": Behind("customer_timeline", HAPPENED, ("month",)),
    "beside_peers": Behind("peer_list", CUSTOMERS, ()),
    "customer_ahead": Behind("peer_list", CUSTOMERS, ()),
    "complaints_by_kind": Behind(
        "complaint_list", COMPLAINTS, ("group",), (("by", "kind"), ("valid", True))
    ),
    "complaints_against_usual": Behind(
        "complaint_list", COMPLAINTS, ("month", "group"), (("by", "kind"), ("valid", True))
    ),
    "causes_of_complaints": Behind(
        "complaint_list", COMPLAINTS, ("group",), (("by", "cause"), ("valid", True))
    ),
    "repeats_by_kind": Behind("complaint_list", COMPLAINTS, ("group",), (("fate", "repeat"),)),
    "complaints_by_customer": Behind("complaint_list", COMPLAINTS, ("group",), (("valid", True),)),
    "on_time_by_group": Behind("complaint_list", COMPLAINTS, ("group", "fate")),
    "content_by_handovers": Behind("complaint_list", COMPLAINTS, ("group",)),
    "recovery_steps_done": Behind("complaint_list", COMPLAINTS, ("step",), (("valid", True),)),
    "what_recovery_earns": Behind(
        "complaint_list", COMPLAINTS, ("step",), (("within_days", 14), ("fate", "followed"))
    ),
    "three_things_to_measure": Behind("answer_list", ANSWERS, ("month",)),
    "quality_by_table": Behind("quality_rows", FOUND, ("table", "finding")),
    "whale_curve": Behind("pareto_list", CUSTOMERS, ("percentile", "beyond_peak")),
    "value_bridge": Behind("bridge_list", CUSTOMERS, ("part",)),
    "profit_of_months": Behind("customer_profit", CUSTOMERS, ("month",)),
    "tier_streams": Behind("tier_move_list", CUSTOMERS, ("tier_from", "tier_to")),
    "tier_grid": Behind("tier_move_list", CUSTOMERS, ("tier_from", "tier_to")),
    "cost_of_winning": Behind("new_customers", CUSTOMERS, ("month",)),
    "cost_by_channel": Behind("new_customers", CUSTOMERS, ("channel",)),
    "best_customers": Behind("profile_list", CUSTOMERS, ("value",)),
    "new_by_group": Behind("cohort_list", CUSTOMERS, ("cohort", "group")),
    "cohort_map": Behind("cohort_list", CUSTOMERS, ("cohort", "month_number")),
    "retention_curves": Behind("retention_list", CUSTOMERS, ("group",)),
    "rfm_segments": Behind("rfm_list", CUSTOMERS, ("segment",)),
    "foretold_and_actual": Behind("holdout_list", CUSTOMERS, ()),
    "foretold_by_class": Behind("holdout_list", CUSTOMERS, ("repeats",)),
    "value_ahead": Behind("lifetime_value_list", CUSTOMERS, ("group",)),
    "value_by_cohort": Behind("lifetime_value_list", CUSTOMERS, ("group",)),
    # tables, whose rows are marks
    "data_quality": Behind("quality_rows", FOUND, ("table", "column", "finding")),
    "product_pairs": Behind("pair_list", CUSTOMERS, ("product_a", "product_b", "name_a", "name_b")),
    "tiers": Behind("tier_list", CUSTOMERS, ("tier",)),
    "campaign_roi": Behind("campaign_list", CUSTOMERS, ("campaign_id", "campaign")),
    "best_remedy": Behind(
        "complaint_list", COMPLAINTS, ("group",), (("by", "kind"), ("valid", True))
    ),
}

# Charts whose marks are values of a filter: a click sets it.
FILTERING = {"satisfaction_by_tier": "tier", "survey_reach": "tier"}
