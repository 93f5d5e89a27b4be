-- How long ago somebody spoke to the customers of each tier, and whether who asked was answered:
-- one row a tier.
--
-- to_30 ... never  customers by the days since their last contact; together they are `customers`
-- p90_days         by nearest rank, of those ever spoken to
-- inbound          contacts of the 12 months to the as-of day that came in and had their days to be
--                  answered
with

ranked as (

    select
        tier,
        days,
        band,
        row_number() over (partition by tier order by days nulls last) as place,
        count(days) over (partition by tier) as spoken_to
    from contacted

),

gaps as (

    select
        tier,
        count(*) as customers,
        count(days) as contacted,
        median(days) as median_days,
        min(case when place * 10 >= spoken_to * 9 then days end) as p90_days,
        count(case when band = 'to_30' then 1 end) as to_30,
        count(case when band = 'to_90' then 1 end) as to_90,
        count(case when band = 'to_180' then 1 end) as to_180,
        count(case when band = 'over_180' then 1 end) as over_180,
        count(case when band = 'never' then 1 end) as never
    from ranked
    group by tier

),

came_in as (

    select
        coalesce(current_standing.tier, 'none') as tier,
        contact_days.is_answered
    from contact_days
    inner join scope
        on scope.customer_key = contact_days.customer_key
    left join current_standing
        on current_standing.customer_key = contact_days.customer_key
    where contact_days.is_judged
        and contact_days.happened_on >= cast($since as date)
        and contact_days.happened_on <= cast($until as date)

),

asked as (

    select
        tier,
        count(*) as inbound,
        count(case when is_answered then 1 end) as answered
    from came_in
    group by tier

),

tiers as (

    select tier
    from gaps
    union
    select tier
    from asked

)

select
    tiers.tier,
    coalesce(gaps.customers, 0) as customers,
    coalesce(gaps.contacted, 0) as contacted,
    gaps.median_days,
    gaps.p90_days,
    coalesce(gaps.to_30, 0) as to_30,
    coalesce(gaps.to_90, 0) as to_90,
    coalesce(gaps.to_180, 0) as to_180,
    coalesce(gaps.over_180, 0) as over_180,
    coalesce(gaps.never, 0) as never,
    coalesce(asked.inbound, 0) as inbound,
    coalesce(asked.answered, 0) as answered,
    coalesce(asked.inbound - asked.answered, 0) as unanswered,
    asked.answered / nullif(asked.inbound, 0) as answered_share
from tiers
left join gaps
    on gaps.tier = tiers.tier
left join asked
    on asked.tier = tiers.tier
where exists (select 1 from interactions)
    and (array_length($tier) = 0 or list_contains($tier, tiers.tier))
order by tiers.tier
