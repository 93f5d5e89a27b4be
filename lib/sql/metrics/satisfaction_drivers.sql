-- What was answered of each aspect, as it weighs: one row per response and aspect. All that a
-- respondent answered on one day is one say, and all without a day.
--
-- respondent  the customer, or a number below 0 for a response of nobody known
-- is_alone    nothing else of theirs is of that day: the response is the say
-- answered_on of the others
-- layer       1 core product, 2 emotion, 3 process & technology: in the order of their names
-- expected, perceived  as shares of full marks
select
    answers.response,
    answers.respondent,
    answers.aspect_number,
    case answers.layer
        when 'core product' then 1
        when 'emotion' then 2
        when 'process & technology' then 3
    end as layer,
    coalesce(
        answers.previous_on < answers.answered_on and answers.next_on > answers.answered_on,
        false
    ) as is_alone,
    case
        when answers.previous_on < answers.answered_on
            and answers.next_on > answers.answered_on
            then null
        else answers.answered_on
    end as answered_on,
    coalesce(answers.importance, usual_weights.importance) as weight,
    answers.expected
    / nullif(coalesce(answers.scale_max, usual_weights.scale_max), 0) as expected,
    answers.perceived
    / nullif(coalesce(answers.scale_max, usual_weights.scale_max), 0) as perceived
from answers
inner join usual_weights
    on usual_weights.subject = answers.subject
where coalesce(answers.answered_on >= cast($since as date), true)
    and coalesce(answers.answered_on <= cast($until as date), true)
    and coalesce(answers.answered_on <= cast($as_of as date), true)
    and (
        $everyone
        or answers.respondent in (select customer_key from scope where not $everyone)
    )
    and (
        array_length($tier) = 0
        or list_contains(
            $tier,
            case
                when answers.percentile is null or answers.ranked < $tiers_from then 'none'
                when answers.percentile < $tier_a then 'A'
                when answers.percentile < $tier_b then 'B'
                when answers.percentile < $tier_c then 'C'
                else 'D'
            end
        )
    )
