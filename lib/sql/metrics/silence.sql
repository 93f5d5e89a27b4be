-- How long customers had been silent on the reference day, and who of them came back: one row a
-- number of days of silence, of the customers with trade in the 365 days before, $reference among
-- them.
--
-- back  of those customers, with trade in the $horizon days after the reference day
with

silent as (

    -- The gaps that the reference day cuts, and those of customers who never traded again.
    select
        date_diff('day', traded_on - days, cast($reference as date)) as silence,
        customers,
        case when traded_on <= cast($reference as date) + $horizon then customers else 0 end
            as back
    from gap_counts_in_scope
    where traded_on > cast($reference as date)
        and traded_on - days <= cast($reference as date)
        and traded_on - days >= cast($reference as date) - 365
    union all
    select
        date_diff('day', last_on, cast($reference as date)) as silence,
        1 as customers,
        0 as back
    from trade_spans_in_scope
    where last_on <= cast($reference as date)
        and last_on >= cast($reference as date) - 365

)

select
    silence,
    cast(sum(customers) as bigint) as customers,
    cast(sum(back) as bigint) as back
from silent
group by silence
order by silence
