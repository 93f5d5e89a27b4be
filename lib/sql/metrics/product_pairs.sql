-- Products bought together in one order: one row a pair in at least $at_least orders of the
-- period, those found together most often beyond chance first.
--
-- together             trade orders that hold both; customers those known who made them; orders_a, orders_b hold the one; orders is all
-- support              together out of orders
-- confidence_a_to_b    together out of orders_a: who bought A bought B as well
-- lift                 together out of what chance would bring: orders_a x orders_b / orders
with

-- A basket of up to three products tells them itself. Only the lines of larger ones are read, and of
-- orders that other baskets may be of too.
held as (

    select
        order_id,
        customer_key,
        least,
        middle,
        most,
        is_apart,
        is_apart or (order_id is not null and least <> most) as is_read
    from baskets_in_scope
    where is_trade
        and products > 0
        and ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)

),

read_orders as (

    select distinct order_id
    from held
    where is_read

),

bought as (

    select
        lines_in_scope.order_id,
        lines_in_scope.product_key,
        min(lines_in_scope.customer_key) as customer_key
    from lines_in_scope
    inner join read_orders
        on read_orders.order_id = lines_in_scope.order_id
    where lines_in_scope.is_trade
        and lines_in_scope.product_key is not null
        and lines_in_scope.ordered_on >= cast($since as date)
        and lines_in_scope.ordered_on <= cast($until as date)
    group by lines_in_scope.order_id, lines_in_scope.product_key

),

-- Baskets alike, of which there are fewer by far than baskets.
alike as (

    select
        least,
        middle,
        most,
        count(*) as orders
    from held
    where not is_read
    group by least, middle, most

),

holding as (

    select
        least as product_key,
        orders
    from alike
    union all
    select
        most as product_key,
        orders
    from alike
    where least <> most
    union all
    select
        middle as product_key,
        orders
    from alike
    where middle <> least
        and middle <> most
    union all
    select
        product_key,
        count(*) as orders
    from bought
    group by product_key

),

counted as (

    select
        product_key,
        cast(sum(orders) as bigint) as orders
    from holding
    group by product_key

),

-- A pair is no more frequent than its products.
frequent as (

    select
        order_id,
        product_key,
        customer_key
    from bought
    where product_key in (select product_key from counted where orders >= $at_least)

),

-- Both products of a pair, one row per pair and order; the customer is who bought the first.
bought_together as (

    select
        least as product_a,
        most as product_b,
        customer_key
    from held
    where not is_read
        and least <> most
    union all
    select
        least as product_a,
        middle as product_b,
        customer_key
    from held
    where not is_read
        and middle <> least
        and middle <> most
    union all
    select
        middle as product_a,
        most as product_b,
        customer_key
    from held
    where not is_read
        and middle <> least
        and middle <> most
    union all
    select
        one.product_key as product_a,
        other.product_key as product_b,
        one.customer_key
    from frequent as one
    inner join frequent as other
        on other.order_id = one.order_id
        and other.product_key > one.product_key

),

pairs as (

    select
        product_a,
        product_b,
        count(*) as together
    from bought_together
    group by product_a, product_b
    having count(*) >= $at_least

),

whole as (

    select
        count(case when not is_apart then 1 end)
        + count(distinct case when is_apart then order_id end) as orders
    from held

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
        count(distinct bought_together.customer_key) as customers
    from listed
    inner join bought_together
        on bought_together.product_a = listed.product_a
        and bought_together.product_b = listed.product_b
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
