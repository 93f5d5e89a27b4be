-- How far the loyalty of customers reaches: one row per level, those not asked last.
--
-- level  the highest of four that are met one after another: 1 prefers us, 2 satisfied in the last
--        two answers, 3 would recommend or buy again, 4 kept orders and revenue; 0 none, NULL for
--        those who were not asked whether they prefer us
-- value  of the 12 months before the latest month start; customers without trade then add 0
with

levels as (

    select 0 as level
    union all
    select 1 as level
    union all
    select 2 as level
    union all
    select 3 as level
    union all
    select 4 as level
    union all
    select cast(null as integer) as level

),

opinions as (

    select
        customer_key,
        answered_on,
        'prefers us' as question,
        case when prefers_us >= agree_max - 1 then 1 else 0 end as is_met
    from responses
    where prefers_us is not null
        and agree_max is not null
    union all
    select
        customer_key,
        answered_on,
        'recommends' as question,
        case when recommend >= 9 then 1 else 0 end as is_met
    from responses
    where recommend is not null
    union all
    select
        customer_key,
        answered_on,
        'buys again' as question,
        case when will_buy_again >= agree_max - 1 then 1 else 0 end as is_met
    from responses
    where will_buy_again is not null
        and agree_max is not null

),

-- The newest answer to each question, as each survey may ask others.
newest as (

    select
        customer_key,
        question,
        is_met,
        row_number() over (
            partition by customer_key, question
            order by answered_on desc, is_met desc
        ) as place
    from opinions
    where customer_key is not null
        and answered_on > cast($as_of as date) - interval 12 month
        and answered_on <= cast($as_of as date)

),

said as (

    select
        customer_key,
        max(case when question = 'prefers us' then is_met end) as prefers_us,
        max(case when question <> 'prefers us' then is_met end) as would_again
    from newest
    where place = 1
    group by customer_key

),

people as (

    select
        scope.customer_key,
        said.prefers_us,
        case
            when latest_answers.ratio < $satisfied_at or latest_answers.ratio_before < $satisfied_at
                then 0
            when latest_answers.ratio_before is not null then 1
        end as is_content,
        coalesce(said.would_again, 0) as would_again,
        coalesce(kept_trade.is_loyal, false) as is_loyal,
        coalesce(current_standing.value, 0) as value
    from scope
    left join said
        on said.customer_key = scope.customer_key
    left join latest_answers
        on latest_answers.customer_key = scope.customer_key
    left join kept_trade
        on kept_trade.customer_key = scope.customer_key
    left join current_standing
        on current_standing.customer_key = scope.customer_key
    where (said.customer_key is not null or current_standing.customer_key is not null)
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

),

placed as (

    select
        case
            when prefers_us is null then null
            when prefers_us = 0 then 0
            when coalesce(is_content, 0) = 0 then 1
            when would_again = 0 then 2
            when not is_loyal then 3
            else 4
        end as level,
        value
    from people

),

counted as (

    select
        level,
        count(*) as customers,
        sum(value) as value
    from placed
    group by level

)

select
    levels.level,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.value, 0) as value
from levels
left join counted
    on counted.level is not distinct from levels.level
order by levels.level nulls last
