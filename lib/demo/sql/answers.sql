-- Filled-in surveys, a few days after a delivery: one row an answer and aspect.
create or replace temp table answers as
with

asked as (
    select
        *,
        arrives_on + 1 + floor(8 * uniform('answer day', order_number))::integer as answered_on,
        normal('day', order_number) as day_of_answer,
        uniform('anonymous', order_number) < $anonymous_share as is_anonymous
    from baskets
    where not is_cancelled and uniform('asked', order_number) < $answer_share
),

judged as (
    select
        order_number,
        number,
        answered_on,
        is_anonymous,
        aspects.*,
        order_number * 100 + aspects.position as answer,
        least(10, greatest(1, round(
            aspects.perceived
            + $mood * mood
            + $day_of_the_answer * day_of_answer
            + 0.8 * normal('perceived', order_number * 100 + aspects.position)
            - aspects.delay_hurts * least(delay, 10)
        ))) as felt
    from asked
    cross join sample_aspects as aspects
    where answered_on <= $last_day
)

select
    *,
    least(10, greatest(1, round(
        expected
        + 0.5 * normal('demands', number)
        + 0.6 * normal('expected', answer)
    ))) as wanted,
    least(5, greatest(1, round(importance + 0.7 * normal('importance', answer)))) as weight
from judged;
