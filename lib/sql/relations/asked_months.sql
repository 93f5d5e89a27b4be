-- The months asked about, of those lying wholly within $since to $until.
--
-- is_complete  does the month end on or before the as-of day? The month that the as-of day cuts is
--              told as far as it goes, but only where the data itself ends there: of an earlier day
--              nobody knows what had happened by then
-- Needs $as_of, $since and $until.
with

told as (

    select
        months.month,
        months.next_month,
        months.next_month <= cast($as_of as date) + 1 as is_complete,
        least(cast(months.next_month - interval 1 day as date), cast($as_of as date)) as last_day
    from months
    cross join company
    where months.month <= cast($as_of as date)
        and (months.next_month <= cast($as_of as date) + 1 or company.as_of = $as_of)

)

select
    month,
    next_month,
    is_complete
from told
where month >= coalesce(cast($since as date), month)
    and last_day <= coalesce(cast($until as date), last_day)
