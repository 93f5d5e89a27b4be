-- The customers behind one flow of one month, or of each month of a period: one row per month and
-- customer, the most valuable first.
--
-- flow  stayed or churned (active at the month's start), won_back, arrived, arrived_and_left
-- tier, badge, revenue, value  at the month's start where the customer was active then, else at
--       its end; who stands nowhere by then traded nothing in the year before
with

chosen as (

    select
        month,
        next_month
    from reported_months
    where $whole_period
        or month = (select max(month) from reported_months)

),

arrivals as (

    select
        first_comings.customer_key,
        first_comings.month
    from first_comings
    where first_comings.month in (select month from chosen)
        and $flow not in ('active', 'churned')

),

-- Only those the flow may be about.
around as (

    select activity.*
    from activity
    where activity.month in (
        select month
        from chosen
        union all
        select next_month
        from chosen
    )
        and (
            ($flow in ('active', 'won_back') and activity.is_active)
            or (
                $flow in ('churned', 'lost')
                and activity.is_active
                and not activity.is_active_by_end
            )
            or activity.customer_key in (select customer_key from arrivals)
        )

),

at_start as (

    select
        around.*,
        chosen.next_month
    from around
    inner join chosen
        on chosen.month = around.month
    where around.is_active

),

at_end as (

    select
        around.*,
        chosen.month as of_month,
        chosen.next_month
    from around
    inner join chosen
        on chosen.next_month = around.month

),

moved as (

    select
        month,
        next_month,
        customer_key,
        case when is_active_by_end then 'stayed' else 'churned' end as flow,
        tier,
        badge,
        revenue,
        value,
        last_trade_day_by_end as last_trade_day
    from at_start
    union all
    select
        chosen.month,
        chosen.next_month,
        arrivals.customer_key,
        case when at_end.is_active then 'arrived' else 'arrived_and_left' end as flow,
        coalesce(at_end.tier, 'none') as tier,
        at_end.badge,
        coalesce(at_end.revenue, 0) as revenue,
        case when at_end.customer_key is null then 0 else at_end.value end as value,
        at_end.last_trade_day
    from arrivals
    inner join chosen
        on chosen.month = arrivals.month
    left join at_end
        on at_end.customer_key = arrivals.customer_key
        and at_end.of_month = arrivals.month
    union all
    select
        at_end.of_month as month,
        at_end.next_month,
        at_end.customer_key,
        'won_back' as flow,
        at_end.tier,
        at_end.badge,
        at_end.revenue,
        at_end.value,
        at_end.last_trade_day
    from at_end
    left join at_start
        on at_start.customer_key = at_end.customer_key
        and at_start.month = at_end.of_month
    left join arrivals
        on arrivals.customer_key = at_end.customer_key
        and arrivals.month = at_end.of_month
    where $flow = 'won_back'
        and at_end.is_active
        and at_start.customer_key is null
        and arrivals.customer_key is null

),

listed as (

    select
        moved.*,
        customers.customer_id,
        count(*) over () as total
    from moved
    inner join customers
        on customers.customer_key = moved.customer_key
    where (array_length($tier) = 0 or list_contains($tier, moved.tier))
        and (
            moved.flow = $flow
            or ($flow = 'active' and moved.flow in ('stayed', 'churned'))
            or ($flow = 'lost' and moved.flow in ('churned', 'arrived_and_left'))
            or ($flow = 'arrived' and moved.flow = 'arrived_and_left')
        )
    order by moved.value desc nulls last, customers.customer_id, moved.month
    limit $limit

)

select
    listed.month,
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.flow,
    listed.last_trade_day,
    date_diff('day', listed.last_trade_day, listed.next_month) as silent_for,
    listed.revenue,
    listed.value,
    customers.left_on,
    customers.left_because,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id, listed.month
