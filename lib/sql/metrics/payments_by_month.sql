-- Money received, what was paid back taken off: one row a month with a payment, up to the as-of
-- day.
with

paid as (

    select
        cast(date_trunc('month', paid_on) as date) as month,
        amount
    from payments
    where paid_on <= cast($as_of as date)
        and paid_on >= coalesce(cast($since as date), paid_on)
        and paid_on <= coalesce(cast($until as date), paid_on)

)

select
    month,
    count(*) as payments,
    sum(amount) as received,
    cast(month + interval 1 month as date) <= cast($as_of as date) + 1 as is_complete
from paid
group by month
order by month
