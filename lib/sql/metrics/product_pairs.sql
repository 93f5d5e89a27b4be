-- Products bought together in one order: one row a pair in at least $at_least orders of the
-- period, those found together most often beyond chance first.
--
-- together             trade orders that hold both; customers those known who made them; orders_a, orders_b hold the one; orders is all
-- support              together out of orders
-- confidence_a_to_b    together out of orders_a: who bought A bought B as well
-- lift                 together out of what chance would bring: orders_a x orders_b / orders
with

bought as (

    select
        order_id,
        product_key,
        min(customer_key) as customer_key
    from lines_in_scope
    where is_trade
        and product_key is not null
        and ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
    group by order_id, product_key

),

counted as (

    select
        product_key,
        count(*) as orders
    from bought
    group by product_key

),

-- A pair is no more frequent than its products.
baskets as (

    select
        order_id,
        product_key,
        customer_key
    from bought
    where product_key in (select product_key from counted where orders >= $at_least)

),

pairs as (

    select
        one.product_key as product_a,
        other.product_key as product_b,
        count(*) as together
    from baskets as one
    inner join baskets as other
        on other.order_id = one.order_id
        and other.product_key > one.product_key
    group by one.product_key, other.product_key
    having count(*) >= $at_least

),

whole as (

    select count(distinct order_id) as orders
    from bought

),

judged as (

    select
        pairs.together,
        a.orders as orders_a,
        b.orders as orders_b,
        whole.orders,
        pairs.product_a,
        pairs.product_b,
        cast(a.orders as double) * b.orders / nullif(whole.orders, 0) as by_chance,
        count(*) over () as total
    from pairs
    inner join counted as a
        on a.product_key = pairs.product_a
    inner join counted as b
        on b.product_key = pairs.product_b
    cross join whole

),

listed as (

    select
        judged.*,
        judged.together - judged.by_chance as beyond_chance,
        first_products.product_id as id_a,
        coalesce(first_products.name, first_products.product_id) as name_a,
        second_products.product_id as id_b,
        coalesce(second_products.name, second_products.product_id) as name_b
    from judged
    inner join products as first_products
        on first_products.product_key = judged.product_a
    inner join products as second_products
        on second_products.product_key = judged.product_b
    order by judged.together - judged.by_chance desc, id_a, id_b
    limit $limit

),

buyers as (

    select
        listed.product_a,
        listed.product_b,
        count(distinct one.customer_key) as customers
    from listed
    inner join baskets as one
        on one.product_key = listed.product_a
    inner join baskets as other
        on other.order_id = one.order_id
        and other.product_key = listed.product_b
    group by listed.product_a, listed.product_b

)

select
    listed.id_a as product_a,
    listed.name_a,
    listed.id_b as product_b,
    listed.name_b,
    listed.together,
    buyers.customers,
    listed.orders_a,
    listed.orders_b,
    listed.orders,
    listed.together / nullif(listed.orders, 0) as support,
    listed.together / nullif(listed.orders_a, 0) as confidence_a_to_b,
    listed.together / nullif(listed.orders_b, 0) as confidence_b_to_a,
    listed.together / nullif(listed.by_chance, 0) as lift,
    listed.total
from listed
inner join buyers
    on buyers.product_a = listed.product_a
    and buyers.product_b = listed.product_b
order by listed.beyond_chance desc, listed.id_a, listed.id_b
