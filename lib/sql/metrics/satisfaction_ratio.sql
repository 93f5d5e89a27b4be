-- What was perceived against what was expected: one row per group, $by.
--
-- Pairs are answers with both sides; a group without any tells what was perceived, no ratio. Groups
-- are told apart by `part`, a number, where the answer says which it is in, and by `label`, a name,
-- where the customer does.
--
-- respondents  customers, and responses nobody is known to have given
-- residuals    sum over respondents of (perceived - ratio x expected) squared, and
-- expectation  the sum of what they expected: what the interval is made of
-- scale_max    of the group's one scale, NULL where it has several
-- undated      of the answers, those without a day: they count in every period
with

chosen as (

    select
        respondent,
        case $by
            when 'aspect' then aspect_number
            when 'month' then date_diff('day', date '2000-01-01', month)
            when 'layer' then
                case layer
                    when 'core product' then 1
                    when 'process & technology' then 2
                    when 'emotion' then 3
                end
            when 'tier' then
                case
                    when percentile is null or ranked < $tiers_from then 5
                    when percentile < $tier_a then 1
                    when percentile < $tier_b then 2
                    when percentile < $tier_c then 3
                    else 4
                end
        end as part,
        $by = 'aspect'
        and coalesce(previous_on < cast($since as date), previous_on is null)
        and (
            next_on is null
            or coalesce(next_on > cast($until as date), false)
            or coalesce(next_on > cast($as_of as date), false)
        ) as is_alone,
        answered_on,
        scale_max,
        weight,
        expected,
        perceived
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

),

labels as (

    select
        customer_key,
        case $by
            when 'kind' then kind
            when 'industry' then industry
            when 'occupation' then occupation
            when 'region' then region
            when 'city' then city
            when 'size' then size
            when 'acquired_through' then acquired_through
        end as label
    from customers
    where $by in
        ('kind', 'industry', 'occupation', 'region', 'city', 'size', 'acquired_through')
    union all
    select
        customer_key,
        value as label
    from attributes
    where attribute = $attribute

),

-- What each respondent said of a part. Who responded once in the period has one answer to an
-- aspect: there is nothing to add up.
paired as (

    select
        part,
        cast(null as integer) as respondent,
        count(*) as respondents,
        count(*) as answers,
        count(answered_on) as dated,
        sum(weight) as weight,
        sum(weight * expected) as expected,
        sum(weight * perceived) as perceived,
        min(scale_max) as least_scale,
        max(scale_max) as largest_scale,
        sum(weight * weight * (perceived - expected) * (perceived - expected)) as gap_gap,
        sum(weight * weight * (perceived - expected) * expected) as gap_expected,
        sum(weight * weight * expected * expected) as expected_expected
    from chosen
    where expected is not null
        and is_alone
    group by part
    union all
    select
        part,
        respondent,
        1 as respondents,
        answers,
        dated,
        weight,
        expected,
        perceived,
        least_scale,
        largest_scale,
        (perceived - expected) * (perceived - expected) as gap_gap,
        (perceived - expected) * expected as gap_expected,
        expected * expected as expected_expected
    from (
        select
            part,
            respondent,
            count(*) as answers,
            count(answered_on) as dated,
            sum(weight) as weight,
            sum(weight * expected) as expected,
            sum(weight * perceived) as perceived,
            min(scale_max) as least_scale,
            max(scale_max) as largest_scale
        from chosen
        where expected is not null
            and not is_alone
        group by part, respondent
    ) as summed

),

groups_with_pairs as (

    select
        paired.part,
        labels.label,
        sum(paired.respondents) as respondents,
        sum(paired.answers) as answers,
        sum(paired.dated) as dated,
        sum(paired.weight) as weight,
        sum(paired.expected) as expected,
        sum(paired.perceived) as perceived,
        min(paired.least_scale) as least_scale,
        max(paired.largest_scale) as largest_scale,
        sum(paired.gap_gap) as gap_gap,
        sum(paired.gap_expected) as gap_expected,
        sum(paired.expected_expected) as expected_expected
    from paired
    left join labels
        on labels.customer_key = paired.respondent
    group by paired.part, labels.label

),

unpaired as (

    select
        part,
        respondent,
        count(*) as answers,
        count(answered_on) as dated,
        sum(weight) as weight,
        sum(weight * perceived) as perceived,
        min(scale_max) as least_scale,
        max(scale_max) as largest_scale
    from chosen
    where expected is null
    group by part, respondent

),

groups_without as (

    select
        unpaired.part,
        labels.label,
        count(*) as respondents,
        sum(unpaired.answers) as answers,
        sum(unpaired.dated) as dated,
        sum(unpaired.weight) as weight,
        cast(null as double) as expected,
        sum(unpaired.perceived) as perceived,
        min(unpaired.least_scale) as least_scale,
        max(unpaired.largest_scale) as largest_scale,
        cast(null as double) as gap_gap,
        cast(null as double) as gap_expected,
        cast(null as double) as expected_expected
    from unpaired
    left join labels
        on labels.customer_key = unpaired.respondent
    group by unpaired.part, labels.label

),

totals as (

    select *
    from groups_with_pairs
    union all
    select groups_without.*
    from groups_without
    left join groups_with_pairs
        on groups_with_pairs.part is not distinct from groups_without.part
        and groups_with_pairs.label is not distinct from groups_without.label
    where groups_with_pairs.answers is null

),

-- What shares are told in: the points of the one scale there is, else as they are.
points as (

    select
        case
            when min(least_scale) = max(largest_scale) then max(largest_scale)
            else 1
        end as full_marks
    from totals

),

rated as (

    select
        totals.*,
        perceived / nullif(expected, 0) as ratio,
        (perceived - expected) / nullif(expected, 0) as excess
    from totals

),

aspects as (

    select distinct
        aspect_number,
        aspect
    from subjects

),

told as (

    select
        rated.*,
        -- The sum of (perceived - ratio x expected) squared; what rounding leaves of none is none.
        case
            when gap_gap - 2 * excess * gap_expected + excess * excess * expected_expected
                > expected_expected * 1e-12
                then gap_gap - 2 * excess * gap_expected + excess * excess * expected_expected
            when expected_expected is not null then 0
        end as residuals,
        case $by
            when 'all' then 'all'
            when 'aspect' then aspects.aspect
            when 'month'
                then cast(cast(date '2000-01-01' + cast(rated.part as integer) as date) as varchar)
            when 'layer' then
                case rated.part
                    when 1 then 'core product'
                    when 2 then 'process & technology'
                    when 3 then 'emotion'
                end
            when 'tier' then
                case rated.part
                    when 1 then 'A'
                    when 2 then 'B'
                    when 3 then 'C'
                    when 4 then 'D'
                    else 'none'
                end
            else rated.label
        end as name
    from rated
    left join aspects
        on aspects.aspect_number = rated.part

)

select
    told.name as "group",
    told.expected / nullif(told.weight, 0) * points.full_marks as expected,
    told.perceived / nullif(told.weight, 0) * points.full_marks as perceived,
    told.ratio,
    (told.perceived - told.expected) / nullif(told.weight, 0) * points.full_marks as gap,
    cast(told.respondents as bigint) as respondents,
    cast(told.answers as bigint) as answers,
    case when told.least_scale = told.largest_scale then told.largest_scale end as scale_max,
    cast(told.answers - told.dated as bigint) as undated,
    told.expected as expectation,
    told.residuals
from told
cross join points
order by
    case
        when $by = 'layer' then coalesce(told.part, 4)
        else 0
    end,
    told.name nulls last
