-- Survey answers by aspect. Not everyone answers every question, or says what was expected.
insert into ratings by name
select
    format('A{:010d}', order_number) as response_id,
    case when not is_anonymous then format('C{:07d}', number) end as customer_id,
    case when not is_anonymous then number end as customer_key,
    case when not is_anonymous then format('O{:010d}', order_number) end as order_id,
    answered_on,
    aspect,
    layer,
    case when uniform('says expected', answer) >= 0.04 then wanted end as expected,
    felt as perceived,
    case when uniform('says weight', answer) >= 0.06 then weight end as importance,
    1 as scale_min,
    10 as scale_max
from answers
where uniform('answers', answer) >= 0.03;
