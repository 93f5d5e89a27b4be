-- The dissatisfied who never complained: one row.
--
-- dissatisfied  with a latest satisfaction ratio below .8
-- silent        of those, without a complaint in the 12 months before the as-of day
-- value         of each group in the 12 months before the latest month start
with

complained as (

    select distinct customer_key
    from complaints
    where cast(opened_at as date) > cast($as_of as date) - interval 12 month
        and cast(opened_at as date) <= cast($as_of as date)

),

unhappy as (

    select
        complained.customer_key is null as is_silent,
        coalesce(current_standing.value, 0) as value
    from latest_in_scope
    left join complained
        on complained.customer_key = latest_in_scope.customer_key
    left join current_standing
        on current_standing.customer_key = latest_in_scope.customer_key
    where latest_in_scope.ratio < 0.8
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

)

select
    count(*) as dissatisfied,
    count(case when is_silent then 1 end) as silent,
    coalesce(sum(value), 0) as value_dissatisfied,
    coalesce(sum(case when is_silent then value end), 0) as value
from unhappy
