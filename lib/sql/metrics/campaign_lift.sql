-- What campaigns with a control group brought on top: one row per campaign and arm.
--
-- A customer's arm and window are set by the first touch, control first on the same day. Only
-- windows of $window_days days that end by the as-of day count. Value is that of trade orders in
-- the window, 0 without one.
with

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

),

spent as (

    select
        campaign_id,
        sum(cost) as cost
    from campaign_days
    where not coalesce(day > $as_of, false)
    group by campaign_id

),

assigned as (

    select
        campaign_id,
        customer_key,
        min(touched_on) as touched_on,
        case
            when min(case when in_control then touched_on end) = min(touched_on) then 'control'
            else 'treated'
        end as arm
    from touches
    where not coalesce(touched_on > $as_of, false)
    group by campaign_id, customer_key

),

compared as (

    select
        campaign_id,
        count(case when arm = 'treated' then 1 end) as treated
    from assigned
    group by campaign_id
    having count(case when arm = 'control' then 1 end) > 0

),

meant as (

    select
        assigned.campaign_id,
        assigned.customer_key,
        assigned.touched_on,
        assigned.arm
    from assigned
    inner join compared
        on compared.campaign_id = assigned.campaign_id
    left join tiers
        on tiers.customer_key = assigned.customer_key
        and tiers.month = cast(date_trunc('month', assigned.touched_on) as date)
    where date_diff('day', assigned.touched_on, cast($as_of as date)) >= $window_days
        and assigned.touched_on >= coalesce($since, assigned.touched_on)
        and assigned.touched_on <= coalesce($until, assigned.touched_on)
        and ($everyone or assigned.customer_key in (select customer_key from scope))
        and (array_length($tier) = 0 or list_contains($tier, coalesce(tiers.tier, 'none')))

),

bought as (

    select
        meant.campaign_id,
        meant.customer_key,
        sum(trade_orders.revenue) as revenue,
        sum(trade_orders.revenue_costed) as revenue_costed,
        sum(trade_orders.revenue_costed - trade_orders.cost) as marginal
    from meant
    inner join trade_orders
        on trade_orders.customer_key = meant.customer_key
    where date_diff('day', meant.touched_on, trade_orders.ordered_on)
        between 0 and $window_days
    group by meant.campaign_id, meant.customer_key

),

based as (

    select
        compared.campaign_id,
        compared.treated,
        case
            when coalesce(sum(bought.revenue), 0) = 0 and min(company.value_basis) <> 'revenue'
                then 'marginal'
            when sum(bought.revenue) > 0
                and sum(bought.revenue_costed) * 100 >= sum(bought.revenue) * 95
                then 'marginal'
            else 'revenue'
        end as basis
    from compared
    cross join company
    left join bought
        on bought.campaign_id = compared.campaign_id
    group by compared.campaign_id, compared.treated

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
        meant.campaign_id,
        meant.arm,
        bought.customer_key is not null as is_buyer,
        coalesce(
            case when based.basis = 'marginal' then bought.marginal else bought.revenue end, 0
        ) as value
    from meant
    inner join based
        on based.campaign_id = meant.campaign_id
    left join bought
        on bought.campaign_id = meant.campaign_id
        and bought.customer_key = meant.customer_key

),

summed as (

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
    coalesce(summed.customers, 0) as customers,
    coalesce(summed.buyers, 0) as buyers,
    based.basis,
    summed.value / nullif(summed.customers, 0) as value_per_customer,
    summed.variance,
    coalesce(spent.cost, campaigns.cost) / nullif(based.treated, 0) as cost_per_treated
from based
cross join arms
left join summed
    on summed.campaign_id = based.campaign_id
    and summed.arm = arms.arm
left join campaigns
    on campaigns.campaign_id = based.campaign_id
left join spent
    on spent.campaign_id = based.campaign_id
order by campaign, based.campaign_id, arms.place
