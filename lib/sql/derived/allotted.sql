-- What campaigns spent on each customer: one row per customer and month of first touch.
--
-- amount  a campaign's cost split equally over the customers it touched up to the as-of day,
--         those held back for comparison aside, in the month it first touched each; NULL where
--         the cost of one of them is not known
with

spent as (

    select
        campaign_id,
        sum(cost) as cost
    from campaign_days
    where day <= cast($as_of as date)
    group by campaign_id

),

touched as (

    select
        campaign_id,
        customer_key,
        min(touched_on) as first_on
    from touches
    where not coalesce(in_control, false)
        and touched_on <= cast($as_of as date)
    group by campaign_id, customer_key

),

reached as (

    select
        campaign_id,
        count(*) as customers
    from touched
    group by campaign_id

),

shared as (

    select
        reached.campaign_id,
        coalesce(spent.cost, campaigns.cost) / nullif(reached.customers, 0) as amount
    from reached
    left join spent
        on spent.campaign_id = reached.campaign_id
    left join campaigns
        on campaigns.campaign_id = reached.campaign_id

),

by_campaign as (

    select
        touched.customer_key,
        cast(date_trunc('month', touched.first_on) as date) as month,
        shared.amount
    from touched
    inner join shared
        on shared.campaign_id = touched.campaign_id

)

select
    customer_key,
    month,
    case when count(amount) = count(*) then cast(sum(amount) as decimal(18, 4)) end as amount
from by_campaign
group by customer_key, month
