-- What the channels report day by day: the campaign's cost spread unevenly over its days.
insert into campaign_days by name
with

days as (
    select
        plan.*,
        campaigns.cost,
        unnest(range(0, 1 + date_diff('day', plan.started_on, plan.ended_on))) as day_number
    from sample_campaigns as plan
    inner join campaigns using (campaign_id)
    where plan.by_day
),

weighed as (
    select
        *,
        (started_on + day_number::integer) as day,
        0.6 + 0.8 * uniform('spend', campaign * 10000 + day_number) as weight
    from days
),

-- What is spent by the end of a day, in cents, so that the days add up to the campaign's cost.
spent_by as (
    select
        *,
        round(
            cost::double * sum(weight) over so_far / sum(weight) over all_days,
            2
        )::decimal(18, 2) as spent_by
    from weighed
    window
        so_far as (
            partition by campaign_id order by day rows unbounded preceding
        ),
        all_days as (
            partition by campaign_id order by day
            rows between unbounded preceding and unbounded following
        )
),

spent as (
    select
        *,
        (spent_by - coalesce(lag(spent_by) over (partition by campaign_id order by day), 0))::double
            as spent
    from spent_by
),

seen as (
    select
        *,
        round(spent / 0.011 * (0.8 + 0.4 * uniform('seen', campaign * 10000 + day_number)))::bigint
            as impressions
    from spent
),

clicked as (
    select
        *,
        floor(impressions * 0.012)::bigint as clicks
    from seen
)

select
    campaign_id,
    day,
    spent::decimal(18, 4) as cost,
    impressions,
    clicks,
    floor(clicks * 0.12)::bigint as leads,
    floor(spent * claims / 42)::bigint as orders,
    round(spent * claims, 2)::decimal(18, 4) as revenue
from clicked;
