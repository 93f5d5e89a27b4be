-- The customers behind a mark of loyalty: one row a customer, the most valuable first.
--
-- Those who meet all that is asked; where it names neither a band, a level nor the dissatisfied,
-- those with trade in the earlier months.
--
-- cell           as in satisfaction_by_loyalty; NULL where either is not known
-- loyalty_level  as in reached_levels
-- value, badge   of the 12 months before the latest month start; NULL without trade in them
with

complained as (

    select distinct customer_key
    from complaints
    where $silent
        and cast(opened_at as date) > cast($as_of as date) - interval 12 month
        and cast(opened_at as date) <= cast($as_of as date)

),

stood as (

    select tiered.*
    from tiered
    where tiered.month in (select month from standing_month)

),

known as (

    select
        scope.customer_key,
        coalesce(stood.tier, 'none') as tier,
        stood.badge,
        stood.last_trade_day,
        stood.value,
        kept_trade.orders_before,
        kept_trade.orders_since,
        kept_trade.revenue_before,
        kept_trade.revenue_since,
        kept_trade.orders_band,
        kept_trade.revenue_band,
        kept_trade.is_loyal,
        latest_answers.ratio,
        latest_answers.answered_on,
        latest_answers.silence <= $silent_days
        and latest_answers.answered_on + 90 <= cast($as_of as date)
        and not coalesce(latest_answers.silence_later <= $silent_days, false) as has_left_after,
        latest_answers.ratio >= $satisfied_at as is_satisfied,
        case
            when latest_answers.ratio < 0.8 then 1
            when latest_answers.ratio < 0.9 then 2
            when latest_answers.ratio < 1.0 then 3
            when latest_answers.ratio >= 1.0 then 4
        end as band,
        reached_levels.customer_key is not null as is_placed,
        reached_levels.level,
        complained.customer_key is not null as has_complained
    from scope
    left join stood
        on stood.customer_key = scope.customer_key
    left join kept_trade
        on kept_trade.customer_key = scope.customer_key
    left join latest_answers
        on latest_answers.customer_key = scope.customer_key
    left join reached_levels
        on reached_levels.customer_key = scope.customer_key
    left join complained
        on complained.customer_key = scope.customer_key

),

named as (

    select
        known.*,
        case
            when known.is_satisfied and known.is_loyal then 'apostles'
            when known.is_satisfied and not known.is_loyal then 'mercenaries'
            when not known.is_satisfied and known.is_loyal then 'hostages'
            when not known.is_satisfied and not known.is_loyal then 'defectors'
        end as cell,
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then known.tier
            else customer_labels.label
        end as label
    from known
    left join customer_labels
        on customer_labels.customer_key = known.customer_key

),

meant as (

    select *
    from named
    where (array_length($tier) = 0 or list_contains($tier, tier))
        and (not $judged or orders_before is not null)
        and ($loyal is null or is_loyal = $loyal)
        and ($cell is null or cell = $cell)
        and ($band is null or band = $band)
        and (
            $level is null
            or ($level < 0 and is_placed and level is null)
            or level = $level
            or ($or_higher and level > $level)
        )
        and ($orders_band is null or orders_band = $orders_band)
        and ($revenue_band is null or revenue_band = $revenue_band)
        and ($group is null or coalesce(label, '') = $group)
        and (not $dissatisfied or ratio < 0.8)
        and (not $silent or not has_complained)
        and (not $left_after or has_left_after)

),

listed as (

    select
        meant.*,
        customers.customer_id,
        count(*) over () as total
    from meant
    inner join customers
        on customers.customer_key = meant.customer_key
    order by meant.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.value,
    listed.is_loyal as loyal,
    listed.cell,
    listed.level as loyalty_level,
    listed.orders_before,
    listed.orders_since,
    listed.revenue_before,
    listed.revenue_since,
    listed.ratio,
    listed.answered_on,
    listed.last_trade_day,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
