-- What campaigns cost month by month, up to the as-of day: one row per campaign and month it ran.
--
-- amount  what campaign_days report; where they report no cost of the campaign, campaigns.cost in
--         proportion to its days, from its first day or touch to its last. NULL where no cost is
--         known. A campaign without any day is in no month
-- Needs $as_of.
with

reported_days as (

    select
        campaign_id,
        cast(date_trunc('month', day) as date) as month,
        cost
    from campaign_days
    where day <= cast($as_of as date)
        and cost is not null

),

reported as (

    select
        campaign_id,
        month,
        cast(sum(cost) as double) as amount
    from reported_days
    group by campaign_id, month

),

touched as (

    select
        campaign_id,
        min(touched_on) as first_on,
        max(touched_on) as last_on
    from reach_counts
    group by campaign_id

),

running as (

    select
        campaigns.campaign_id,
        campaigns.cost,
        coalesce(campaigns.started_on, touched.first_on, campaigns.ended_on) as starts_on,
        greatest(
            coalesce(campaigns.started_on, touched.first_on, campaigns.ended_on),
            coalesce(campaigns.ended_on, touched.last_on, campaigns.started_on)
        ) as ends_on
    from campaigns
    left join touched
        on touched.campaign_id = campaigns.campaign_id
    where campaigns.campaign_id not in (select campaign_id from reported)

)

select
    campaign_id,
    month,
    amount
from reported
union all
select
    running.campaign_id,
    months.month,
    running.cost
    * (
        date_diff(
            'day',
            greatest(running.starts_on, months.month),
            least(
                running.ends_on,
                cast(months.next_month - interval 1 day as date),
                cast($as_of as date)
            )
        )
        + 1
    )
    / nullif(date_diff('day', running.starts_on, running.ends_on) + 1, 0) as amount
from running
inner join months
    on months.next_month > running.starts_on
    and months.month <= least(running.ends_on, cast($as_of as date))
