"""What a reader must know to read a chart rightly: sentences under it, drawn from the same frame.

Plain text, never markup. A chart without anything to warn of has none.
"""

from collections.abc import Callable

from pandas import DataFrame

from lib.caveats.campaigns import lift_by_campaign, return_by_campaign
from lib.caveats.churn import churn_by_tier, silence_errors
from lib.caveats.drivers import driver_shares, importance_performance
from lib.caveats.foretold import customer_ahead, holdout, value_ahead, value_by_cohort
from lib.caveats.losses import losses_against_usual, losses_by_reason, returns_by_step
from lib.caveats.loyalty import (
    chain_of_satisfaction,
    kept_orders_and_revenue,
    loyal_share_by_group,
    loyal_share_by_tier,
    satisfied_and_loyal,
    steps_of_loyalty,
)
from lib.caveats.performance import receivables_by_age, sales_by_group
from lib.caveats.profiles import best_customers, cohort_map, new_by_group, retention_curves
from lib.caveats.sales import funnel_stages
from lib.caveats.satisfaction import (
    correction_steps,
    satisfaction,
    satisfaction_by_group,
    satisfaction_by_month,
)
from lib.caveats.value import (
    cost_by_channel,
    cost_of_winning,
    profit_of_months,
    tier_moves,
    value_bridge,
    whale_curve,
)
from lib.languages import Language

Caveats = Callable[[DataFrame, Language], list[str]]

CAVEATS: dict[str, Caveats] = {
    "sales_by_group": sales_by_group,
    "receivables_by_age": receivables_by_age,
    "losses_against_usual": losses_against_usual,
    "losses_by_reason": losses_by_reason,
    "returns_by_step": returns_by_step,
    "best_customers": best_customers,
    "new_by_group": new_by_group,
    "cohort_map": cohort_map,
    "retention_curves": retention_curves,
    "value_ahead": value_ahead,
    "customer_ahead": customer_ahead,
    "value_by_cohort": value_by_cohort,
    "foretold_and_actual": holdout,
    "foretold_by_class": holdout,
    "chain_of_satisfaction": chain_of_satisfaction,
    "kept_orders_and_revenue": kept_orders_and_revenue,
    "loyal_share_by_group": loyal_share_by_group,
    "loyal_share_by_tier": loyal_share_by_tier,
    "satisfied_and_loyal": satisfied_and_loyal,
    "steps_of_loyalty": steps_of_loyalty,
    "churn_by_tier": churn_by_tier,
    "correction_steps": correction_steps,
    "driver_shares": driver_shares,
    "expected_and_perceived": satisfaction,
    "funnel_stages": funnel_stages,
    "importance_performance": importance_performance,
    "lift_by_campaign": lift_by_campaign,
    "return_by_campaign": return_by_campaign,
    "satisfaction_by_group": satisfaction_by_group,
    "satisfaction_by_month": satisfaction_by_month,
    "satisfaction_by_tier": satisfaction,
    "silence_errors": silence_errors,
    "whale_curve": whale_curve,
    "value_bridge": value_bridge,
    "profit_of_months": profit_of_months,
    "tier_streams": tier_moves,
    "tier_grid": tier_moves,
    "cost_of_winning": cost_of_winning,
    "cost_by_channel": cost_by_channel,
}


def caveats(chart: str, frame: DataFrame, say: Language) -> list[str]:
    """What to know about this chart of this frame."""
    return CAVEATS[chart](frame, say) if chart in CAVEATS else []
