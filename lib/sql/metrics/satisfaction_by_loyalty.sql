-- Satisfied or not beside loyal or not: one row per cell, of customers of whom both is known.
--
-- value  of the 12 months before the latest month start; customers without trade then add 0
with

cells as (

    select
        'apostles' as cell,
        true as is_satisfied,
        true as is_loyal
    union all
    select
        'hostages' as cell,
        false as is_satisfied,
        true as is_loyal
    union all
    select
        'mercenaries' as cell,
        true as is_satisfied,
        false as is_loyal
    union all
    select
        'defectors' as cell,
        false as is_satisfied,
        false as is_loyal

),

judged as (

    select
        latest_in_scope.ratio >= $satisfied_at as is_satisfied,
        kept_trade.is_loyal,
        coalesce(current_standing.value, 0) as value
    from latest_in_scope
    inner join kept_trade
        on kept_trade.customer_key = latest_in_scope.customer_key
    left join current_standing
        on current_standing.customer_key = latest_in_scope.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(current_standing.tier, 'none'))

)

select
    cells.cell,
    cells.is_satisfied,
    cells.is_loyal,
    count(judged.value) as customers,
    coalesce(sum(judged.value), 0) as value
from cells
left join judged
    on judged.is_satisfied = cells.is_satisfied
    and judged.is_loyal = cells.is_loyal
group by cells.cell, cells.is_satisfied, cells.is_loyal
order by cells.is_satisfied desc, cells.is_loyal desc
