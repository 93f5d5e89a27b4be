-- Customers by their scores of recency, frequency and money: one row per three scores that occur.
--
-- silence  days from the last trade day to $until, added up
select
    recency_score,
    frequency_score,
    money_score,
    count(*) as customers,
    sum(date_diff('day', last_on, cast($until as date))) as silence,
    cast(sum(orders) as bigint) as orders,
    sum(revenue) as revenue
from rfm_scores
group by recency_score, frequency_score, money_score
order by recency_score desc, frequency_score desc, money_score desc
