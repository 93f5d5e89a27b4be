-- What customers said both sides of, day by day: one row per customer and day, of days on which an
-- expectation was told that weighs anything.
--
-- next_on, second_next_on  the next such days of the customer, the last day there is without one:
--                          the newest by a day is the row whose next_on lies after it
-- expected, perceived      sums of weight x share of full marks, of the answers that tell their own
--                          importance and scale; imputed_answers holds the others
-- silence, silence_later   days since the last trade day, on that day and 90 days later; 0 under a
--                          contract, NULL once left and after a year or more without trade. Who is
--                          silent for no more days than are asked about is active
with

sides as (

    select
        respondent,
        answered_on,
        importance is not null and scale_max is not null as is_told,
        expected * weight * full_marks <> 0 as weighs,
        weighed_expected,
        weighed_perceived
    from answers
    where respondent > 0
        and answered_on is not null
        and expected is not null

),

days as (

    select
        respondent as customer_key,
        answered_on,
        sum(case when is_told then weighed_expected end) as expected,
        sum(case when is_told then weighed_perceived end) as perceived
    from sides
    group by respondent, answered_on
    having count(case when weighs then 1 end) > 0

),

days_asked as (

    select
        customer_key,
        answered_on as day,
        0 as days_later
    from days
    union all
    select
        customer_key,
        answered_on + 90 as day,
        90 as days_later
    from days

),

-- The last trade day up to a day. In the month of that day only its first and last trade days are
-- known: a trade between them is at most 30 days old, which no silence asked about is shorter than.
traded as (

    select
        days_asked.customer_key,
        days_asked.day,
        max(
            case
                when customer_month.last_trade_day <= days_asked.day
                    then customer_month.last_trade_day
                when customer_month.first_trade_day <= days_asked.day then days_asked.day
            end
        ) as last_trade_day
    from days_asked
    inner join customer_month
        on customer_month.customer_key = days_asked.customer_key
        and customer_month.month <= days_asked.day
        and customer_month.month > cast(days_asked.day - interval 14 month as date)
    group by days_asked.customer_key, days_asked.day

),

bound as (

    select
        days_asked.customer_key,
        days_asked.day,
        max(
            case when coalesce(contracts.ends_on >= days_asked.day, true) then 1 else 0 end
        ) as is_bound,
        max(contracts.ends_on) as ended_on
    from days_asked
    inner join contracts
        on contracts.customer_key = days_asked.customer_key
        and contracts.starts_on <= days_asked.day
    group by days_asked.customer_key, days_asked.day

),

silences as (

    select
        days_asked.customer_key,
        days_asked.day,
        days_asked.days_later,
        case
            when bound.is_bound = 1 then 0
            when customers.left_on < days_asked.day
                and traded.last_trade_day <= customers.left_on
                then null
            when bound.ended_on < days_asked.day and traded.last_trade_day <= bound.ended_on
                then null
            else date_diff('day', traded.last_trade_day, days_asked.day)
        end as silence
    from days_asked
    inner join customers
        on customers.customer_key = days_asked.customer_key
    left join traded
        on traded.customer_key = days_asked.customer_key
        and traded.day = days_asked.day
    left join bound
        on bound.customer_key = days_asked.customer_key
        and bound.day = days_asked.day

)

select
    days.customer_key,
    days.answered_on,
    coalesce(
        min(days.answered_on) over (
            partition by days.customer_key
            order by days.answered_on
            rows between 1 following and 1 following
        ),
        date '9999-12-31'
    ) as next_on,
    coalesce(
        min(days.answered_on) over (
            partition by days.customer_key
            order by days.answered_on
            rows between 2 following and 2 following
        ),
        date '9999-12-31'
    ) as second_next_on,
    days.expected,
    days.perceived,
    cast(at_answer.silence as smallint) as silence,
    cast(later.silence as smallint) as silence_later
from days
left join silences as at_answer
    on at_answer.customer_key = days.customer_key
    and at_answer.day = days.answered_on
    and at_answer.days_later = 0
left join silences as later
    on later.customer_key = days.customer_key
    and later.day = days.answered_on + 90
    and later.days_later = 90
order by days.answered_on, days.customer_key
