-- How customers moved between the tiers of two month starts: one row per tier held at the first and
-- at the second.
--
-- tier_from  A to D, none, and new: who did not stand there yet
-- tier_to    A to D, none, and left: who no longer stands there
-- history_months  calendar months of trade lying wholly before the first, at most 12
-- Rows of a tier_from add up to the customers standing at the first, those of a tier_to at the
-- second.
with

tiers as (

    select 'A' as tier, 1 as turn
    union all
    select 'B' as tier, 2 as turn
    union all
    select 'C' as tier, 3 as turn
    union all
    select 'D' as tier, 4 as turn
    union all
    select 'none' as tier, 5 as turn

),

froms as (

    select tier, turn
    from tiers
    union all
    select 'new' as tier, 6 as turn

),

tos as (

    select tier, turn
    from tiers
    union all
    select 'left' as tier, 6 as turn

),

-- No row, and so no answer, where the data begins only after the first.
history as (

    select least(count(months.month), 12) as months
    from company
    left join months
        on months.month >= company.first_trade_day
        and months.next_month <= cast($from_month as date)
    where company.first_trade_day < cast($from_month as date)
    having count(*) > 0

),

counted as (

    select
        tier_from,
        tier_to,
        count(*) as customers,
        sum(value_from) as value_from,
        sum(value_to) as value_to
    from tier_movements
    group by tier_from, tier_to

)

select
    froms.tier as tier_from,
    tos.tier as tier_to,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.value_from, 0) as value_from,
    coalesce(counted.value_to, 0) as value_to,
    cast($from_month as date) as from_day,
    cast($to_month as date) as to_day,
    history.months as history_months
from froms
cross join tos
cross join history
left join counted
    on counted.tier_from = froms.tier
    and counted.tier_to = tos.tier
where (froms.tier <> 'new' or tos.tier <> 'left')
order by froms.turn, tos.turn
