-- How promptly complaints are answered and put right: one row a group.
--
-- Hours are Kaplan-Meier's: the first at which the share still waiting is down to one half, or to
-- one tenth; open complaints are censored at the end of the as-of day. An end comes before a
-- censoring on ties.
with

chosen as (

    select
        complaint_parts.part,
        complaint_hours.*
    from complaint_hours
    inner join complaint_parts
        on complaint_parts.complaint_id = complaint_hours.complaint_id
    where coalesce(complaint_hours.opened_on >= cast($since as date), true)
        and coalesce(complaint_hours.opened_on <= cast($until as date), true)

),

counted as (

    select
        part,
        count(*) as complaints,
        count(first_reply_at) as replied,
        count(case when first_reply_at is null and resolved_at is null then 1 end) as unreplied,
        count(resolved_at) as resolved,
        count(case when resolved_at is null then 1 end) as open,
        count(case when fate = 'on_time' then 1 end) as on_time,
        count(case when fate = 'missed' then 1 end) as missed,
        count(case when fate = 'not_due' then 1 end) as not_due
    from chosen
    group by part

),

waits as (

    select
        part,
        'reply' as what,
        reply_hours as hours,
        first_reply_at is not null as is_over
    from chosen
    where reply_hours is not null
    union all
    select
        part,
        'resolution' as what,
        hours,
        resolved_at is not null as is_over
    from chosen

),

by_hour as (

    select
        part,
        what,
        hours,
        count(*) as present,
        count(case when is_over then 1 end) as over
    from waits
    group by part, what, hours

),

at_risk as (

    select
        part,
        what,
        hours,
        over,
        sum(present) over (
            partition by part, what
            order by hours desc
            rows between unbounded preceding and current row
        ) as at_risk
    from by_hour

),

-- Only the last hours of a group can empty it: hence the guard.
waiting as (

    select
        part,
        what,
        hours,
        case when over >= at_risk then 0 else 1 end * exp(
            sum(case when over < at_risk then ln(1 - over / nullif(at_risk, 0)) else 0 end) over (
                partition by part, what
                order by hours
                rows between unbounded preceding and current row
            )
        ) as share
    from at_risk

),

estimated as (

    select
        part,
        min(case when what = 'reply' and share <= 0.5 + 1e-9 then hours end) as reply_median,
        min(case when what = 'reply' and share <= 0.1 + 1e-9 then hours end) as reply_p90,
        min(case when what = 'resolution' and share <= 0.5 + 1e-9 then hours end)
            as resolution_median,
        min(case when what = 'resolution' and share <= 0.1 + 1e-9 then hours end)
            as resolution_p90
    from waiting
    group by part

)

select
    counted.part as "group",
    counted.complaints,
    counted.replied,
    counted.unreplied,
    estimated.reply_median,
    estimated.reply_p90,
    counted.resolved,
    counted.open,
    estimated.resolution_median,
    estimated.resolution_p90,
    counted.on_time,
    counted.missed,
    counted.not_due
from counted
left join estimated
    on estimated.part is not distinct from counted.part
order by
    case when $by = 'month' then counted.part end,
    counted.missed desc,
    counted.complaints desc,
    counted.part nulls last
