-- What became of the customers' value from one year to the next: one row a part.
--
-- part           new (stands now and not a year ago), grown, shrunk, lost (the other way round),
--                unchanged; and, where there are any, not_known: of whom either value is not known
-- before, after  what the part's customers brought in the 12 months before and in the latest 12
-- value          after less before: all parts together are the difference of the two years
-- Both years whole, or no rows.
with

parts as (

    select 'new' as part, 1 as turn
    union all
    select 'grown' as part, 2 as turn
    union all
    select 'shrunk' as part, 3 as turn
    union all
    select 'lost' as part, 4 as turn
    union all
    select 'unchanged' as part, 5 as turn
    union all
    select 'not_known' as part, 6 as turn

),

counted as (

    select
        part,
        count(*) as customers,
        sum(value_before) as value_before,
        sum(value_after) as value_after
    from bridge_parts
    group by part

)

select
    parts.part,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.value_after, 0) - coalesce(counted.value_before, 0) as value,
    coalesce(counted.value_before, 0) as before,
    coalesce(counted.value_after, 0) as after
from parts
left join counted
    on counted.part = parts.part
where exists (select 1 from counted)
    and (counted.customers > 0 or parts.part <> 'not_known')
order by parts.turn
