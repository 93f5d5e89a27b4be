-- Whom nobody has spoken to for long: one row a customer who stands at the latest month start, the
-- most valuable first.
--
-- unanswered   contacts that came in in the 12 months to the as-of day and were not answered
-- salesperson  who sold what the customer ordered last, where that is told
with

unanswered as (

    select
        customer_key,
        count(*) as unanswered
    from contact_days
    where is_judged
        and not is_answered
        and happened_on > cast(cast($as_of as date) - interval 12 month as date)
    group by customer_key

),

listed as (

    select
        contacted.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        count(*) over () as total
    from contacted
    inner join customers
        on customers.customer_key = contacted.customer_key
    where exists (select 1 from interactions)
        and ($band is null or contacted.band = $band)
        and coalesce(contacted.days >= $days, true)
        and (array_length($tier) = 0 or list_contains($tier, contacted.tier))
    order by contacted.value desc nulls last, customers.customer_id
    limit $limit

),

sold as (

    select
        customer_key,
        salesperson,
        row_number() over (
            partition by customer_key
            order by ordered_on desc, order_id desc
        ) as place
    from orders
    where salesperson is not null
        and ordered_on <= cast($as_of as date)
        and customer_key in (select customer_key from listed)

),

sellers as (

    select
        customer_key,
        salesperson
    from sold
    where place = 1

)

select
    listed.customer_id,
    listed.name,
    listed.tier,
    listed.region,
    listed.kind,
    listed.contacted_on,
    listed.days as days_since_contact,
    coalesce(unanswered.unanswered, 0) as unanswered,
    sellers.salesperson,
    listed.value,
    listed.total
from listed
left join unanswered
    on unanswered.customer_key = listed.customer_key
left join sellers
    on sellers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
