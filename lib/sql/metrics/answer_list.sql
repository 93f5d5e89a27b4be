-- The respondents behind a satisfaction ratio: one row per customer, or per response nobody is
-- known to have given, the furthest short of what they expected first.
--
-- Answers count as in satisfaction_ratio: pairs, or what was perceived where there are none.
--
-- expected, perceived  weighted means, in scale points where all these answers share one scale,
--                      else as shares of the maximum
-- weight               what the means are weighted by, so that the rows add up to the whole
-- tier                 of the month of the newest of the answers; all else about the customer as
--                      of the as-of day's month start
with

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

),

meant as (

    select
        weighed_answers.customer_key,
        unknown_respondents.response_id,
        weighed_answers.answered_on,
        weighed_answers.scale_max,
        weighed_answers.weight,
        weighed_answers.expected,
        weighed_answers.perceived
    from weighed_answers
    left join unknown_respondents
        on unknown_respondents.respondent = weighed_answers.respondent
    left join tiers
        on tiers.customer_key = weighed_answers.customer_key
        and tiers.month = weighed_answers.month
    left join customer_labels
        on customer_labels.customer_key = weighed_answers.customer_key
    left join product_labels
        on product_labels.product_key = weighed_answers.product_key
    where (
        not $is_grouped
        or coalesce(customer_labels.label, product_labels.label) is not distinct from $group
    )
        and ($aspect is null or weighed_answers.aspect = $aspect)
        and ($layer is null or weighed_answers.layer = $layer)
        and ($month is null or weighed_answers.month = $month)
        and coalesce(weighed_answers.answered_on >= cast($since as date), true)
        and coalesce(weighed_answers.answered_on <= cast($until as date), true)
        and ($everyone or weighed_answers.customer_key in (select customer_key from scope))
        and (array_length($tier) = 0 or list_contains($tier, coalesce(tiers.tier, 'none')))

),

together as (

    select
        count(expected) as pairs,
        case when min(scale_max) = max(scale_max) then max(scale_max) end as scale_max
    from meant

),

respondents as (

    select
        meant.customer_key,
        meant.response_id,
        count(*) as answers,
        max(meant.answered_on) as answered_on,
        sum(meant.weight) as weight,
        sum(meant.weight * meant.expected) as expected,
        sum(meant.weight * meant.perceived) as perceived,
        sum(meant.weight * meant.perceived) / nullif(sum(meant.weight * meant.expected), 0)
            as ratio
    from meant
    cross join together
    where meant.expected is not null
        or together.pairs = 0
    group by meant.customer_key, meant.response_id

),

listed as (

    select
        respondents.*,
        customers.customer_id,
        count(*) over () as total
    from respondents
    left join customers
        on customers.customer_key = respondents.customer_key
    order by
        respondents.ratio nulls last,
        respondents.perceived / nullif(respondents.weight, 0) nulls last,
        customers.customer_id nulls last,
        respondents.response_id
    limit $limit

),

stood_once as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.customer_key in (select customer_key from listed)

)

select
    listed.customer_id,
    listed.response_id,
    customers.name,
    coalesce(at_answer.tier, 'none') as tier,
    customers.region,
    customers.kind,
    standing_now.badge,
    listed.answered_on,
    listed.answers,
    listed.expected / nullif(listed.weight, 0) * coalesce(together.scale_max, 1) as expected,
    listed.perceived / nullif(listed.weight, 0) * coalesce(together.scale_max, 1) as perceived,
    listed.ratio,
    (listed.perceived - listed.expected) / nullif(listed.weight, 0)
    * coalesce(together.scale_max, 1) as gap,
    listed.weight,
    together.scale_max,
    standing_now.last_trade_day,
    date_diff('day', standing_now.last_trade_day, standing_now.month) as silent_for,
    standing_now.revenue,
    standing_now.value,
    listed.total
from listed
cross join together
left join customers
    on customers.customer_key = listed.customer_key
left join stood_once as at_answer
    on at_answer.customer_key = listed.customer_key
    and at_answer.month = cast(date_trunc('month', listed.answered_on) as date)
left join stood_once as standing_now
    on standing_now.customer_key = listed.customer_key
    and standing_now.month in (select month from standing_month)
order by
    listed.ratio nulls last,
    listed.perceived / nullif(listed.weight, 0) nulls last,
    listed.customer_id nulls last,
    listed.response_id
