-- The responses behind csat: one row per response with an overall answer and both ends of its scale,
-- of the $group where $is_grouped, the least satisfied first.
--
-- tier  of the month of the answer
with

judged as (

    select
        overall_answers.*,
        coalesce(
            (
                overall_answers.overall_max - overall_answers.overall_min <= 6
                and overall_answers.overall >= overall_answers.overall_max - 1
            )
            or (
                overall_answers.overall_max - overall_answers.overall_min > 6
                and round(
                    (overall_answers.overall_max - overall_answers.overall) * 5
                    - (overall_answers.overall_max - overall_answers.overall_min),
                    9
                ) <= 0
            ),
            false
        ) as is_satisfied
    from overall_answers
    where overall_answers.overall is not null
        and overall_answers.overall_min is not null
        and overall_answers.overall_max is not null
        and (not $is_grouped or overall_answers.part is not distinct from $group)

)

select
    customers.customer_id,
    judged.response_id,
    customers.name,
    judged.tier,
    customers.region,
    customers.kind,
    judged.answered_on,
    judged.overall,
    judged.overall_min,
    judged.overall_max,
    judged.recommend,
    judged.order_id,
    judged.is_satisfied,
    count(*) over () as total
from judged
left join customers
    on customers.customer_key = judged.customer_key
order by
    (judged.overall - judged.overall_min)
    / nullif(judged.overall_max - judged.overall_min, 0) nulls last,
    customers.customer_id nulls last,
    judged.response_id
limit $limit
