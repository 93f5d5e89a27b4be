-- How many customers stood alike at each of the judged_months: one row per month, place and
-- silence. What is asked
-- of all customers is counted from here, some twenty times fewer rows than those of standing in a
-- company of a million.
--
-- percentile, ranked         as in standing
-- silence, silence_by_end    as in standing, but 31 for all that is less: no question asks about
--                            fewer days of silence, so until then nobody has lapsed
-- customers, revenue, value  of those; value adds up what is known
with

alike as (

    select
        month,
        percentile,
        ranked,
        case when silence < 31 then 31 else silence end as silence,
        case when silence_by_end < 31 then 31 else silence_by_end end as silence_by_end,
        revenue,
        value
    from standing
    where month in (select month from judged_months)

)

select
    month,
    percentile,
    ranked,
    cast(silence as smallint) as silence,
    cast(silence_by_end as smallint) as silence_by_end,
    cast(count(*) as integer) as customers,
    cast(sum(revenue) as decimal(18, 4)) as revenue,
    cast(sum(value) as decimal(18, 4)) as value
from alike
group by month, percentile, ranked, silence, silence_by_end
order by month, percentile, silence
