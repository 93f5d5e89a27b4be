-- Who was active and who was lost, by place and size: some rows per reported month, to be added up.
--
-- is_counted     a size of their own that is large or medium, or not; NULL where the tier tells it
-- active, lost   customers active at the month's start, and of those no longer at the next one's
-- value_lost     of the 12 months before each who was lost; NULL where it is not known
-- Few customers have a size of their own, so all are counted where they stood alike, and those few
-- are then moved to where they belong.
-- Needs $silent_days, and what active_counts and reported_months need.
with

sized as (

    select
        customer_key,
        size in ('large', 'medium') as is_counted
    from customers
    where size is not null

),

moved as (

    select
        standing.month,
        standing.percentile,
        standing.ranked,
        sized.is_counted,
        count(*) as active,
        count(*) - count(case when standing.silence_by_end <= $silent_days then 1 end) as lost
    from standing
    inner join sized
        on sized.customer_key = standing.customer_key
    where standing.silence <= $silent_days
        and standing.month in (select month from reported_months)
    group by standing.month, standing.percentile, standing.ranked, sized.is_counted

)

select
    active_counts.month,
    active_counts.percentile,
    active_counts.ranked,
    cast(null as boolean) as is_counted,
    active_counts.active,
    active_counts.active - active_counts.lasting as lost,
    case when active_counts.lasting = 0 then active_counts.value end as value_lost
from active_counts
where active_counts.silence <= $silent_days
    and active_counts.month in (select month from reported_months)
union all
select
    month,
    percentile,
    ranked,
    is_counted,
    active,
    lost,
    null as value_lost
from moved
union all
select
    month,
    percentile,
    ranked,
    cast(null as boolean) as is_counted,
    0 - active as active,
    0 - lost as lost,
    null as value_lost
from moved
