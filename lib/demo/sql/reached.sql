-- Whom the campaigns to keep customers reach, and the order a touch brings: one row a campaign
-- and customer.
create or replace temp table reached as
with

audiences as (
    select
        *,
        if(is_person, 'households', if(annual_value < 3000, 'small businesses', null)) as audience
    from lives
    where begins_on is not null
),

chosen as (
    select
        campaign_id,
        number,
        min(ordered_on) + $days_after_order as touched_on
    from sample_campaigns as campaigns
    inner join planned_orders
        on ordered_on + $days_after_order between campaigns.started_on and campaigns.ended_on
    inner join audiences using (number, audience)
    where campaigns.timing = 'after an order'
    group by campaign_id, number

    union all

    select
        campaign_id,
        number,
        campaigns.started_on
    from sample_campaigns as campaigns
    inner join audiences using (audience)
    where campaigns.timing = 'first day'
        and campaigns.started_on between begins_on + 30 and stops_on + 45

    union all

    select
        campaign_id,
        number,
        remembered_on
    from (
        select
            *,
            campaigns.started_on + floor(
                uniform('remembered', number)
                * date_diff('day', campaigns.started_on, campaigns.ended_on)
            )::integer as remembered_on
        from sample_campaigns as campaigns
        inner join audiences using (audience)
        where campaigns.timing = 'lost'
    )
    where remembered_on between stops_on + 75 and stops_on + 270
),

drawn as (
    select
        campaigns.*,
        chosen.number,
        chosen.touched_on,
        chosen.number * 100 + campaigns.campaign as touch
    from chosen
    inner join sample_campaigns as campaigns using (campaign_id)
),

held as (
    select
        *,
        uniform('control', touch) < control as in_control
    from drawn
    where uniform('reached', touch) < reach
)

select
    *,
    case
        when not in_control and uniform('lift', touch) < lift
            then touched_on + 2 + floor(20 * uniform('answers', touch))::integer
    end as responded_on
from held;
