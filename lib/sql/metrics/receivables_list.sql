-- Who owes: one row a customer, and one for those nobody knows; most money first.
--
-- oldest_on, oldest_days  of the oldest open order
with

owing as (

    select
        customer_key,
        count(*) as orders,
        sum(open) as amount,
        sum(case when days > 60 then open else 0 end) as over_60,
        min(ordered_on) as oldest_on,
        max(days) as oldest_days,
        min(tier) as tier,
        min(value) as value
    from aged_balances
    where open > 0
        and ($band is null or band = $band)
        and exists (select 1 from payments)
    group by customer_key

),

listed as (

    select
        owing.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        count(*) over () as total
    from owing
    left join customers
        on customers.customer_key = owing.customer_key
    order by owing.amount desc, customers.customer_id
    limit $limit

)

select
    customer_id,
    name,
    tier,
    region,
    kind,
    orders,
    amount as open_amount,
    over_60,
    oldest_on,
    oldest_days,
    value,
    total
from listed
order by open_amount desc, customer_id
