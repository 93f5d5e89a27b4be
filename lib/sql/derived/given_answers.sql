-- Survey answers with numbers in place of names: one row per response and aspect, as in ratings.
-- A step of the build, not kept.
--
-- response           a number for the row of responders
-- product_key        asked about; where the answer does not say it, the response, else the one product
--                    of the order asked about
-- all else           as in answers
with

numbered as (

    select
        responders.*,
        cast(row_number() over (order by response_id, customer_key, answered_on) as integer)
            as response
    from responders

),

asked_orders as (

    select order_id
    from ratings
    where product_key is null
    union
    select order_id
    from responses
    where product_key is null

),

bought_alone as (

    select
        orders.order_id,
        min(orders.product_key) as product_key
    from orders
    inner join asked_orders
        on asked_orders.order_id = orders.order_id
    group by orders.order_id
    having count(distinct orders.product_key) = 1

)

select
    numbered.response,
    numbered.respondent,
    numbered.answered_on,
    numbered.previous_on,
    numbered.next_on,
    subjects.subject,
    subjects.aspect_number,
    coalesce(
        ratings.product_key,
        responses.product_key,
        bought_alone.product_key
    ) as product_key,
    ratings.layer,
    ratings.expected,
    ratings.perceived,
    ratings.importance,
    ratings.scale_max,
    numbered.percentile,
    numbered.ranked
from ratings
inner join numbered
    on numbered.response_id = ratings.response_id
    and numbered.customer_key is not distinct from ratings.customer_key
    and numbered.answered_on is not distinct from ratings.answered_on
inner join subjects
    on subjects.survey = coalesce(numbered.survey, '')
    and subjects.aspect = ratings.aspect
left join responses
    on responses.response_id = ratings.response_id
left join bought_alone
    on bought_alone.order_id = coalesce(ratings.order_id, responses.order_id)
