-- What became of each customer's value from one year to the next: one row per customer who stands
-- at either of the compared months.
--
-- part                       as in profit_bridge
-- value_before, value_after  0 for who does not stand then; NULL where it is not known
-- Needs what compared_months needs.
with

standing_before as (

    select
        standing_in_scope.customer_key,
        standing_in_scope.value
    from standing_in_scope
    where standing_in_scope.month in (select month from compared_months where side = 'a_year_ago')

),

standing_after as (

    select
        standing_in_scope.customer_key,
        standing_in_scope.value
    from standing_in_scope
    where standing_in_scope.month in (select month from compared_months where side = 'now')
        and exists (select 1 from compared_months where side = 'a_year_ago')

),

stood as (

    select
        coalesce(standing_after.customer_key, standing_before.customer_key) as customer_key,
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
    customer_key,
    value_before,
    value_after,
    case
        when value_before is null or value_after is null then 'not_known'
        when not stood_before then 'new'
        when not stands_after then 'lost'
        when value_after > value_before then 'grown'
        when value_after < value_before then 'shrunk'
        else 'unchanged'
    end as part
from stood
