-- The overall answers of surveys in a period: one row per response, with the group it falls into.
--
-- part  'all', the month, the tier of the answer's month, what customer_labels says, or of the order
--       asked about: late where any of it came later than promised (or has not come and should
--       have), on time where all of it came by then; its product, where the answer tells none and
--       it has but one, as product_labels calls it
-- An answer without a day counts in every period; one of nobody known where nobody is singled out.
-- Needs $by, $since, $until, $as_of, $everyone, $tier, and what customer_labels and tiers need.
with

bought_alone as (

    select
        order_id,
        min(product_key) as product_key
    from orders
    where $by in ('product', 'category')
        and order_id in (select order_id from responses where product_key is null)
    group by order_id
    having count(distinct product_key) = 1

),

tiered_answers as (

    select
        scores.response_id,
        scores.customer_key,
        scores.order_id,
        scores.product_key,
        scores.answered_on,
        scores.overall,
        scores.overall_min,
        scores.overall_max,
        scores.recommend,
        case
            when scores.late_after < coalesce($as_of, date '0001-01-02') then 'late'
            when scores.is_on_time then 'on time'
        end as delivery,
        case
            when scores.percentile is null or scores.ranked < $tiers_from then 'none'
            when scores.percentile < $tier_a then 'A'
            when scores.percentile < $tier_b then 'B'
            when scores.percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from scores
    where coalesce(scores.answered_on >= cast($since as date), true)
        and coalesce(scores.answered_on <= cast($until as date), true)
        and coalesce(scores.answered_on <= cast($as_of as date), true)

)

select
    tiered_answers.response_id,
    tiered_answers.customer_key,
    tiered_answers.order_id,
    tiered_answers.answered_on,
    tiered_answers.tier,
    tiered_answers.overall,
    tiered_answers.overall_min,
    tiered_answers.overall_max,
    tiered_answers.recommend,
    case $by
        when 'all' then 'all'
        when 'tier' then tiered_answers.tier
        when 'month'
            then cast(cast(date_trunc('month', tiered_answers.answered_on) as date) as varchar)
        when 'delivery' then tiered_answers.delivery
        else coalesce(customer_labels.label, product_labels.label)
    end as part
from tiered_answers
left join customer_labels
    on customer_labels.customer_key = tiered_answers.customer_key
left join bought_alone
    on bought_alone.order_id = tiered_answers.order_id
left join product_labels
    on product_labels.product_key
        = coalesce(tiered_answers.product_key, bought_alone.product_key)
where (
    $everyone
    or tiered_answers.customer_key in (select customer_key from scope where not $everyone)
)
    and (array_length($tier) = 0 or list_contains($tier, tiered_answers.tier))
