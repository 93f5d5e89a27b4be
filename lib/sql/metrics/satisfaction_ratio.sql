-- What was perceived against what was expected: one row per group, $by.
--
-- Pairs are answers with both sides; a group without any tells what was perceived, no ratio.
--
-- respondents  customers, and responses nobody is known to have given
-- residuals    sum over respondents of (perceived - ratio x expected) squared, and
-- expectation  the sum of what they expected: what the interval is made of
-- scale_max    of the group's one scale, NULL where it has several
-- undated      of the answers, those without a day: they count in every period
with

chosen as (

    select
        coalesce(
            'customer ' || cast(answers.customer_key as varchar),
            'response ' || answers.response_id
        ) as respondent,
        case $by
            when 'all' then 'all'
            when 'aspect' then answers.aspect
            when 'layer' then answers.layer
            when 'month' then cast(answers.month as varchar)
            when 'tier' then coalesce(tiered.tier, 'none')
            when 'kind' then customers.kind
            when 'industry' then customers.industry
            when 'occupation' then customers.occupation
            when 'region' then customers.region
            when 'city' then customers.city
            when 'size' then customers.size
            when 'acquired_through' then customers.acquired_through
            else attributes.value
        end as name,
        answers.answered_on,
        answers.scale_max,
        answers.weight,
        answers.expected,
        answers.perceived
    from weighed_answers as answers
    left join customers
        on customers.customer_key = answers.customer_key
    left join attributes
        on attributes.customer_key = answers.customer_key
        and attributes.attribute = $attribute
    left join scope
        on scope.customer_key = answers.customer_key
    left join tiered
        on tiered.customer_key = answers.customer_key
        and tiered.month = answers.month
    where coalesce(answers.answered_on >= cast($since as date), true)
        and coalesce(answers.answered_on <= cast($until as date), true)
        and ($everyone or scope.customer_key is not null)
        and (array_length($tier) = 0 or list_contains($tier, coalesce(tiered.tier, 'none')))

),

-- Pairs; in a group without any, what was perceived.
pairs as (

    select
        name,
        count(expected) as pairs
    from chosen
    group by name

),

counted as (

    select chosen.*
    from chosen
    inner join pairs
        on pairs.name is not distinct from chosen.name
    where chosen.expected is not null
        or pairs.pairs = 0

),

-- What shares are told in: the points of the one scale there is, else as they are.
points as (

    select case when min(scale_max) = max(scale_max) then max(scale_max) else 1 end as full_marks
    from counted

),

respondents as (

    select
        name,
        respondent,
        count(*) as answers,
        count(case when answered_on is null then 1 end) as undated,
        sum(weight) as weight,
        sum(weight * expected) as expected,
        sum(weight * perceived) as perceived,
        min(scale_max) as least_scale,
        max(scale_max) as largest_scale
    from counted
    group by name, respondent

),

totals as (

    select
        name,
        count(*) as respondents,
        sum(answers) as answers,
        sum(undated) as undated,
        sum(weight) as weight,
        sum(expected) as expected,
        sum(perceived) as perceived,
        sum(perceived) / nullif(sum(expected), 0) as ratio,
        case
            when min(least_scale) = max(largest_scale) then max(largest_scale)
        end as scale_max
    from respondents
    group by name

),

residuals as (

    select
        totals.name,
        sum(
            (respondents.perceived - totals.ratio * respondents.expected)
            * (respondents.perceived - totals.ratio * respondents.expected)
        ) as residuals
    from totals
    inner join respondents
        on respondents.name is not distinct from totals.name
    group by totals.name

)

select
    totals.name as "group",
    totals.expected / nullif(totals.weight, 0) * points.full_marks as expected,
    totals.perceived / nullif(totals.weight, 0) * points.full_marks as perceived,
    totals.ratio,
    (totals.perceived - totals.expected) / nullif(totals.weight, 0) * points.full_marks as gap,
    totals.respondents,
    cast(totals.answers as bigint) as answers,
    totals.scale_max,
    cast(totals.undated as bigint) as undated,
    totals.expected as expectation,
    residuals.residuals
from totals
cross join points
inner join residuals
    on residuals.name is not distinct from totals.name
order by
    case
        when $by <> 'layer' then 0
        when totals.name = 'core product' then 1
        when totals.name = 'process & technology' then 2
        else 3
    end,
    totals.name nulls last
