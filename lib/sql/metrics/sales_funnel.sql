-- The sales funnel: one row a stage, for opportunities created in the period.
--
-- Conversion is the Aalen-Johansen probability of advancing, losing competing and open ones
-- censored: the sum over days of (share still there before the day) x (advanced that day / still
-- there). Those that left without a known duration are a stratum of their own, weighted by its
-- size: so it is advanced / entered when nothing is open. Median days is the first day on which
-- the Kaplan-Meier share still there is down to one half. Leaving comes before censoring on ties.
with

undated as (

    select count(*) as opportunities
    from opportunities_as_of
    where created_on is null

),

chosen as (

    select *
    from stage_entries
    where ($since is null or created_on >= $since)
        and ($until is null or created_on <= $until)

),

counted as (

    select
        stage,
        count(*) as entered,
        count(case when result = 'advanced' then 1 end) as advanced,
        count(case when result = 'lost' then 1 end) as lost,
        count(case when result = 'open' then 1 end) as open,
        sum(amount) as amount,
        count(days) as durations_known,
        count(case when days is null and result = 'advanced' then 1 end) as advanced_undated,
        count(case when days is null and result <> 'open' then 1 end) as left_undated,
        count(case when not has_history then 1 end) as without_history
    from chosen
    group by stage

),

by_day as (

    select
        stage,
        days,
        count(*) as present,
        count(case when result = 'advanced' then 1 end) as advanced,
        count(case when result <> 'open' then 1 end) as gone
    from chosen
    where days is not null
    group by stage, days

),

at_risk as (

    select
        stage,
        days,
        advanced,
        gone,
        sum(present) over (
            partition by stage
            order by days desc
            rows between unbounded preceding and current row
        ) as at_risk
    from by_day

),

-- Only the last day of a stage can empty it, and no factor after it is needed: hence the guard.
surviving as (

    select
        stage,
        days,
        advanced,
        gone,
        at_risk,
        coalesce(
            exp(
                sum(
                    case when gone < at_risk then ln(1 - gone / nullif(at_risk, 0)) else 0 end
                ) over (
                    partition by stage
                    order by days
                    rows between unbounded preceding and 1 preceding
                )
            ),
            1
        ) as share_before
    from at_risk

),

estimated as (

    select
        stage,
        sum(share_before * advanced / nullif(at_risk, 0)) as advancing,
        min(
            case
                when share_before * (at_risk - gone) / nullif(at_risk, 0) <= 0.5 + 1e-9 then days
            end
        ) as median_days
    from surviving
    group by stage

),

judged as (

    select
        counted.*,
        estimated.median_days,
        case
            when counted.open * 2 > counted.entered then null
            when counted.durations_known * 2 < counted.entered then 'counts'
            else 'aalen-johansen'
        end as method,
        round(
            (
                coalesce(estimated.advancing, 0) * counted.durations_known
                + counted.advanced_undated
            ) / nullif(counted.durations_known + counted.left_undated, 0),
            12
        ) as advancing
    from counted
    left join estimated
        on estimated.stage = counted.stage

)

select
    stage_order.position,
    stage_order.stage,
    coalesce(judged.entered, 0) as entered,
    coalesce(judged.advanced, 0) as advanced,
    coalesce(judged.lost, 0) as lost,
    coalesce(judged.open, 0) as open,
    case
        when judged.method = 'counts'
            then judged.advanced / nullif(judged.advanced + judged.lost, 0)
        when judged.method = 'aalen-johansen' then judged.advancing
    end as conversion,
    judged.median_days,
    judged.amount,
    coalesce(judged.durations_known, 0) as durations_known,
    judged.method,
    coalesce(judged.without_history, 0) as without_history,
    undated.opportunities as undated
from stage_order
cross join undated
left join judged
    on judged.stage = stage_order.stage
where exists (select 1 from opportunities)
order by stage_order.place
