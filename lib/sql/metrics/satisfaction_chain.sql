-- What satisfaction comes with: one row per band of the latest ratio, of customers active on the
-- day of that answer.
--
-- known_loyalty, loyal    customers with trade in the earlier months, and of those the loyal
-- value                   of the 12 months before the latest month start
-- followed, churned       whose 90 days after the answer are over, and of those no longer active
--                         on the 90th
with

bands as (

    select
        1 as band,
        cast(null as double) as ratio_from,
        0.8 as ratio_below
    union all
    select
        2 as band,
        0.8 as ratio_from,
        0.9 as ratio_below
    union all
    select
        3 as band,
        0.9 as ratio_from,
        1.0 as ratio_below
    union all
    select
        4 as band,
        1.0 as ratio_from,
        cast(null as double) as ratio_below

),

answered as (

    select
        latest_in_scope.customer_key,
        latest_in_scope.ratio,
        latest_in_scope.silence <= $silent_days as is_active,
        coalesce(latest_in_scope.silence_later <= $silent_days, false) as is_active_later,
        latest_in_scope.answered_on + 90 <= cast($as_of as date) as is_over,
        coalesce(current_standing.value, 0) as value
    from latest_in_scope
    left join current_standing
        on current_standing.customer_key = latest_in_scope.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(current_standing.tier, 'none'))

)

select
    bands.band,
    bands.ratio_from,
    bands.ratio_below,
    count(answered.customer_key) as customers,
    count(kept_trade.customer_key) as known_loyalty,
    count(case when kept_trade.is_loyal then 1 end) as loyal,
    coalesce(sum(answered.value), 0) as value,
    count(case when answered.is_active and answered.is_over then 1 end) as followed,
    count(
        case
            when answered.is_active and answered.is_over and not answered.is_active_later then 1
        end
    ) as churned
from bands
left join answered
    on answered.ratio >= coalesce(bands.ratio_from, answered.ratio)
    and answered.ratio < coalesce(bands.ratio_below, answered.ratio + 1)
left join kept_trade
    on kept_trade.customer_key = answered.customer_key
group by bands.band, bands.ratio_from, bands.ratio_below
order by bands.band
