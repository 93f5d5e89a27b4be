-- How long customers stay bound: one row per number of days.
--
-- ended  spans of contracts that ended after so many days
-- open   spans that had lasted so long on the as-of day and have not ended
with

lengths as (

    select
        case when ends_on < cast($as_of as date) then 1 else 0 end as has_ended,
        date_diff(
            'day',
            starts_on,
            case when ends_on < cast($as_of as date) then ends_on + 1 else cast($as_of as date) end
        ) as days
    from bound_spans

)

select
    days,
    cast(sum(has_ended) as bigint) as ended,
    cast(sum(1 - has_ended) as bigint) as open
from lengths
group by days
order by days
