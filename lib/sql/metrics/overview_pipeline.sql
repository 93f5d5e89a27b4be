-- What open opportunities were worth on up to three days, $day, $day_before and $day_a_year_before:
-- one row a day, weighted as `pipeline` weighs them on one. A row of an opportunity or a stage is
-- read once for all of them.
--
-- weighted  NULL where nothing that is open can be weighed
with

days as (

    select cast($day as date) as day
    union
    select cast($day_before as date) as day
    union
    select cast($day_a_year_before as date) as day

),

-- A long time ago comes before all days; what is to come is open on each.
known_deals as (

    select
        deal,
        stage,
        amount,
        coalesce(begins_on, date '0001-01-01') as from_on,
        case
            when outcome is null then date '9999-12-31'
            else coalesce(closed_on, date '0001-01-01')
        end as until_on,
        percentile,
        ranked
    from deals_in_scope

),

open_deals as (

    select
        days.day,
        known_deals.deal,
        known_deals.stage,
        known_deals.amount
    from known_deals
    inner join days
        on days.day >= known_deals.from_on
        and days.day < known_deals.until_on
    where known_deals.until_on > $day_a_year_before
        and (
            array_length($tier) = 0
            or case
                when known_deals.percentile is null or known_deals.ranked < $tiers_from
                    then list_contains($tier, 'none')
                when known_deals.percentile < $tier_a then list_contains($tier, 'A')
                when known_deals.percentile < $tier_b then list_contains($tier, 'B')
                when known_deals.percentile < $tier_c then list_contains($tier, 'C')
                else list_contains($tier, 'D')
            end
        )

),

stood as (

    select
        open_deals.day,
        coalesce(deal_pasts.stage, open_deals.stage) as stage,
        open_deals.amount
    from open_deals
    left join deal_pasts
        on deal_pasts.deal = open_deals.deal
        and deal_pasts.from_on <= open_deals.day
        and deal_pasts.before_on > open_deals.day

),

standing_open as (

    select
        day,
        stage,
        sum(amount) as amount
    from stood
    group by day, stage

),

closed as (

    select
        stage,
        outcome,
        greatest(
            coalesce(begins_on, date '0001-01-01'),
            coalesce(counts_from, date '0001-01-01'),
            coalesce(closed_on, date '0001-01-01')
        ) as counts_on,
        percentile,
        ranked
    from deal_stages_in_scope
    where outcome is not null

),

daily as (

    select
        stage,
        outcome,
        counts_on,
        count(*) as opportunities
    from closed
    where array_length($tier) = 0
        or case
            when percentile is null or ranked < $tiers_from then list_contains($tier, 'none')
            when percentile < $tier_a then list_contains($tier, 'A')
            when percentile < $tier_b then list_contains($tier, 'B')
            when percentile < $tier_c then list_contains($tier, 'C')
            else list_contains($tier, 'D')
        end
    group by stage, outcome, counts_on

),

decided as (

    select
        days.day,
        daily.stage,
        cast(sum(case when daily.outcome = 'won' then daily.opportunities else 0 end) as bigint)
            as won,
        cast(sum(daily.opportunities) as bigint) as decided
    from daily
    inner join days
        on days.day >= daily.counts_on
    group by days.day, daily.stage

),

weighed as (

    select
        standing_open.day,
        standing_open.amount * decided.won / nullif(decided.decided, 0) as weighted
    from standing_open
    inner join stage_order
        on stage_order.stage = standing_open.stage
    inner join decided
        on decided.stage = standing_open.stage
        and decided.day = standing_open.day

)

select
    day,
    sum(weighted) as weighted
from weighed
group by day
order by day
