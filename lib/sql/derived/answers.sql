-- Survey answers with numbers in place of names, and as they count on the as-of day: one row per
-- response and aspect, as in ratings.
--
-- subject, aspect_number              of subjects
-- weight, full_marks                  importance and scale_max, told or usual
-- weighed_expected, weighed_perceived  weight times the answer as a share of full marks
-- all that is not of ratings is of responders
with

scaled as (

    select
        given_answers.*,
        coalesce(given_answers.importance, usual_weights.importance) as weight,
        coalesce(given_answers.scale_max, usual_weights.scale_max) as full_marks
    from given_answers
    inner join usual_weights
        on usual_weights.subject = given_answers.subject

)

select
    response,
    respondent,
    answered_on,
    previous_on,
    next_on,
    subject,
    aspect_number,
    product_key,
    layer,
    expected,
    perceived,
    importance,
    scale_max,
    percentile,
    ranked,
    weight,
    full_marks,
    weight * (expected / nullif(full_marks, 0)) as weighed_expected,
    weight * (perceived / nullif(full_marks, 0)) as weighed_perceived
from scaled
order by answered_on, respondent
