-- The overall answers of surveys in a period: one row per response, with the group it falls into.
--
-- part  'all', the month, the tier of the answer's month, or what customer_labels says
-- An answer without a day counts in every period; one of nobody known where nobody is singled out.
-- Needs $by, $since, $until, $as_of, $everyone, $tier, and what customer_labels and tiers need.
with

tiered_answers as (

    select
        responses.customer_key,
        responses.answered_on,
        responses.overall,
        responses.overall_min,
        responses.overall_max,
        responses.recommend,
        case
            when standing.percentile is null or standing.ranked < $tiers_from then 'none'
            when standing.percentile < $tier_a then 'A'
            when standing.percentile < $tier_b then 'B'
            when standing.percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from responses
    left join standing
        on standing.customer_key = responses.customer_key
        and standing.month = cast(date_trunc('month', responses.answered_on) as date)
    where coalesce(responses.answered_on >= cast($since as date), true)
        and coalesce(responses.answered_on <= cast($until as date), true)
        and coalesce(responses.answered_on <= cast($as_of as date), true)

)

select
    tiered_answers.overall,
    tiered_answers.overall_min,
    tiered_answers.overall_max,
    tiered_answers.recommend,
    case $by
        when 'all' then 'all'
        when 'tier' then tiered_answers.tier
        when 'month'
            then cast(cast(date_trunc('month', tiered_answers.answered_on) as date) as varchar)
        else customer_labels.label
    end as part
from tiered_answers
left join customer_labels
    on customer_labels.customer_key = tiered_answers.customer_key
where (
    $everyone
    or tiered_answers.customer_key in (select customer_key from scope where not $everyone)
)
    and (array_length($tier) = 0 or list_contains($tier, tiered_answers.tier))
