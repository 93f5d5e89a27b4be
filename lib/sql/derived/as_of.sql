-- The day the data is complete to: one row.
--
-- as_of  what the latest import that said so said; where orders newer than that import's newest
--        have come since, the later of the two. Where none said so, the newest order day; NULL
--        without either.
with

stated as (

    select
        complete_to,
        newest_order_day
    from imports
    where complete_to is not null
    order by import_id desc
    limit 1

),

ordered as (

    select max(ordered_on) as newest_on
    from orders

)

select
    case
        when stated.complete_to is null then ordered.newest_on
        when ordered.newest_on is null then stated.complete_to
        when ordered.newest_on > coalesce(stated.newest_order_day, date '0001-01-01')
            then greatest(stated.complete_to, ordered.newest_on)
        else stated.complete_to
    end as as_of
from ordered
left join stated
    on true
