-- Where each lead went: one row a lead and stage it entered, up to the last day of the data.
create or replace temp table journeys as
with

steps as (
    select
        leads.*,
        stages.stage,
        stages.position,
        uniform('advance', lead * 10 + stages.position) < stages.advances as advances,
        case
            when uniform('forgotten', lead * 10 + stages.position) < $forgotten_share then 9999
            else 1 + floor(
                stages.median_days
                * exp($stage_days_spread * normal('stage days', lead * 10 + stages.position))
            )::integer
        end as days
    from leads
    cross join sample_stages as stages
),

walked as (
    select
        *,
        -- The first stage is always entered; a later one where all before it were passed.
        coalesce(bool_and(advances) over before, true) as is_reached,
        created_on + coalesce(sum(days) over before, 0)::integer as entered_on
    from steps
    window before as (
        partition by lead order by position rows between unbounded preceding and 1 preceding
    )
)

select
    * exclude (is_reached),
    entered_on + days as leaves_on,
    entered_on + days > $last_day as is_open,
    position = max(position) over (partition by lead) as is_latest
from walked
where is_reached and entered_on <= $last_day;
