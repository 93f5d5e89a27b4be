-- Orders with lines on several days, of those from $since to $until: one row per
-- order that is not among them yet. Asked where `baskets` are not made of all these lines at once,
-- as rows of one statement are compared there. Some too many do no harm: void lines are asked too.
with

dated as (

    select
        order_id,
        min(ordered_on) as first_on,
        max(ordered_on) as last_on
    from orders
    where ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
        and revenue >= 0
        and coalesce(quantity, 0) >= 0
    group by order_id

)

select dated.order_id
from dated
left join apart_orders
    on apart_orders.order_id = dated.order_id
where dated.first_on < dated.last_on
    and apart_orders.order_id is null
