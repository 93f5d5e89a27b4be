-- What became of each customer's value from one year to the next: one row per customer who stands
-- at the month start $from_month or, a year later, at $to_month; none where the data does not reach
-- back over the whole of the earlier year. Where $tier names any, of those who stood in them at the
-- first.
--
-- part                       as in profit_bridge
-- value_before, value_after  0 for who does not stand then; NULL where it is not known
-- Needs those two days and what tiered needs.
with

standing_before as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.value
    from tiered
    where tiered.month = cast($from_month as date)

),

standing_after as (

    select
        standing_in_scope.customer_key,
        standing_in_scope.value
    from standing_in_scope
    where standing_in_scope.month = cast($to_month as date)

),

stood as (

    select
        coalesce(standing_after.customer_key, standing_before.customer_key) as customer_key,
        standing_before.tier,
        standing_before.customer_key is not null as stood_before,
        standing_after.customer_key is not null as stands_after,
        case when standing_before.customer_key is null then 0 else standing_before.value end
            as value_before,
        case when standing_after.customer_key is null then 0 else standing_after.value end
            as value_after
    from standing_before
    full join standing_after
        on standing_after.customer_key = standing_before.customer_key

)

select
    stood.customer_key,
    stood.value_before,
    stood.value_after,
    case
        when stood.value_before is null or stood.value_after is null then 'not_known'
        when not stood.stood_before then 'new'
        when not stood.stands_after then 'lost'
        when stood.value_after > stood.value_before then 'grown'
        when stood.value_after < stood.value_before then 'shrunk'
        else 'unchanged'
    end as part
from stood
inner join company
    on company.first_trade_day <= cast(cast($from_month as date) - interval 12 month as date)
where array_length($tier) = 0
    or list_contains($tier, stood.tier)
