-- A customer and those like them, with what foretells the value of each: one row a customer.
--
-- is_theirs  the customer asked about; the others are those of drawn_alike
-- peers      how many those alike are, all of them
-- Whose only contract ended since the month start brings as little as who left.
select
    customers.customer_id = $customer_id as is_theirs,
    coalesce(lifetimes.tier, drawn_alike.tier) as tier,
    coalesce(lifetimes.repeats, 0) as repeats,
    coalesce(lifetimes.recency, 0) as recency,
    coalesce(lifetimes.age, 0) as age,
    coalesce(lifetimes.is_bound, false) as is_bound,
    coalesce(lifetimes.bound_for, 0) as bound_for,
    coalesce(lifetimes.is_left, true) as is_left,
    coalesce(lifetimes.spend > 0, false) as is_paying,
    cast(coalesce(lifetimes.spend, 0) as double) as spend,
    cast(lifetimes.monthly as double) as monthly,
    drawn_alike.peers
from foretold_customers
inner join customers
    on customers.customer_key = foretold_customers.customer_key
left join lifetimes
    on lifetimes.customer_key = foretold_customers.customer_key
left join drawn_alike
    on drawn_alike.customer_key = foretold_customers.customer_key
where drawn_alike.peers is not null
    or (customers.customer_id = $customer_id and lifetimes.customer_key is not null)
