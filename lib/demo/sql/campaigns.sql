-- The campaigns, with what they cost: so much for each customer touched or
-- won, each lead of a fair, or each customer there is.
insert into campaigns by name
with

touched as (
    select
        campaign_id,
        count(distinct customer_key) as heads
    from touches
    where not in_control
    group by campaign_id
),

won as (
    select
        plan.campaign_id,
        count(*) as heads
    from sample_campaigns as plan
    inner join customers
        on customers.acquired_through = plan.channel
            and customers.acquired_on between plan.started_on and plan.ended_on
    group by plan.campaign_id
),

leads as (
    select
        campaign_id,
        count(*) as heads
    from opportunities
    where campaign_id is not null
    group by campaign_id
)

select
    plan.campaign_id,
    plan.name,
    plan.channel,
    plan.purpose,
    plan.started_on,
    plan.ended_on,
    round(cost_each * case
        when plan.purpose = 'keep' then touched.heads
        when plan.channel = 'trade fair' then leads.heads
        when plan.claims > 0 then $customers
        else won.heads
    end, 2)::decimal(18, 4) as cost
from sample_campaigns as plan
left join touched using (campaign_id)
left join won using (campaign_id)
left join leads using (campaign_id);
