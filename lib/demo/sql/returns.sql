-- What came back: the lines said to be returned, and equipment in need of repair.
insert into returns by name
with

sent_back as (
    select
        orders.*,
        hash(order_id || line) as whose,
        products.category
    from orders
    inner join sample_products as products using (product_key)
    where customer_key between $first and $last
),

dated as (
    select
        *,
        'return' as returned_as,
        ordered_on + 9 + floor(20 * uniform('return day', whose))::integer as came_back_on
    from sent_back
    where status = 'returned'
    union all
    select
        *,
        'repair',
        ordered_on + 30 + floor(300 * uniform('repair day', whose))::integer
    from sent_back
    where category = 'equipment'
        and status = 'completed'
        and revenue > 0
        and uniform('breaks', whose) < $repaired_share
)

select
    format('{}-{}{}', order_id, left(returned_as, 3), line) as return_id,
    order_id,
    customer_id,
    customer_key,
    came_back_on as returned_on,
    returned_as as kind,
    product_id,
    product_key,
    case when returned_as = 'return' then quantity else 1 end as quantity,
    case when returned_as = 'return' then revenue end as amount,
    case
        when returned_as = 'repair' then 'broken'
        else pick(
            ['damaged', 'wrong item', 'too late', 'not as described', 'changed mind'],
            uniform('return reason', whose)
        )
    end as reason
from dated
where came_back_on <= $last_day;
