-- The customers of some scores of recency, frequency and money: one row a customer, those who
-- bought most first. $scores are three digits each.
with

stood as (

    select tiered.*
    from tiered
    where tiered.month in (select month from standing_month)

),

listed as (

    select
        rfm_scores.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        coalesce(stood.tier, 'none') as tier,
        stood.badge,
        stood.value,
        count(*) over () as total
    from rfm_scores
    inner join customers
        on customers.customer_key = rfm_scores.customer_key
    left join stood
        on stood.customer_key = rfm_scores.customer_key
    where list_contains(
        $scores,
        100 * rfm_scores.recency_score
        + 10 * rfm_scores.frequency_score
        + rfm_scores.money_score
    )
    order by rfm_scores.revenue desc, customers.customer_id
    limit $limit

)

select
    customer_id,
    name,
    tier,
    region,
    kind,
    badge,
    value,
    recency_score,
    frequency_score,
    money_score,
    last_on as last_trade_day,
    date_diff('day', last_on, cast($until as date)) as silent_for,
    orders,
    revenue,
    total
from listed
order by revenue desc, customer_id
