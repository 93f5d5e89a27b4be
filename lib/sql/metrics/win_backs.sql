-- Customers who came back in the period: one row per month and customer, the most valuable first.
with

listed as (

    select
        comebacks.*,
        customers.customer_id,
        count(*) over () as total
    from comebacks
    inner join customers
        on customers.customer_key = comebacks.customer_key
    where ($preceded is null or comebacks.preceded = $preceded)
    order by comebacks.value desc nulls last, customers.customer_id, comebacks.month
    limit $limit

)

select
    listed.month,
    listed.customer_id,
    customers.name,
    listed.tier,
    listed.badge,
    customers.region,
    customers.kind,
    listed.value,
    listed.back_on,
    listed.last_seen_on,
    listed.away_for,
    listed.preceded,
    coalesce(campaigns.name, listed.campaign_id) as campaign,
    listed.touched_on,
    listed.resolved_on,
    listed.contacted_on,
    listed.offered_on,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
left join campaigns
    on campaigns.campaign_id = listed.campaign_id
order by listed.value desc nulls last, listed.customer_id, listed.month
