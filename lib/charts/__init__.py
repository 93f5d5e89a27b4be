"""Frames in, Plotly figures out. No arithmetic on the business here: a metric has done it."""

from lib.charts.attachment import (
    chain_of_satisfaction,
    satisfied_and_loyal,
    steps_of_loyalty,
)
from lib.charts.campaigns import lift_by_campaign, return_by_campaign, return_by_channel
from lib.charts.churn import churn_by_tier, customers_gained_and_lost, silence_errors
from lib.charts.cohorts import cohort_map, retention_curves
from lib.charts.complaints import (
    causes_of_complaints,
    complaints_against_usual,
    complaints_by_customer,
    complaints_by_kind,
    repeats_by_kind,
)
from lib.charts.drivers import driver_shares, importance_performance
from lib.charts.foretold import (
    foretold_and_actual,
    foretold_by_class,
    value_ahead,
    value_by_cohort,
)
from lib.charts.losses import (
    losses_against_usual,
    losses_by_reason,
    returns_by_step,
    value_lost_by_month,
)
from lib.charts.loyalty import (
    kept_orders_and_revenue,
    loyal_share_by_group,
    loyal_share_by_tier,
)
from lib.charts.one_customer import (
    beside_peers,
    customer_ahead,
    profit_of_customer,
    standing_of_customer,
)
from lib.charts.owed import contact_gaps_by_tier, receivables_by_age
from lib.charts.performance import sales_by_group, targets_by_group, targets_by_month
from lib.charts.profiles import best_customers, new_by_group, rfm_segments
from lib.charts.profit import profit_of_months
from lib.charts.quality import quality_by_table
from lib.charts.sales import funnel_stages, open_pipeline
from lib.charts.satisfaction import (
    expected_and_perceived,
    satisfaction_by_group,
    satisfaction_by_month,
    satisfaction_by_tier,
)
from lib.charts.service import (
    content_by_handovers,
    on_time_by_group,
    recovery_steps_done,
    three_things_to_measure,
    what_recovery_earns,
)
from lib.charts.surveys import content_by_group, correction_steps, survey_reach
from lib.charts.tier_moves import tier_grid, tier_streams
from lib.charts.value import value_bridge, whale_curve
from lib.charts.winning import cost_by_channel, cost_of_winning

# Every chart by its name, which is what a cached figure is known by.
CHARTS = {
    chart.__name__: chart
    for chart in (
        lift_by_campaign,
        return_by_campaign,
        return_by_channel,
        churn_by_tier,
        customers_gained_and_lost,
        silence_errors,
        content_by_group,
        correction_steps,
        driver_shares,
        expected_and_perceived,
        importance_performance,
        open_pipeline,
        contact_gaps_by_tier,
        receivables_by_age,
        sales_by_group,
        targets_by_group,
        targets_by_month,
        beside_peers,
        customer_ahead,
        profit_of_customer,
        standing_of_customer,
        quality_by_table,
        best_customers,
        new_by_group,
        rfm_segments,
        cohort_map,
        retention_curves,
        value_ahead,
        foretold_and_actual,
        foretold_by_class,
        value_by_cohort,
        losses_against_usual,
        losses_by_reason,
        returns_by_step,
        value_lost_by_month,
        chain_of_satisfaction,
        kept_orders_and_revenue,
        loyal_share_by_group,
        loyal_share_by_tier,
        satisfied_and_loyal,
        steps_of_loyalty,
        funnel_stages,
        satisfaction_by_group,
        satisfaction_by_month,
        satisfaction_by_tier,
        survey_reach,
        causes_of_complaints,
        complaints_against_usual,
        complaints_by_customer,
        complaints_by_kind,
        repeats_by_kind,
        content_by_handovers,
        on_time_by_group,
        recovery_steps_done,
        three_things_to_measure,
        what_recovery_earns,
        tier_grid,
        tier_streams,
        cost_of_winning,
        cost_by_channel,
        profit_of_months,
        value_bridge,
        whale_curve,
    )
}

__all__ = ["CHARTS", *CHARTS]
