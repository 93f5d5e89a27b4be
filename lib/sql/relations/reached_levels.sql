-- How far the loyalty of each customer reaches: one row per customer who answered a survey's
-- questions about us in the 12 months to the as-of day, or traded in the 12 months before.
--
-- level  the highest of four that are met one after another: 1 prefers us, 2 satisfied in the last
--        two answers, 3 would recommend or buy again, 4 kept orders and revenue; 0 none, NULL for
--        those who were not asked whether they prefer us
-- Needs $satisfied_at, and what latest_answers, kept_trade and current_standing need.
with

-- The newest answer to each question, as each survey may ask others.
said as (

    select
        customer_key,
        max(case when question = 'prefers us' then is_met end) as prefers_us,
        max(case when question <> 'prefers us' then is_met end) as would_again
    from opinions
    where answered_on > cast($as_of as date) - interval 12 month
        and answered_on <= cast($as_of as date)
        and next_on > cast($as_of as date)
    group by customer_key

),

judged as (

    select
        said.customer_key,
        said.prefers_us,
        case
            when latest_answers.ratio < $satisfied_at or answers_before.ratio < $satisfied_at
                then 0
            when answers_before.ratio is not null then 1
        end as is_content,
        coalesce(said.would_again, 0) as would_again,
        coalesce(kept_trade.is_loyal, false) as is_loyal
    from said
    left join latest_answers
        on latest_answers.customer_key = said.customer_key
    left join answers_before
        on answers_before.customer_key = latest_answers.customer_key
    left join kept_trade
        on kept_trade.customer_key = said.customer_key
    where said.prefers_us is not null

),

levels_asked as (

    select
        customer_key,
        case
            when prefers_us = 0 then 0
            when coalesce(is_content, 0) = 0 then 1
            when would_again = 0 then 2
            when not is_loyal then 3
            else 4
        end as level
    from judged

),

placed as (

    select customer_key
    from current_standing
    union all
    select said.customer_key
    from said
    left join current_standing
        on current_standing.customer_key = said.customer_key
    where current_standing.customer_key is null

)

select
    placed.customer_key,
    levels_asked.level
from placed
inner join scope
    on scope.customer_key = placed.customer_key
left join levels_asked
    on levels_asked.customer_key = placed.customer_key
