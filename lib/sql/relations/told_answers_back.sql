-- told_answers with a row per response and aspect, as it stood on an earlier day than the data's last:
-- what is usual was another.
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
    weight * expected as expected,
    weight * perceived as perceived,
    scale_max as least_scale,
    scale_max as largest_scale
from weighed_answers
