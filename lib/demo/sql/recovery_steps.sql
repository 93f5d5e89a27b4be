-- How complaints were put right: one row a complaint and step done; of those still open, each step.
insert into recovery_steps by name
with

-- Who stays: trades on the days 15 to 104 after the complaint, as far as that is known.
made as (
    select
        complaints.*,
        hash(complaints.complaint_id) as whose,
        lives.stops_on > $last_day
        and opened_at::date + 104 > $last_day
        or exists (
            select 1
            from baskets
            where baskets.number = complaints.customer_key
                and not baskets.is_cancelled
                and baskets.ordered_on
                    between complaints.opened_at::date + 15 and complaints.opened_at::date + 104
        ) as stays
    from complaints
    inner join lives
        on lives.number = complaints.customer_key
),

planned as (
    select
        made.*,
        steps.step,
        uniform(steps.step, whose) < case
            when step = $recovery_pays then if(stays, $talked_stayed, $talked_left)
            else share
        end as is_done,
        case
            when step = 'solve' then resolved_at
            when step = $recovery_pays
                then opened_at + to_minutes(
                    1440 + floor(17000 * uniform('talked', whose))::integer
                )
            else opened_at + to_minutes(ceil(
                60 * median_hours * exp(0.6 * normal(step || ' when', whose))
            )::integer)
        end as does_at
    from made
    cross join sample_recovery_steps as steps
),

known as (
    select
        *,
        is_done
        and owner is not null
        and does_at < $last_day::timestamp + to_days(1) as was_done
    from planned
)

select
    complaint_id,
    step,
    case when was_done then does_at end as done_at
from known
where coalesce(was_done, false) or resolved_at is null;
