-- The seven steps of putting a complaint right: one row a step, in their order.
--
-- complaints    opened from $since to $until, those that proved unfounded aside
-- done          of those, the step done by the as-of day; NULL where no such step is ever recorded
-- median_hours  from the complaint to the step, of those done
with

steps as (

    select 1 as place, 'apologise' as step
    union all
    select 2 as place, 'solve' as step
    union all
    select 3 as place, 'talk' as step
    union all
    select 4 as place, 'delight' as step
    union all
    select 5 as place, 'improve' as step
    union all
    select 6 as place, 'report' as step
    union all
    select 7 as place, 'keep_in_touch' as step

),

opened as (

    select
        complaints.complaint_id,
        complaints.customer_key,
        complaints.opened_at,
        complaints.resolved_at,
        cast(date_trunc('month', complaints.opened_at) as date) as month
    from complaints
    where coalesce(complaints.valid, true)
        and cast(complaints.opened_at as date) between $since and $until
        and cast(complaints.opened_at as date) <= cast($as_of as date)
        and (
            $everyone
            or complaints.customer_key in (select customer_key from scope where not $everyone)
        )

),

stood as (

    select
        opened.complaint_id,
        tiered.tier
    from opened
    inner join tiered
        on tiered.customer_key = opened.customer_key
        and tiered.month = opened.month
    where array_length($tier) > 0

),

meant as (

    select opened.*
    from opened
    left join stood
        on stood.complaint_id = opened.complaint_id
    where array_length($tier) = 0
        or list_contains($tier, coalesce(stood.tier, 'none'))

),

recorded as (

    select
        meant.complaint_id,
        recovery_steps.step,
        recovery_steps.done_at,
        meant.opened_at
    from meant
    inner join recovery_steps
        on recovery_steps.complaint_id = meant.complaint_id
    where cast(recovery_steps.done_at as date) <= cast($as_of as date)
    union all
    select
        complaint_id,
        'solve' as step,
        resolved_at as done_at,
        opened_at
    from meant
    where cast(resolved_at as date) <= cast($as_of as date)

),

done as (

    select
        complaint_id,
        step,
        date_diff('minute', min(opened_at), min(done_at)) / 60 as hours
    from recorded
    group by complaint_id, step

),

counted as (

    select
        step,
        count(*) as done,
        median(case when hours >= 0 then hours end) as median_hours
    from done
    group by step

),

told as (

    select (select count(*) from meant) as complaints

),

-- Whether a step that was not done would be known: some are recorded at all.
known as (

    select count(*) > 0 as is_recorded
    from recovery_steps

)

select
    steps.step,
    told.complaints,
    case
        when known.is_recorded or counted.step is not null then coalesce(counted.done, 0)
    end as done,
    case
        when known.is_recorded or counted.step is not null
            then coalesce(counted.done, 0) / nullif(told.complaints, 0)
    end as share,
    counted.median_hours
from steps
cross join told
cross join known
left join counted
    on counted.step = steps.step
order by steps.place
