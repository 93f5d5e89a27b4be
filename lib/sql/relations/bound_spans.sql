-- Spans in which customers are bound, contracts that meet or overlap made one: one row a span.
--
-- starts_on, ends_on  ends_on far ahead where the contract has no end
-- Needs $as_of: contracts that begin later are not known yet.
with

known as (

    select
        customer_key,
        starts_on,
        coalesce(ends_on, date '9999-12-31') as ends_on
    from contracts
    where starts_on <= cast($as_of as date)
        and customer_key is not null

),

followed as (

    select
        customer_key,
        starts_on,
        ends_on,
        max(ends_on) over (
            partition by customer_key
            order by starts_on, ends_on
            rows between unbounded preceding and 1 preceding
        ) as bound_until
    from known

),

begun as (

    select
        customer_key,
        starts_on,
        ends_on,
        sum(case when date_diff('day', bound_until, starts_on) <= 1 then 0 else 1 end) over (
            partition by customer_key
            order by starts_on, ends_on
            rows between unbounded preceding and current row
        ) as place
    from followed

)

select
    customer_key,
    min(starts_on) as starts_on,
    max(ends_on) as ends_on
from begun
group by customer_key, place
