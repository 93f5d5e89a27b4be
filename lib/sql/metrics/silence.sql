-- How long customers had been silent on the reference day, and who of them came back: one row a
-- number of days of silence, of the customers with trade in the 365 days before, $reference among
-- them.
--
-- back  of those customers, with trade in the $horizon days after the reference day
--
-- A month's first and last day of trade tell enough, but for the month that the reference day cuts.
with

told as (

    select
        customer_key,
        first_trade_day as first_on,
        last_trade_day as last_on
    from customer_months_in_scope
    where month >= date_trunc('month', cast($reference as date) - interval 365 day)
        and month <= cast($reference as date) + $horizon
        and month <> date_trunc('month', cast($reference as date))
        and trade_days > 0
    union all
    select
        lines_in_scope.customer_key,
        lines_in_scope.ordered_on as first_on,
        lines_in_scope.ordered_on as last_on
    from lines_in_scope
    where lines_in_scope.is_trade
        and lines_in_scope.customer_key is not null
        and lines_in_scope.ordered_on >= date_trunc('month', cast($reference as date))
        and lines_in_scope.ordered_on
        < date_trunc('month', cast($reference as date)) + interval 1 month

),

traded as (

    select
        customer_key,
        max(case when last_on <= cast($reference as date) then last_on end) as last_before,
        max(
            case
                when first_on > cast($reference as date)
                    and date_diff('day', cast($reference as date), first_on) <= $horizon
                    then 1
            end
        ) as is_back
    from told
    group by customer_key

),

silent as (

    select
        date_diff('day', last_before, cast($reference as date)) as silence,
        coalesce(is_back, 0) as is_back
    from traded
    where date_diff('day', last_before, cast($reference as date)) <= 365

)

select
    silence,
    count(*) as customers,
    cast(sum(is_back) as bigint) as back
from silent
group by silence
order by silence
