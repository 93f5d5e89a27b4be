-- What was to be reached: one row per month and label, which is that of $by: month for everyone
-- (the label is NULL), person or region. Needs $by and $measure.
--
-- A target may be set for all, for a region, a person, or a person in a region. Of a label's
-- targets of a month the widest counts, all of its kind added up; the others are parts of it.
with

sorted as (

    select
        cast(date_trunc('month', month) as date) as month,
        owner,
        region,
        target,
        case
            when owner is null and region is null then 0
            when owner is null then 1
            when region is null then 2
            else 3
        end as kind
    from targets
    where measure = $measure

),

labelled as (

    select
        month,
        case $by when 'region' then region when 'month' then null else owner end as label,
        kind,
        target
    from sorted
    where $by = 'month'
        or ($by = 'region' and region is not null)
        or ($by not in ('month', 'region') and owner is not null)

),

summed as (

    select
        month,
        label,
        kind,
        sum(target) as target,
        min(kind) over (partition by month, label) as widest
    from labelled
    group by month, label, kind

)

select
    month,
    cast(month + interval 1 month as date) as next_month,
    label,
    target
from summed
where kind = widest
