-- The overall answers of surveys: one row per response.
--
-- percentile, ranked  of standing, at the start of the month of the answer
-- late_after          the order asked about is late on every day after this: long ago where a line
--                     came later than promised, else the first promise of a line still to come
-- is_on_time          every line of it came by the day promised; NULL without an order
-- all else            as in responses
with

deliveries as (

    select
        order_id,
        min(
            case
                when delivered_on > promised_on then date '0001-01-01'
                when delivered_on is null then promised_on
            end
        ) as late_after,
        count(case when delivered_on <= promised_on then 1 end) = count(*) as is_on_time
    from orders
    where order_id in (select order_id from responses)
    group by order_id

)

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
    standing.ranked,
    deliveries.late_after,
    deliveries.is_on_time
from responses
left join deliveries
    on deliveries.order_id = responses.order_id
left join standing
    on standing.customer_key = responses.customer_key
    and standing.month = cast(date_trunc('month', responses.answered_on) as date)
order by responses.answered_on, responses.customer_key
