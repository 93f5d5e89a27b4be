-- What satisfaction comes with: one row per band of the latest ratio, of customers active on the
-- day of that answer.
--
-- known_loyalty, loyal    customers with trade in the earlier months, and of those the loyal
-- value                   of the 12 months before the latest month start
-- followed, churned       whose 90 days after the answer are over, and of those no longer active
--                         on the 90th
with

bands as (

    select
        1 as band,
        cast(null as double) as ratio_from,
        0.8 as ratio_below
    union all
    select
        2 as band,
        0.8 as ratio_from,
        0.9 as ratio_below
    union all
    select
        3 as band,
        0.9 as ratio_from,
        1.0 as ratio_below
    union all
    select
        4 as band,
        1.0 as ratio_from,
        cast(null as double) as ratio_below

),

answered as (

    select
        latest_answers.customer_key,
        latest_answers.answered_on,
        latest_answers.ratio,
        coalesce(current_standing.value, 0) as value
    from latest_answers
    inner join scope
        on scope.customer_key = latest_answers.customer_key
    left join current_standing
        on current_standing.customer_key = latest_answers.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(current_standing.tier, 'none'))

),

days_asked as (

    select
        customer_key,
        answered_on as day,
        'answer' as occasion
    from answered
    union all
    select
        customer_key,
        answered_on + 90 as day,
        'later' as occasion
    from answered
    where answered_on + 90 <= cast($as_of as date)

),

-- The last trade day up to a day. In the month of that day only its first and last trade days are
-- known: a trade between them is at most 30 days old, which no silence asked about is shorter than.
traded as (

    select
        days_asked.customer_key,
        days_asked.occasion,
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
    group by days_asked.customer_key, days_asked.occasion

),

bound as (

    select
        days_asked.customer_key,
        days_asked.occasion,
        max(
            case when coalesce(contracts.ends_on >= days_asked.day, true) then 1 else 0 end
        ) as is_bound,
        max(contracts.ends_on) as ended_on
    from days_asked
    inner join contracts
        on contracts.customer_key = days_asked.customer_key
        and contracts.starts_on <= days_asked.day
    group by days_asked.customer_key, days_asked.occasion

),

judged as (

    select
        days_asked.customer_key,
        days_asked.occasion,
        case
            when bound.is_bound = 1 then 1
            when traded.last_trade_day is null then 0
            when customers.left_on < days_asked.day
                and traded.last_trade_day <= customers.left_on
                then 0
            when bound.ended_on < days_asked.day and traded.last_trade_day <= bound.ended_on then 0
            when date_diff('day', traded.last_trade_day, days_asked.day) <= $silent_days then 1
            else 0
        end as is_active
    from days_asked
    inner join customers
        on customers.customer_key = days_asked.customer_key
    left join traded
        on traded.customer_key = days_asked.customer_key
        and traded.occasion = days_asked.occasion
    left join bound
        on bound.customer_key = days_asked.customer_key
        and bound.occasion = days_asked.occasion

)

select
    bands.band,
    bands.ratio_from,
    bands.ratio_below,
    count(answered.customer_key) as customers,
    count(kept_trade.customer_key) as known_loyalty,
    count(case when kept_trade.is_loyal then 1 end) as loyal,
    coalesce(sum(answered.value), 0) as value,
    count(case when at_answer.is_active = 1 and later.customer_key is not null then 1 end)
        as followed,
    count(case when at_answer.is_active = 1 and later.is_active = 0 then 1 end) as churned
from bands
left join answered
    on answered.ratio >= coalesce(bands.ratio_from, answered.ratio)
    and answered.ratio < coalesce(bands.ratio_below, answered.ratio + 1)
left join kept_trade
    on kept_trade.customer_key = answered.customer_key
left join judged as at_answer
    on at_answer.customer_key = answered.customer_key
    and at_answer.occasion = 'answer'
left join judged as later
    on later.customer_key = answered.customer_key
    and later.occasion = 'later'
group by bands.band, bands.ratio_from, bands.ratio_below
order by bands.band
