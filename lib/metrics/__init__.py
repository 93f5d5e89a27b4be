"""Every number Rapport shows. A metric is a signature here and a SQL file of the same name."""

from collections.abc import Callable

from pandas import DataFrame

from lib.metrics.acquisition import acquisition
from lib.metrics.campaigns import campaign_lift, campaign_roi
from lib.metrics.churn import churn_flows, tier_churn, tiers
from lib.metrics.cohorts import cohort_list, cohort_retention, prospecting
from lib.metrics.complaints import (
    complaint_pareto,
    complaints,
    failure_causes,
    repeat_complaints,
)
from lib.metrics.contacts import contact_gaps, contact_list, contact_mix, unanswered_list
from lib.metrics.correction import satisfaction_correction
from lib.metrics.customers import customer_values
from lib.metrics.events import events
from lib.metrics.lists import answer_list, campaign_list, churn_list, opportunity_list, tier_list
from lib.metrics.losses import lost_customers, lost_customers_list, win_backs
from lib.metrics.loyalty import (
    loyalty,
    loyalty_kept,
    loyalty_levels,
    satisfaction_by_loyalty,
    satisfaction_chain,
    silent_customers,
)
from lib.metrics.loyalty_list import loyalty_list
from lib.metrics.one_customer import (
    customer_peers,
    customer_products,
    customer_search,
    customer_standing,
    customer_timeline,
    peer_list,
)
from lib.metrics.overview import overview, overview_by_month
from lib.metrics.performance import performance, performance_list, targets
from lib.metrics.products import pair_list, product_mix, product_pairs
from lib.metrics.profiles import profile, profile_list
from lib.metrics.promptness import complaint_list, escalation, handovers, promptness
from lib.metrics.quality import data_freshness, data_quality, quality_rows
from lib.metrics.receivables import payments_by_month, receivables, receivables_list
from lib.metrics.recovery import recovery, recovery_effect
from lib.metrics.remedies import best_remedy
from lib.metrics.retention import persistency, retention_curve, retention_list
from lib.metrics.rfm import rfm, rfm_list
from lib.metrics.sales import large_deals, pipeline, sales_funnel, win_rate
from lib.metrics.satisfaction import satisfaction_ratio, satisfied
from lib.metrics.silence import silence
from lib.metrics.surveys import csat, nps, response_list, survey_reach
from lib.metrics.three_measures import three_measures
from lib.metrics.value import customer_profit, pareto, pareto_summary, profit_by_month
from lib.metrics.value_lists import bridge_list, new_customers, pareto_list, tier_move_list
from lib.metrics.value_moves import profit_bridge, tier_moves
from lib.metrics.widespread import widespread_complaints

METRICS: dict[str, Callable[..., DataFrame]] = {
    metric.__name__: metric
    for metric in (
        overview,
        overview_by_month,
        satisfaction_ratio,
        satisfied,
        satisfaction_correction,
        events,
        nps,
        csat,
        survey_reach,
        response_list,
        loyalty,
        loyalty_kept,
        loyalty_levels,
        satisfaction_by_loyalty,
        satisfaction_chain,
        silent_customers,
        tier_churn,
        churn_flows,
        tiers,
        lost_customers,
        win_backs,
        recovery,
        recovery_effect,
        best_remedy,
        silence,
        retention_curve,
        cohort_retention,
        persistency,
        prospecting,
        profile,
        rfm,
        customer_profit,
        profit_by_month,
        profit_bridge,
        pareto,
        pareto_summary,
        tier_moves,
        acquisition,
        sales_funnel,
        pipeline,
        win_rate,
        large_deals,
        performance,
        performance_list,
        targets,
        product_mix,
        product_pairs,
        pair_list,
        receivables,
        receivables_list,
        payments_by_month,
        contact_gaps,
        contact_mix,
        contact_list,
        unanswered_list,
        campaign_roi,
        campaign_lift,
        complaints,
        complaint_pareto,
        widespread_complaints,
        repeat_complaints,
        failure_causes,
        promptness,
        escalation,
        handovers,
        three_measures,
        customer_values,
        customer_search,
        customer_standing,
        customer_products,
        customer_timeline,
        customer_peers,
        peer_list,
        churn_list,
        lost_customers_list,
        tier_list,
        opportunity_list,
        answer_list,
        campaign_list,
        loyalty_list,
        complaint_list,
        cohort_list,
        retention_list,
        profile_list,
        rfm_list,
        pareto_list,
        bridge_list,
        tier_move_list,
        new_customers,
        data_quality,
        data_freshness,
        quality_rows,
    )
}

__all__ = ["METRICS", *METRICS]
