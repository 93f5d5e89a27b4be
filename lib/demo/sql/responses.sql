-- Overall answers: one row a filled-in survey. The overall score comes from the aspects.
insert into responses by name
with

judged as (
    select
        order_number,
        number,
        answered_on,
        is_anonymous,
        least(10, greatest(1,
            $overall_mean + sum((drives * (felt - perceived))::decimal(18, 6))::double
            + $overall_noise * normal('overall', order_number)
        )) as overall
    from answers
    group by order_number, number, answered_on, is_anonymous
)

select
    format('A{:010d}', order_number) as response_id,
    case when not is_anonymous then format('C{:07d}', number) end as customer_id,
    case when not is_anonymous then number end as customer_key,
    case when not is_anonymous then format('O{:010d}', order_number) end as order_id,
    answered_on,
    'after delivery' as survey,
    round(overall) as overall,
    1 as overall_min,
    10 as overall_max,
    least(10, greatest(0, round(
        8 + 1.25 * (overall - $overall_mean) + 0.9 * normal('recommend', order_number)
    ))) as recommend,
    least(5, greatest(1, round(
        3.8 + 0.55 * (overall - $overall_mean) + 0.6 * normal('prefers', order_number)
    ))) as prefers_us,
    least(5, greatest(1, round(
        4.0 + 0.6 * (overall - $overall_mean) + 0.6 * normal('again', order_number)
    ))) as will_buy_again,
    5 as agree_max
from judged;
