-- What was told, as it counts on the latest as-of day: one row per response, to be added up, and
-- one more for its answers that tell no expectation.
--
-- respondent   the customer, or a number below 0 for a response of nobody known
-- previous_on, next_on, percentile, ranked  as in responders
-- expected     NULL where it was not told; it and perceived are sums of weight x share of full
--              marks
select
    respondent,
    answered_on,
    previous_on,
    next_on,
    percentile,
    ranked,
    cast(null as bigint) as aspect_number,
    cast(null as integer) as product_key,
    cast(null as varchar) as layer,
    answers,
    weight,
    expected,
    perceived,
    least_scale,
    largest_scale
from answer_sums
