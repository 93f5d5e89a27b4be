-- How many orders came to be due to each campaign, by last touch: one row per campaign, days since
-- the touch and day from which they count.
--
-- last_days  as in campaign_orders; NULL where the orders name the campaign
-- orders     added up to a day, they tell how many were due to the campaign on that day
with

credited as (

    select
        coalesce(campaign_id, last_campaign_id) as campaign_id,
        case when campaign_id is null then last_days end as last_days,
        counted_on,
        orders
    from campaign_orders

)

select
    campaign_id,
    last_days,
    counted_on,
    cast(sum(orders) as bigint) as orders
from credited
where campaign_id is not null
group by campaign_id, last_days, counted_on
having sum(orders) <> 0
