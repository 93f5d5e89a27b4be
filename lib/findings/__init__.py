"""What a frame says, in one sentence: the subtitle of its chart and its words for a screen reader.

Deterministic: the same frame gives the same sentence. A finding is plain text, never markup, and
is empty where there is nothing to say yet.
"""

from collections.abc import Callable

from pandas import DataFrame

from lib.findings.campaigns import (
    lift_by_campaign,
    return_by_campaign,
    return_by_channel,
)
from lib.findings.churn import (
    churn_by_tier,
    customers_gained_and_lost,
    silence_errors,
    tiers,
)
from lib.findings.drivers import (
    content_by_group,
    correction_steps,
    driver_shares,
    importance_performance,
    satisfaction_by_group,
    survey_reach,
)
from lib.findings.losses import (
    losses_against_usual,
    losses_by_reason,
    returns_by_step,
    value_lost_by_month,
)
from lib.findings.loyalty import (
    chain_of_satisfaction,
    kept_orders_and_revenue,
    loyal_share_by_group,
    loyal_share_by_tier,
    satisfied_and_loyal,
    steps_of_loyalty,
)
from lib.findings.one_customer import (
    beside_peers,
    customer_ahead,
    profit_of_customer,
    standing_of_customer,
)
from lib.findings.performance import (
    contact_gaps_by_tier,
    product_pairs,
    receivables_by_age,
    sales_by_group,
    targets_by_group,
    targets_by_month,
)
from lib.findings.profiles import (
    best_customers,
    cohort_map,
    foretold_and_actual,
    foretold_by_class,
    new_by_group,
    retention_curves,
    rfm_segments,
    value_ahead,
    value_by_cohort,
)
from lib.findings.quality import (
    data_freshness,
    data_quality,
    quality_by_table,
)
from lib.findings.sales import (
    funnel_stages,
    open_pipeline,
)
from lib.findings.satisfaction import (
    expected_and_perceived,
    satisfaction_by_month,
    satisfaction_by_tier,
)
from lib.findings.service import (
    best_remedy,
    causes_of_complaints,
    complaints_against_usual,
    complaints_by_customer,
    complaints_by_kind,
    content_by_handovers,
    on_time_by_group,
    recovery_steps_done,
    repeats_by_kind,
    three_things_to_measure,
    what_recovery_earns,
)
from lib.findings.value import (
    profit_of_months,
    tier_grid,
    tier_streams,
    value_bridge,
    whale_curve,
)
from lib.findings.winning import cost_by_channel, cost_of_winning
from lib.languages import Language

Finding = Callable[[DataFrame, Language], str]

# A finding is known by the name of the chart it stands under.
FINDINGS: dict[str, Finding] = {
    finding.__name__: finding
    for finding in (
        chain_of_satisfaction,
        kept_orders_and_revenue,
        loyal_share_by_group,
        loyal_share_by_tier,
        satisfied_and_loyal,
        steps_of_loyalty,
        churn_by_tier,
        losses_against_usual,
        losses_by_reason,
        returns_by_step,
        value_lost_by_month,
        best_customers,
        cohort_map,
        foretold_and_actual,
        foretold_by_class,
        new_by_group,
        retention_curves,
        rfm_segments,
        value_ahead,
        value_by_cohort,
        correction_steps,
        customers_gained_and_lost,
        data_freshness,
        data_quality,
        driver_shares,
        expected_and_perceived,
        importance_performance,
        satisfaction_by_group,
        survey_reach,
        content_by_group,
        funnel_stages,
        lift_by_campaign,
        open_pipeline,
        contact_gaps_by_tier,
        product_pairs,
        receivables_by_age,
        sales_by_group,
        targets_by_group,
        targets_by_month,
        beside_peers,
        customer_ahead,
        profit_of_customer,
        standing_of_customer,
        quality_by_table,
        return_by_campaign,
        return_by_channel,
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
        best_remedy,
        satisfaction_by_month,
        satisfaction_by_tier,
        silence_errors,
        cost_of_winning,
        cost_by_channel,
        profit_of_months,
        tier_grid,
        tier_streams,
        value_bridge,
        whale_curve,
        tiers,
    )
}
