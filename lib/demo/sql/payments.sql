-- What customers paid: one row an order that was paid, and one a refund that was paid back.
-- Households pay when they order, businesses against an invoice; some of them for no order named.
insert into payments by name
with

billed as (
    select
        order_id,
        substr(order_id, 2)::bigint as order_number,
        customer_key as number,
        min(ordered_on) as ordered_on,
        max(ordered_on) as last_line_on,
        sum(greatest(revenue, 0)) as amount,
        sum(least(revenue, 0)) as refund
    from orders
    where customer_key between $first and $last and status = 'completed'
    group by order_id, customer_key
),

owed as (
    select
        billed.*,
        lives.is_person,
        not lives.is_person and uniform('names no order', number) < $names_no_order as is_unnamed,
        case
            when lives.is_person then floor(2 * uniform('paid', order_number))::integer
            else 1 + floor(
                if(
                    lives.industry = list_position($industries, $pays_late),
                    $late_payment_days,
                    $payment_days
                ) * exp($payment_days_spread * normal('paid', order_number))
            )::integer
        end as days,
        uniform('unpaid', order_number) < case
            when lives.is_person then $never_paid_person
            when billed.ordered_on > lives.stops_on - 60 then $never_paid_when_leaving
            else $never_paid
        end as is_unpaid
    from billed
    inner join lives using (number)
),

moved as (
    select
        format('Z{:010d}', order_number) as payment_id,
        ordered_on + days as paid_on,
        *
    from owed
    where not is_unpaid and amount > 0

    union all

    select
        format('Z{:010d}R', order_number) as payment_id,
        greatest(ordered_on + days, last_line_on) + 4 as paid_on,
        * replace (refund as amount)
    from owed
    where not is_unpaid and refund < 0 and uniform('pays back', order_number) < $paid_back
)

select
    payment_id,
    case when not is_unnamed then order_id end as order_id,
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    paid_on,
    amount::decimal(18, 4) as amount
from moved
where paid_on <= $last_day;
