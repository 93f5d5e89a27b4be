-- How long complaints took, in the hours that count, beside the hours they were to take: one row
-- per complaint of told_complaints.
--
-- reply_hours  to the first reply, or to now while open without one; NULL where it was put right
--              and nobody noted a reply
-- hours        until it was put right, or to now while it is open
-- sla_hours    the hours its severity has
-- fate         on_time, missed (put right too late, or open and past due), not_due (open, in time)
-- Now is the end of the as-of day. Only the hours from $opens to $closes on $service_days count.
-- Needs what told_complaints needs, $sla_hours and six pairs of $severity_N and $hours_N.
with

weekdays as (

    select 0 as weekday
    union all
    select 1 as weekday
    union all
    select 2 as weekday
    union all
    select 3 as weekday
    union all
    select 4 as weekday
    union all
    select 5 as weekday
    union all
    select 6 as weekday

),

-- Monday is 0 here and '1' in the setting. As many days count before each, of the same week.
week as (

    select
        weekdays.weekday,
        count(earlier.weekday) as days_before
    from weekdays
    left join weekdays as earlier
        on earlier.weekday < weekdays.weekday
        and contains($service_days, cast(earlier.weekday + 1 as varchar))
    group by weekdays.weekday

),

moments as (

    select
        complaint_id,
        'opened' as what,
        opened_at as moment
    from told_complaints
    union all
    select
        complaint_id,
        'replied' as what,
        first_reply_at as moment
    from told_complaints
    where first_reply_at is not null
    union all
    select
        complaint_id,
        'over' as what,
        coalesce(resolved_at, cast(cast($as_of as date) + 1 as timestamp)) as moment
    from told_complaints

),

dated as (

    select
        complaint_id,
        what,
        floor(date_diff('day', date '1970-01-05', cast(moment as date)) / 7) as week_number,
        date_diff('day', date '1970-01-05', cast(moment as date)) as day_number,
        date_diff('second', date_trunc('day', moment), moment) as second
    from moments

),

-- Seconds that counted since a Monday long ago.
clocked as (

    select
        dated.complaint_id,
        dated.what,
        (
            dated.week_number * (
                select count(*)
                from weekdays
                where contains($service_days, cast(weekday + 1 as varchar))
            )
            + week.days_before
        ) * ($service_closes - $service_opens) * 3600
        + case
            when contains($service_days, cast(week.weekday + 1 as varchar))
                then least(
                    greatest(dated.second - $service_opens * 3600, 0),
                    ($service_closes - $service_opens) * 3600
                )
            else 0
        end as clock
    from dated
    inner join week
        on week.weekday = dated.day_number - 7 * dated.week_number

),

taken as (

    select
        complaint_id,
        max(case when what = 'over' then clock end)
        - max(case when what = 'opened' then clock end) as seconds,
        max(case when what = 'replied' then clock end)
        - max(case when what = 'opened' then clock end) as reply_seconds
    from clocked
    group by complaint_id

),

judged as (

    select
        told_complaints.*,
        taken.seconds,
        case
            when told_complaints.first_reply_at is not null then taken.reply_seconds
            when told_complaints.resolved_at is null then taken.seconds
        end as reply_seconds,
        case lower(told_complaints.severity)
            when $severity_1 then $hours_1
            when $severity_2 then $hours_2
            when $severity_3 then $hours_3
            when $severity_4 then $hours_4
            when $severity_5 then $hours_5
            when $severity_6 then $hours_6
            else $sla_hours
        end as sla_hours
    from told_complaints
    inner join taken
        on taken.complaint_id = told_complaints.complaint_id

)

select
    complaint_id,
    customer_key,
    product_key,
    opened_at,
    opened_on,
    month,
    kind,
    cause,
    channel,
    severity,
    owner,
    handovers,
    remedy,
    rating_after,
    is_valid,
    first_reply_at,
    resolved_at,
    tier,
    reply_seconds / 3600 as reply_hours,
    seconds / 3600 as hours,
    sla_hours,
    case
        when seconds > sla_hours * 3600 then 'missed'
        when resolved_at is not null then 'on_time'
        else 'not_due'
    end as fate
from judged
