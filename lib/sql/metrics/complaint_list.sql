-- The complaints behind a number, the newest first: one row each.
--
-- Fate: open, replied, resolved, on_time, missed, not_due, unowned, passed_on, passed_on_twice,
-- repeat (made at most 90 days after one of the same customer and kind), or followed (as
-- recovery_effect counts them: valid, a customer's first of a month, the 104 days after it over).
with

stepped as (

    select
        recovery_steps.complaint_id,
        recovery_steps.done_at
    from recovery_steps
    where recovery_steps.step = $step
        and cast(recovery_steps.done_at as date) <= cast($as_of as date)
    union all
    select
        complaint_id,
        resolved_at as done_at
    from told_complaints
    where $step = 'solve'
        and resolved_at is not null

),

done as (

    select
        complaint_id,
        min(done_at) as done_at
    from stepped
    group by complaint_id

),

before as (

    select
        complaint_id,
        kind is not null and customer_key is not null as may_repeat,
        max(opened_on) over (
            partition by customer_key, kind
            order by opened_at, complaint_id
            rows between unbounded preceding and 1 preceding
        ) as before_on,
        row_number() over (
            partition by customer_key, month, is_valid
            order by opened_at, complaint_id
        ) as nth
    from told_complaints

),

chosen as (

    select
        complaint_hours.*,
        before.before_on
    from complaint_hours
    inner join before
        on before.complaint_id = complaint_hours.complaint_id
    inner join complaint_parts
        on complaint_parts.complaint_id = complaint_hours.complaint_id
    left join done
        on done.complaint_id = complaint_hours.complaint_id
    where coalesce(complaint_hours.opened_on >= cast($since as date), true)
        and coalesce(complaint_hours.opened_on <= cast($until as date), true)
        and ($month is null or complaint_hours.month = $month)
        and (not $is_grouped or complaint_parts.part is not distinct from $group)
        and (
            $times is null
            or $times = case
                when complaint_hours.handovers >= 3 then '3+'
                else cast(complaint_hours.handovers as varchar)
            end
        )
        and (
            $customer_id is null
            or complaint_hours.customer_key in (
                select customer_key
                from customers
                where customer_id = $customer_id
            )
        )
        and ($remedy is null or complaint_hours.remedy = $remedy)
        and (
            $step is null
            or date_diff('day', complaint_hours.opened_on, cast(done.done_at as date))
            <= coalesce($within_days, 100000)
        )
        and ($is_valid is null or complaint_hours.is_valid = $is_valid)
        and case $fate
            when 'open' then complaint_hours.resolved_at is null
            when 'replied' then complaint_hours.first_reply_at is not null
            when 'resolved' then complaint_hours.resolved_at is not null
            when 'unowned' then complaint_hours.owner is null
            when 'passed_on' then complaint_hours.handovers > 0
            when 'passed_on_twice' then complaint_hours.handovers > 1
            when 'repeat'
                then before.may_repeat
                and date_diff('day', before.before_on, complaint_hours.opened_on) <= 90
            when 'followed'
                then complaint_hours.is_valid
                and complaint_hours.customer_key is not null
                and before.nth = 1
                and complaint_hours.opened_on + 104 <= cast($as_of as date)
            when 'all' then true
            else complaint_hours.fate = $fate
        end

),

listed as (

    select
        chosen.*,
        count(*) over () as total
    from chosen
    order by chosen.opened_at desc, chosen.complaint_id
    limit $limit

),

stood as (

    select
        tiered.customer_key,
        tiered.badge,
        tiered.last_trade_day,
        tiered.month,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.month in (select month from standing_month)
        and tiered.customer_key in (select customer_key from listed)

)

select
    listed.complaint_id,
    customers.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    stood.badge,
    listed.kind as about,
    listed.cause,
    listed.severity,
    listed.channel,
    listed.opened_at,
    round(listed.hours, 2) as hours,
    listed.sla_hours,
    listed.fate,
    listed.owner,
    listed.handovers,
    listed.resolved_at,
    listed.remedy,
    listed.rating_after,
    listed.is_valid as valid,
    stood.last_trade_day,
    date_diff('day', stood.last_trade_day, stood.month) as silent_for,
    stood.revenue,
    stood.value,
    listed.total
from listed
left join customers
    on customers.customer_key = listed.customer_key
left join stood
    on stood.customer_key = listed.customer_key
order by listed.opened_at desc, listed.complaint_id
