-- What was ordered less what was paid up to the as-of day: one row per order that is open or
-- over-paid, and one without an order per customer who paid more than all orders asked for.
--
-- ordered_on  day of the order's first line
-- owed        revenue of its lines, refunds taken off
-- open        owed and not paid: payments that name no order pay the customer's oldest orders first
-- over_paid   paid, or credited, beyond what was owed
--
-- An order from before the first payment in the data that no payment names is left out: what was
-- paid then is not told. Needs $as_of (NULL: no end).
with

-- Without any payment nothing is told of what is open: then no line is read.
any_payment as (

    select true as is_told
    from payments
    limit 1

),

owed as (

    select
        sales_lines.order_id,
        min(sales_lines.customer_key) as customer_key,
        min(sales_lines.ordered_on) as ordered_on,
        sum(sales_lines.revenue) as owed
    from sales_lines
    cross join any_payment
    where not coalesce(sales_lines.ordered_on > $as_of, false)
    group by sales_lines.order_id

),

named as (

    select
        order_id,
        sum(amount) as paid
    from payments
    where order_id is not null
        and not coalesce(paid_on > $as_of, false)
    group by order_id

),

told as (

    select min(paid_on) as begins_on
    from payments

),

judged as (

    select
        owed.order_id,
        owed.customer_key,
        owed.ordered_on,
        owed.owed,
        owed.owed - coalesce(named.paid, 0) as balance
    from owed
    left join named
        on named.order_id = owed.order_id
    cross join told
    where owed.owed <> coalesce(named.paid, 0)
        and (named.order_id is not null or coalesce(owed.ordered_on >= told.begins_on, true))

),

placed as (

    select
        judged.*,
        sum(case when balance > 0 then balance else 0 end) over (
            partition by customer_key
            order by ordered_on, order_id
            rows between unbounded preceding and current row
        ) as due_by_then
    from judged

),

settled as (

    select
        placed.order_id,
        placed.customer_key,
        placed.ordered_on,
        placed.owed,
        case
            when placed.balance <= 0 then 0
            else greatest(
                0,
                least(
                    placed.balance,
                    placed.due_by_then - greatest(0, coalesce(unnamed_payments.amount, 0))
                )
            )
        end as open,
        greatest(0, -placed.balance) as over_paid
    from placed
    left join unnamed_payments
        on unnamed_payments.customer_key = placed.customer_key

),

dues as (

    select
        customer_key,
        max(due_by_then) as due
    from placed
    group by customer_key

)

select
    order_id,
    customer_key,
    ordered_on,
    owed,
    open,
    over_paid
from settled
where open > 0 or over_paid > 0
union all
select
    cast(null as varchar) as order_id,
    unnamed_payments.customer_key,
    cast(null as date) as ordered_on,
    0 as owed,
    0 as open,
    unnamed_payments.amount - coalesce(dues.due, 0) as over_paid
from unnamed_payments
left join dues
    on dues.customer_key = unnamed_payments.customer_key
where unnamed_payments.customer_key is not null
    and unnamed_payments.amount > coalesce(dues.due, 0)
