-- Those like one customer, the others of customers_alike, at most $at_most of them: of more, each
-- second, third and so on. One row a customer.
--
-- peers  how many those alike are, all of them
with

numbered as (

    select
        customer_key,
        tier,
        row_number() over (order by customer_key) as place,
        count(*) over () as peers
    from customers_alike
    where not is_theirs

)

select
    customer_key,
    tier,
    peers
from numbered
where cast(floor(place * $at_most / nullif(peers, 0)) as integer)
    > cast(floor((place - 1) * $at_most / nullif(peers, 0)) as integer)
    or peers <= $at_most
