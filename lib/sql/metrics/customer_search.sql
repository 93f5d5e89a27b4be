-- Customers whose id or name holds a text: one row a customer; who is called exactly so first, then
-- the most valuable.
--
-- tier, badge, value and revenue  at the month start that standing_month names
with

-- Materialized, or the customers are looked through twice.
named as materialized (

    select
        customer_key,
        customer_id,
        name,
        region,
        kind
    from customers
    where $text = ''
        or customer_key in (
            select customer_key
            from customer_names
            where contains(searched, lower($text))
        )

),

-- What runs from an id into a name is in neither: only a text that holds the sign between them does.
-- Of any other, all are as they were named; asked again, customers would be read in small letters.
found as materialized (

    select
        customer_key,
        customer_id,
        name,
        region,
        kind,
        case
            when lower(customer_id) = lower($text) or lower(name) = lower($text) then 1
            else 2
        end as place
    from named
    where not contains($text, chr(31))
        or contains(lower(customer_id), lower($text))
        or contains(lower(name), lower($text))

),

standing_then as (

    select
        tiered.customer_key,
        tiered.month,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.month in (select month from standing_month)
        and tiered.customer_key in (select customer_key from found)

)

select
    found.customer_id,
    found.name,
    coalesce(standing_then.tier, 'none') as tier,
    found.region,
    found.kind,
    standing_then.badge,
    standing_then.last_trade_day,
    date_diff('day', standing_then.last_trade_day, standing_then.month) as silent_for,
    standing_then.revenue,
    standing_then.value,
    count(*) over () as total
from found
left join standing_then
    on standing_then.customer_key = found.customer_key
order by found.place, standing_then.value desc nulls last, found.customer_id
limit $limit
