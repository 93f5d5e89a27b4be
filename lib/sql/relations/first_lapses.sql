-- How long customers stayed before they first lapsed: one row per customer meant who ever traded,
-- and per customer who was ever bound by a contract.
--
-- began_on   the first trade day; of who never traded the first day of a contract
-- lapsed_on  the last trade day and $silent_days + 1 days, or the day after they left or their last
--            contract ended without trade since; NULL where that has not happened by the as-of day.
--            Under a contract nobody lapses
-- Needs $as_of and $silent_days (at least 31: no silence within a month is a lapse).
with

followed as (

    select
        customer_key,
        first_on,
        last_on,
        max(last_on) over (
            partition by customer_key
            order by month
            rows between 1 preceding and 1 preceding
        ) as previous_on,
        max(first_on) over (
            partition by customer_key
            order by month
            rows between 1 following and 1 following
        ) as next_on
    from trade_months_in_scope

),

-- Most months say nothing: the one before and the one after lie close.
telling as (

    select *
    from followed
    where previous_on is null
        or next_on is null
        or date_diff('day', last_on, next_on) > $silent_days

),

traded as (

    select
        customer_key,
        min(first_on) as first_on,
        max(last_on) as last_on
    from telling
    group by customer_key

),

bound as (

    select
        customer_key,
        min(starts_on) as starts_on,
        max(ends_on) as ends_on
    from bound_spans
    group by customer_key

),

stayed as (

    select
        customers.customer_key,
        coalesce(traded.first_on, bound.starts_on) as began_on,
        traded.last_on,
        bound.ends_on,
        customers.left_on
    from customers
    left join traded
        on traded.customer_key = customers.customer_key
    left join bound
        on bound.customer_key = customers.customer_key
    where traded.customer_key is not null
        or bound.customer_key is not null

),

-- Each day on which a customer may have lapsed, and the last day by which nothing had happened.
chances as (

    select
        customer_key,
        last_on + $silent_days + 1 as lapsed_on,
        coalesce(next_on, cast($as_of as date)) as until
    from telling
    where date_diff('day', last_on, coalesce(next_on, cast($as_of as date))) > $silent_days
    union all
    select
        customer_key,
        left_on + 1 as lapsed_on,
        cast($as_of as date) as until
    from stayed
    where left_on < cast($as_of as date)
        and left_on >= began_on
        and coalesce(last_on <= left_on, true)
    union all
    select
        customer_key,
        ends_on + 1 as lapsed_on,
        cast($as_of as date) as until
    from stayed
    where ends_on < cast($as_of as date)
        and coalesce(last_on <= ends_on, true)

),

lapses as (

    select
        chances.customer_key,
        chances.until,
        case
            when bound_spans.customer_key is null then chances.lapsed_on
            when bound_spans.ends_on < cast($as_of as date) then bound_spans.ends_on + 1
        end as lapsed_on
    from chances
    left join bound_spans
        on bound_spans.customer_key = chances.customer_key
        and chances.lapsed_on between bound_spans.starts_on and bound_spans.ends_on

),

first_lapse as (

    select
        customer_key,
        min(lapsed_on) as lapsed_on
    from lapses
    where lapsed_on <= until
    group by customer_key

)

select
    stayed.customer_key,
    stayed.began_on,
    first_lapse.lapsed_on
from stayed
left join first_lapse
    on first_lapse.customer_key = stayed.customer_key
