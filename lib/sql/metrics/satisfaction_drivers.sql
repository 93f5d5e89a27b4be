-- What each say held of each aspect, beside the overall score: one row per say and aspect. All that
-- a respondent answered on one day is one say, its repeated answers averaged.
--
-- respondent  the customer, or a number below 0 for a response of nobody known
-- answered_on the day of the say; NULL for all that a respondent said without a day
-- perceived   as a share of full marks
-- overall     the same of the overall score; NULL where none was given
-- weighted_perceived, weighted_expected, weight  sums over the answers with an expectation
-- weighted_all, weight_all                       what was perceived, and the weights, of all
with

chosen as (

    select
        respondent,
        answered_on,
        aspect_number,
        min(aspect) as aspect,
        min(layer) as layer,
        avg(perceived) as perceived,
        sum(case when expected is not null then weight * perceived end) as weighted_perceived,
        sum(weight * expected) as weighted_expected,
        sum(weight * perceived) as weighted_all,
        sum(weight) as weight_all
    from weighed_answers
    where coalesce(answered_on >= cast($since as date), true)
        and coalesce(answered_on <= cast($until as date), true)
        and ($everyone or customer_key in (select customer_key from scope where not $everyone))
        and (
            array_length($tier) = 0
            or list_contains(
                $tier,
                case
                    when percentile is null or ranked < $tiers_from then 'none'
                    when percentile < $tier_a then 'A'
                    when percentile < $tier_b then 'B'
                    when percentile < $tier_c then 'C'
                    else 'D'
                end
            )
        )
    group by respondent, answered_on, aspect_number

),

surveyed as (

    select
        response_id,
        customer_key,
        answered_on,
        coalesce(survey, '') as survey,
        overall,
        overall_max
    from responses

),

scales as (

    select
        survey,
        max(overall_max) as overall_max
    from surveyed
    group by survey

),

scored as (

    select
        coalesce(surveyed.customer_key, unknown_respondents.respondent) as respondent,
        surveyed.answered_on,
        surveyed.overall
        / nullif(coalesce(surveyed.overall_max, scales.overall_max, 1), 0) as overall
    from surveyed
    inner join scales
        on scales.survey = surveyed.survey
    left join unknown_respondents
        on unknown_respondents.response_id = surveyed.response_id
    where surveyed.overall is not null

),

overall_scores as (

    select
        respondent,
        answered_on,
        avg(overall) as overall
    from scored
    where respondent is not null
    group by respondent, answered_on

)

select
    chosen.respondent,
    chosen.answered_on,
    chosen.aspect,
    chosen.layer,
    chosen.perceived,
    overall_scores.overall,
    chosen.weighted_perceived,
    chosen.weighted_expected,
    chosen.weighted_all,
    chosen.weight_all
from chosen
left join overall_scores
    on overall_scores.respondent = chosen.respondent
    and overall_scores.answered_on is not distinct from chosen.answered_on
