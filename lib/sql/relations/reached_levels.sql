-- How far the loyalty of each customer reaches: one row per customer who answered a survey's
-- questions about us in the 12 months to the as-of day, or traded in the 12 months before.
--
-- level  the highest of four that are met one after another: 1 prefers us, 2 satisfied in the last
--        two answers, 3 would recommend or buy again, 4 kept orders and revenue; 0 none, NULL for
--        those who were not asked whether they prefer us
-- Needs $satisfied_at, and what latest_answers, kept_trade and current_standing need.
with

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

judged as (

    select
        scope.customer_key,
        said.prefers_us,
        case
            when latest_answers.ratio < $satisfied_at or latest_answers.ratio_before < $satisfied_at
                then 0
            when latest_answers.ratio_before is not null then 1
        end as is_content,
        coalesce(said.would_again, 0) as would_again,
        coalesce(kept_trade.is_loyal, false) as is_loyal
    from scope
    left join said
        on said.customer_key = scope.customer_key
    left join latest_answers
        on latest_answers.customer_key = scope.customer_key
    left join kept_trade
        on kept_trade.customer_key = scope.customer_key
    left join current_standing
        on current_standing.customer_key = scope.customer_key
    where said.customer_key is not null
        or current_standing.customer_key is not null

)

select
    customer_key,
    case
        when prefers_us is null then null
        when prefers_us = 0 then 0
        when coalesce(is_content, 0) = 0 then 1
        when would_again = 0 then 2
        when not is_loyal then 3
        else 4
    end as level
from judged
