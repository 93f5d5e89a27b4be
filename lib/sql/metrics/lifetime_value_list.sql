-- Customers and what foretells their value: one row a customer of $customer_id, else of the group.
with

meant as (

    select
        lifetimes.*,
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then lifetimes.tier
            when $by = 'cohort'
                then cast(cast(date_trunc('month', lifetimes.first_on) as date) as varchar)
            else customer_labels.label
        end as label
    from lifetimes
    inner join scope
        on scope.customer_key = lifetimes.customer_key
    left join customer_labels
        on customer_labels.customer_key = lifetimes.customer_key
    where (array_length($tier) = 0 or list_contains($tier, lifetimes.tier))
        and ($came_since is null or lifetimes.first_on >= cast($came_since as date))
        and ($came_until is null or lifetimes.first_on <= cast($came_until as date))

)

select
    customers.customer_id,
    customers.name,
    meant.tier,
    customers.region,
    customers.kind,
    meant.badge,
    meant.first_on as first_trade_day,
    meant.last_on as last_trade_day,
    meant.repeats,
    meant.recency,
    meant.age,
    meant.is_bound,
    meant.bound_for,
    meant.is_left,
    meant.spend > 0 as is_paying,
    cast(meant.spend as double) as spend,
    cast(meant.monthly as double) as monthly
from meant
inner join customers
    on customers.customer_key = meant.customer_key
where coalesce(customers.customer_id = $customer_id, true)
    and ($group is null or coalesce(meant.label, '') = $group)
order by customers.customer_id
