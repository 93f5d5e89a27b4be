-- The customers behind one flow of one month: one row a customer, the most valuable first.
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
    where month = (select max(month) from reported_months)

),

standing_then as (

    select
        activity.*,
        activity.month = chosen.next_month as by_end
    from activity
    cross join chosen
    where activity.month in (
        select month
        from chosen
        union all
        select next_month
        from chosen
    )

),

arrivals as (

    select first_comings.customer_key
    from first_comings
    where first_comings.month in (select month from chosen)
        and $flow not in ('active', 'churned')

),

moved as (

    select
        customer_key,
        case when is_active_by_end then 'stayed' else 'churned' end as flow,
        false as by_end
    from standing_then
    where is_active
        and not by_end
    union all
    select
        arrivals.customer_key,
        case when standing_then.is_active then 'arrived' else 'arrived_and_left' end as flow,
        true as by_end
    from arrivals
    left join standing_then
        on standing_then.customer_key = arrivals.customer_key
        and standing_then.by_end
    union all
    select
        came_back.customer_key,
        'won_back' as flow,
        true as by_end
    from standing_then as came_back
    where came_back.is_active
        and came_back.by_end
        and came_back.customer_key not in (select customer_key from arrivals)
        and came_back.customer_key not in (
            select customer_key
            from standing_then
            where is_active
                and not by_end
        )

),

meant as (

    select
        customer_key,
        flow,
        by_end
    from moved
    where flow = $flow
        or ($flow = 'active' and flow in ('stayed', 'churned'))
        or ($flow = 'lost' and flow in ('churned', 'arrived_and_left'))
        or ($flow = 'arrived' and flow = 'arrived_and_left')

),

judged as (

    select
        meant.customer_key,
        meant.flow,
        coalesce(standing_then.tier, 'none') as tier,
        standing_then.badge,
        coalesce(standing_then.revenue, 0) as revenue,
        case when standing_then.customer_key is null then 0 else standing_then.value end as value,
        case
            when meant.by_end then standing_then.last_trade_day
            else standing_then.last_trade_day_by_end
        end as last_trade_day
    from meant
    left join standing_then
        on standing_then.customer_key = meant.customer_key
        and standing_then.by_end = meant.by_end

),

listed as (

    select
        judged.*,
        customers.customer_id,
        count(*) over () as total
    from judged
    inner join customers
        on customers.customer_key = judged.customer_key
    where array_length($tier) = 0
        or list_contains($tier, judged.tier)
    order by judged.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.flow,
    listed.last_trade_day,
    date_diff('day', listed.last_trade_day, chosen.next_month) as silent_for,
    listed.revenue,
    listed.value,
    customers.left_on,
    customers.left_because,
    listed.total
from listed
cross join chosen
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
