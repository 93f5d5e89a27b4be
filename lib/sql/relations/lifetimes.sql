-- What foretells a customer's value: one row per customer meant who ever traded or is bound by a
-- contract on the as-of day.
--
-- repeats, recency, age  trade days after the first; days from the first to the last, and to the
--                        as-of day
-- spend                  on those repeat days
-- is_bound, bound_for    under a contract on the as-of day, and for how many days by then
-- monthly                value a month, on the company's basis, of the 12 months before the latest
--                        month start, or of as many as the customer has been there; NULL where it
--                        is not known
-- is_left                left, or the last contract ended, with no trade since
-- Needs $as_of, $day and what tiered needs.
with

bound as (

    select
        customer_key,
        max(starts_on) as starts_on,
        max(ends_on) as ends_on
    from bound_spans
    group by customer_key

),

stood as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.value
    from tiered
    where tiered.month in (select month from standing_month)

),

known as (

    select
        foretold_customers.customer_key,
        foretold_customers.left_on,
        trade_histories.repeats,
        trade_histories.first_on,
        trade_histories.last_on,
        trade_histories.spend,
        bound.starts_on,
        bound.ends_on,
        coalesce(bound.ends_on >= cast($as_of as date), false) as is_bound
    from foretold_customers
    left join trade_histories
        on trade_histories.customer_key = foretold_customers.customer_key
    left join bound
        on bound.customer_key = foretold_customers.customer_key

)

select
    known.customer_key,
    coalesce(stood.tier, 'none') as tier,
    stood.badge,
    known.first_on,
    known.last_on,
    coalesce(known.repeats, 0) as repeats,
    coalesce(date_diff('day', known.first_on, known.last_on), 0) as recency,
    coalesce(date_diff('day', known.first_on, cast($as_of as date)), 0) as age,
    coalesce(known.spend, 0) as spend,
    known.is_bound,
    case
        when known.is_bound then date_diff('day', known.starts_on, cast($as_of as date))
        else 0
    end as bound_for,
    case
        when known.is_bound
            then stood.value / nullif(
                least(
                    greatest(
                        date_diff(
                            'month',
                            least(coalesce(known.first_on, known.starts_on), known.starts_on),
                            stood.month
                        ),
                        1
                    ),
                    12
                ),
                0
            )
    end as monthly,
    not known.is_bound
    and (
        coalesce(
            known.left_on <= cast($as_of as date) and known.last_on <= known.left_on, false
        )
        or coalesce(
            known.ends_on < cast($as_of as date) and known.last_on <= known.ends_on, false
        )
    ) as is_left
from known
left join stood
    on stood.customer_key = known.customer_key
where known.first_on is not null
    or known.is_bound
