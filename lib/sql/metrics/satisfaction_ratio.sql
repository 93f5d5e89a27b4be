-- What was perceived against what was expected: one row per group, $by.
--
-- Pairs are answers with both sides; a group without any tells what was perceived, no ratio. Groups
-- are told apart by `part`, a number, where the answer says which it is in, and by `label`, a name,
-- where the customer or the product does.
--
-- respondents  customers, and responses nobody is known to have given
-- residuals    sum over respondents of (perceived - ratio x expected) squared, and
-- expectation  the sum of what they expected: what the interval is made of
-- scale_max    of the group's one scale, NULL where it has several
-- undated      of the answers, those without a day: they count in every period
--
-- $begin and $end are the first and the last day asked about, or that there is. $is_whole: a row of
-- told_answers is all that a response says of a part.
with

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

chosen as (

    select
        told_in_scope.respondent,
        coalesce(labels.label, product_labels.label) as label,
        case $by
            when 'aspect' then told_in_scope.aspect_number
            when 'month' then date_diff(
                'day', date '2000-01-01', date_trunc('month', told_in_scope.answered_on)
            )
            when 'layer' then
                case told_in_scope.layer
                    when 'core product' then 1
                    when 'process & technology' then 2
                    when 'emotion' then 3
                end
            when 'tier' then
                case
                    when told_in_scope.percentile is null or told_in_scope.ranked < $tiers_from
                        then 5
                    when told_in_scope.percentile < $tier_a then 1
                    when told_in_scope.percentile < $tier_b then 2
                    when told_in_scope.percentile < $tier_c then 3
                    else 4
                end
        end as part,
        told_in_scope.expected is not null as is_pair,
        $is_whole
        and told_in_scope.previous_on < cast($begin as date)
        and told_in_scope.next_on > cast($end as date) as is_alone,
        told_in_scope.answered_on,
        told_in_scope.answers,
        told_in_scope.weight,
        told_in_scope.expected,
        told_in_scope.perceived,
        told_in_scope.least_scale,
        told_in_scope.largest_scale
    from told_in_scope
    left join labels
        on labels.customer_key = told_in_scope.respondent
    left join product_labels
        on product_labels.product_key = told_in_scope.product_key
    where (
        told_in_scope.answered_on between cast($begin as date) and cast($end as date)
        or told_in_scope.answered_on is null
    )
    and (
        array_length($tier) = 0
        or case
            when told_in_scope.percentile is null or told_in_scope.ranked < $tiers_from
                then list_contains($tier, 'none')
            when told_in_scope.percentile < $tier_a then list_contains($tier, 'A')
            when told_in_scope.percentile < $tier_b then list_contains($tier, 'B')
            when told_in_scope.percentile < $tier_c then list_contains($tier, 'C')
            else list_contains($tier, 'D')
        end
    )

),

-- Who responded once in the period has one row: there is nothing to add up first.
counted as (

    select
        part,
        label,
        is_pair,
        count(case when is_alone then 1 end) as respondents,
        sum(answers) as answers,
        sum(case when answered_on is null then answers else 0 end) as undated,
        sum(weight) as weight,
        sum(expected) as expected,
        sum(perceived) as perceived,
        min(least_scale) as least_scale,
        max(largest_scale) as largest_scale,
        sum(case when is_alone then (perceived - expected) * (perceived - expected) end)
            as gap_gap,
        sum(case when is_alone then (perceived - expected) * expected end) as gap_expected,
        sum(case when is_alone then expected * expected end) as expected_expected
    from chosen
    group by part, label, is_pair

),

summed as (

    select
        part,
        label,
        is_pair,
        respondent,
        sum(expected) as expected,
        sum(perceived) as perceived
    from chosen
    where not is_alone
    group by part, label, is_pair, respondent

),

repeated as (

    select
        part,
        label,
        is_pair,
        count(*) as respondents,
        sum((perceived - expected) * (perceived - expected)) as gap_gap,
        sum((perceived - expected) * expected) as gap_expected,
        sum(expected * expected) as expected_expected
    from summed
    group by part, label, is_pair

),

groups as (

    select
        counted.part,
        counted.label,
        counted.is_pair,
        counted.respondents + coalesce(repeated.respondents, 0) as respondents,
        counted.answers,
        counted.undated,
        counted.weight,
        counted.expected,
        counted.perceived,
        counted.least_scale,
        counted.largest_scale,
        coalesce(counted.gap_gap, 0) + coalesce(repeated.gap_gap, 0) as gap_gap,
        coalesce(counted.gap_expected, 0) + coalesce(repeated.gap_expected, 0) as gap_expected,
        coalesce(counted.expected_expected, 0) + coalesce(repeated.expected_expected, 0)
            as expected_expected
    from counted
    left join repeated
        on repeated.part is not distinct from counted.part
        and repeated.label is not distinct from counted.label
        and repeated.is_pair = counted.is_pair

),

-- A group's pairs are all that counts of it, where it has any.
placed as (

    select
        groups.*,
        row_number() over (partition by part, label order by is_pair desc) as place
    from groups

),

totals as (

    select *
    from placed
    where place = 1

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

named as (

    select
        rated.*,
        -- The sum of (perceived - ratio x expected) squared; what rounding leaves of none is none.
        case
            when gap_gap - 2 * excess * gap_expected + excess * excess * expected_expected
                > expected_expected * 1e-12
                then gap_gap - 2 * excess * gap_expected + excess * excess * expected_expected
            when is_pair then 0
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
    named.name as "group",
    named.expected / nullif(named.weight, 0) * points.full_marks as expected,
    named.perceived / nullif(named.weight, 0) * points.full_marks as perceived,
    named.ratio,
    (named.perceived - named.expected) / nullif(named.weight, 0) * points.full_marks as gap,
    cast(named.respondents as bigint) as respondents,
    cast(named.answers as bigint) as answers,
    case when named.least_scale = named.largest_scale then named.largest_scale end as scale_max,
    cast(named.undated as bigint) as undated,
    named.expected as expectation,
    named.residuals
from named
cross join points
order by
    case
        when $by = 'layer' then coalesce(named.part, 4)
        else 0
    end,
    named.name nulls last
