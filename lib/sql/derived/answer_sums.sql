-- What a response said in all, as it counts on the as-of day: one row per response, and one more
-- for those of its answers that tell no expectation.
--
-- answers                       how many; those without an expectation have none added up
-- weight, expected, perceived   sums of answers' weight, weighed_expected and weighed_perceived
-- least_scale, largest_scale    of full_marks
-- all else                      as in responders
with

sides as (

    select
        response,
        respondent,
        answered_on,
        previous_on,
        next_on,
        percentile,
        ranked,
        expected is not null as is_pair,
        weight,
        full_marks,
        weighed_expected,
        weighed_perceived
    from answers

)

select
    respondent,
    answered_on,
    previous_on,
    next_on,
    percentile,
    ranked,
    cast(count(*) as integer) as answers,
    sum(weight) as weight,
    sum(weighed_expected) as expected,
    sum(weighed_perceived) as perceived,
    min(full_marks) as least_scale,
    max(full_marks) as largest_scale
from sides
group by response, respondent, answered_on, previous_on, next_on, percentile, ranked, is_pair
order by answered_on, respondent
