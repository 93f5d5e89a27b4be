-- The overall answers of surveys: one row per response.
--
-- percentile, ranked  of standing, at the start of the month of the answer
-- all else            as in responses
select
    responses.response_id,
    responses.customer_key,
    responses.answered_on,
    responses.order_id,
    responses.product_key,
    responses.overall,
    responses.overall_min,
    responses.overall_max,
    responses.recommend,
    standing.percentile,
    standing.ranked
from responses
left join standing
    on standing.customer_key = responses.customer_key
    and standing.month = cast(date_trunc('month', responses.answered_on) as date)
order by responses.answered_on, responses.customer_key
