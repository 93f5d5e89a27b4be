-- Open complaints and what is to be done next, those that need somebody most first: one row each.
--
-- level      0 in time, 1 past its hours, 2 and 3 past so many times as many
-- hours_over hours that counted since it was made, less those its severity has
-- next_step  the first of the company's steps that is not done
with

done as (

    select
        complaint_id,
        max(case when step = $step_1 then 1 end) as done_1,
        max(case when step = $step_2 then 1 end) as done_2,
        max(case when step = $step_3 then 1 end) as done_3,
        max(case when step = $step_4 then 1 end) as done_4,
        max(case when step = $step_5 then 1 end) as done_5,
        max(case when step = $step_6 then 1 end) as done_6,
        max(case when step = $step_7 then 1 end) as done_7
    from recovery_steps
    where cast(done_at as date) <= cast($as_of as date)
    group by complaint_id

),

waiting as (

    select
        complaint_hours.*,
        case
            when fate <> 'missed' then 0
            when hours <= $level_2_at * sla_hours then 1
            when hours <= $level_3_at * sla_hours then 2
            else 3
        end as level,
        case
            when done.done_1 is null then $step_1
            when done.done_2 is null and $step_2 is not null then $step_2
            when done.done_3 is null and $step_3 is not null then $step_3
            when done.done_4 is null and $step_4 is not null then $step_4
            when done.done_5 is null and $step_5 is not null then $step_5
            when done.done_6 is null and $step_6 is not null then $step_6
            when done.done_7 is null and $step_7 is not null then $step_7
        end as next_step
    from complaint_hours
    left join done
        on done.complaint_id = complaint_hours.complaint_id
    where complaint_hours.resolved_at is null

),

chosen as (

    select *
    from waiting
    where ($level is null or level = $level)
        and case $needs
            when 'overdue' then level > 0
            when 'unowned' then owner is null
            when 'due' then level = 0
            else true
        end

),

listed as (

    select
        chosen.*,
        count(*) over () as total
    from chosen
    order by
        chosen.level desc,
        chosen.tier,
        chosen.owner is not null,
        chosen.hours - chosen.sla_hours desc,
        chosen.complaint_id
    limit $limit

),

stood as (

    select
        tiered.customer_key,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.month in (select month from standing_month)
        and tiered.customer_key in (select customer_key from listed)

),

told_before as (

    select
        listed.complaint_id,
        count(*) as complaints_before
    from listed
    inner join complaints
        on complaints.customer_key = listed.customer_key
        and complaints.opened_at < listed.opened_at
        and cast(complaints.opened_at as date) > listed.opened_on - interval 12 month
    group by listed.complaint_id

)

select
    listed.complaint_id,
    customers.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    stood.badge,
    listed.level,
    round(listed.hours - listed.sla_hours, 2) as hours_over,
    listed.owner,
    listed.next_step,
    listed.kind as about,
    listed.severity,
    listed.channel,
    listed.opened_at,
    listed.first_reply_at,
    round(listed.hours, 2) as hours,
    listed.sla_hours,
    listed.handovers,
    coalesce(told_before.complaints_before, 0) as complaints_before,
    stood.last_trade_day,
    stood.revenue,
    stood.value,
    listed.total
from listed
left join customers
    on customers.customer_key = listed.customer_key
left join stood
    on stood.customer_key = listed.customer_key
left join told_before
    on told_before.complaint_id = listed.complaint_id
order by
    listed.level desc,
    listed.tier,
    listed.owner is not null,
    listed.hours - listed.sla_hours desc,
    listed.complaint_id
