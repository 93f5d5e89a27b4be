-- How long customers stayed before they first lapsed: one row per customer meant who ever traded,
-- and per customer meant who was ever bound by a contract.
--
-- began_on   the first trade day; of who never traded the first day of a contract
-- lapsed_on  the last trade day and $silent_days + 1 days, or the day after they left or their last
--            contract ended without trade since; NULL where that has not happened by the as-of day.
--            Under a contract nobody lapses
-- Needs $as_of and $silent_days (at least 31: no silence within a month is a lapse).
with

bound as (

    select
        bound_spans.customer_key,
        min(bound_spans.starts_on) as starts_on,
        max(bound_spans.ends_on) as ends_on
    from bound_spans
    inner join scope
        on scope.customer_key = bound_spans.customer_key
    group by bound_spans.customer_key

),

traded as (

    select *
    from trade_spans_in_scope
    where first_on <= cast($as_of as date)

),

-- Gaps are joined to the customers meant below, so that all of them are read here: once for each of
-- these questions, as what is read for several at a time is first written down.
first_long_gaps as (

    select
        customer_key,
        traded_on - days as last_on
    from trade_gaps
    where days > $silent_days
        and longest_before <= $silent_days
        and traded_on - days <= cast($as_of as date)

),

-- The last trade day by the as-of day of who has traded since.
cut_short as (

    select
        customer_key,
        traded_on - days as last_on
    from trade_gaps
    where traded_on > cast($as_of as date)
        and traded_on - days <= cast($as_of as date)

),

may_have_left as (

    select
        customer_key,
        left_on
    from customers
    where left_on is not null
        or customer_key in (select customer_key from bound)

),

stayed as (

    select
        may_have_left.customer_key,
        coalesce(traded.first_on, bound.starts_on) as began_on,
        coalesce(cut_short.last_on, traded.last_on) as last_on,
        bound.ends_on,
        may_have_left.left_on
    from may_have_left
    left join traded
        on traded.customer_key = may_have_left.customer_key
    left join cut_short
        on cut_short.customer_key = may_have_left.customer_key
    left join bound
        on bound.customer_key = may_have_left.customer_key
    where traded.customer_key is not null
        or bound.customer_key is not null

),

leavers as (

    select
        customer_key,
        left_on + 1 as lapsed_on
    from stayed
    where left_on < cast($as_of as date)
        and left_on >= began_on
        and coalesce(last_on <= left_on, true)

),

-- Each day on which a customer who was bound may have lapsed, and the last day by which nothing had
-- happened.
chances as (

    select
        stayed.customer_key,
        trade_gaps.traded_on - trade_gaps.days + $silent_days + 1 as lapsed_on,
        least(trade_gaps.traded_on, cast($as_of as date)) as until
    from stayed
    inner join trade_gaps
        on trade_gaps.customer_key = stayed.customer_key
    where stayed.ends_on is not null
        and trade_gaps.days > $silent_days
        and trade_gaps.traded_on - trade_gaps.days <= cast($as_of as date)
    union all
    select
        customer_key,
        last_on + $silent_days + 1 as lapsed_on,
        cast($as_of as date) as until
    from stayed
    where ends_on is not null
    union all
    select
        customer_key,
        lapsed_on,
        cast($as_of as date) as until
    from leavers
    where customer_key in (select customer_key from bound)
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

),

-- Of who was never bound, the first long gap alone tells; it may be the one that is still open.
fell_silent as (

    select
        traded.customer_key,
        traded.first_on,
        coalesce(
            first_long_gaps.last_on,
            case when traded.longest <= $silent_days then traded.last_on end
        ) + $silent_days + 1 as lapsed_on
    from traded
    left join first_long_gaps
        on first_long_gaps.customer_key = traded.customer_key
    where traded.customer_key not in (select customer_key from bound)

)

select
    fell_silent.customer_key,
    fell_silent.first_on as began_on,
    case
        when leavers.lapsed_on < fell_silent.lapsed_on then leavers.lapsed_on
        when fell_silent.lapsed_on <= cast($as_of as date) then fell_silent.lapsed_on
        else leavers.lapsed_on
    end as lapsed_on
from fell_silent
left join leavers
    on leavers.customer_key = fell_silent.customer_key
union all
select
    stayed.customer_key,
    stayed.began_on,
    first_lapse.lapsed_on
from stayed
left join first_lapse
    on first_lapse.customer_key = stayed.customer_key
where stayed.ends_on is not null
