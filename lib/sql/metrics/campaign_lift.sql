-- What campaigns with a control group brought on top: one row per campaign and arm.
--
-- A customer's arm and window are set by the first touch, control first on the same day. Only
-- windows of $window_days days that end by the as-of day count. Value is that of trade orders in
-- the window, 0 without one.
with

spent as (

    select
        campaign_id,
        sum(cost) as cost
    from campaign_days
    where not coalesce(day > $as_of, false)
    group by campaign_id

),

compared as (

    select
        campaign_id,
        count(case when not in_control then 1 end) as treated
    from touch_days
    where is_first
        and not coalesce(touched_on > $as_of, false)
    group by campaign_id
    having count(case when in_control then 1 end) > 0

),

assigned as (

    select
        campaign_id,
        customer_key,
        touched_on,
        case when in_control then 'control' else 'treated' end as arm,
        case
            when percentile is null or ranked < $tiers_from then 'none'
            when percentile < $tier_a then 'A'
            when percentile < $tier_b then 'B'
            when percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from touches_in_scope
    where is_first
        and touched_on <= coalesce(cast($as_of as date), date '9999-12-31')

),

meant as (

    select
        campaign_id,
        customer_key,
        arm
    from assigned
    where campaign_id in (select campaign_id from compared)
        and date_diff('day', touched_on, cast($as_of as date)) >= $window_days
        and touched_on >= coalesce(cast($since as date), date '0001-01-01')
        and touched_on <= coalesce(cast($until as date), date '9999-12-31')
        and (array_length($tier) = 0 or list_contains($tier, tier))

),

bought as (

    select
        campaign_id,
        customer_key,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(revenue_costed - cost) as marginal
    from first_touch_orders
    where touched_on >= coalesce(cast($since as date), date '0001-01-01')
        and touched_on <= coalesce(cast($until as date), date '9999-12-31')
    group by campaign_id, customer_key

),

sold as (

    select
        meant.campaign_id,
        meant.arm,
        bought.customer_key is not null as is_buyer,
        bought.revenue,
        bought.revenue_costed,
        bought.marginal
    from meant
    left join bought
        on bought.campaign_id = meant.campaign_id
        and bought.customer_key = meant.customer_key

),

summed as (

    select
        campaign_id,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed
    from sold
    group by campaign_id

),

based as (

    select
        compared.campaign_id,
        compared.treated,
        case
            when coalesce(summed.revenue, 0) = 0 and company.value_basis <> 'revenue'
                then 'marginal'
            when summed.revenue > 0 and summed.revenue_costed * 100 >= summed.revenue * 95
                then 'marginal'
            else 'revenue'
        end as basis
    from compared
    cross join company
    left join summed
        on summed.campaign_id = compared.campaign_id

),

arms as (

    select
        'treated' as arm,
        1 as place
    union all
    select
        'control' as arm,
        2 as place

),

valued as (

    select
        sold.campaign_id,
        sold.arm,
        sold.is_buyer,
        coalesce(
            case when based.basis = 'marginal' then sold.marginal else sold.revenue end, 0
        ) as value
    from sold
    inner join based
        on based.campaign_id = sold.campaign_id

),

counted as (

    select
        campaign_id,
        arm,
        count(*) as customers,
        count(case when is_buyer then 1 end) as buyers,
        sum(value) as value,
        var_samp(value) as variance
    from valued
    group by campaign_id, arm

)

select
    based.campaign_id,
    coalesce(campaigns.name, based.campaign_id) as campaign,
    arms.arm,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.buyers, 0) as buyers,
    based.basis,
    counted.value / nullif(counted.customers, 0) as value_per_customer,
    counted.variance,
    coalesce(spent.cost, campaigns.cost) / nullif(based.treated, 0) as cost_per_treated
from based
cross join arms
left join counted
    on counted.campaign_id = based.campaign_id
    and counted.arm = arms.arm
left join campaigns
    on campaigns.campaign_id = based.campaign_id
left join spent
    on spent.campaign_id = based.campaign_id
order by campaign, based.campaign_id, arms.place
