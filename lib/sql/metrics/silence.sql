-- How long customers had been silent on the reference day, and who of them came back: one row a
-- number of days of silence, of the customers with trade in the 365 days before, $reference among
-- them.
--
-- back  of those customers, with trade in the $horizon days after the reference day
with

days as (

    select
        sales_lines.customer_key,
        sales_lines.ordered_on
    from sales_lines
    inner join scope
        on scope.customer_key = sales_lines.customer_key
    where sales_lines.is_trade
        and date_diff('day', sales_lines.ordered_on, cast($reference as date)) <= 365
        and date_diff('day', cast($reference as date), sales_lines.ordered_on) <= $horizon

),

traded as (

    select
        customer_key,
        max(case when ordered_on <= cast($reference as date) then ordered_on end) as last_before,
        max(case when ordered_on > cast($reference as date) then ordered_on end) as last_after
    from days
    group by customer_key

),

silent as (

    select
        date_diff('day', last_before, cast($reference as date)) as silence,
        case when last_after is not null then 1 else 0 end as is_back
    from traded
    where last_before is not null

)

select
    silence,
    count(*) as customers,
    cast(sum(is_back) as bigint) as back
from silent
group by silence
order by silence
