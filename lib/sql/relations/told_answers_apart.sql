-- told_answers with a row per response and aspect, for questions that tell aspects or layers apart.
select
    respondent,
    answered_on,
    previous_on,
    next_on,
    percentile,
    ranked,
    aspect_number,
    product_key,
    layer,
    1 as answers,
    weight,
    weighed_expected as expected,
    weighed_perceived as perceived,
    full_marks as least_scale,
    full_marks as largest_scale
from answers
