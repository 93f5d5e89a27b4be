-- The balances of the customers and tiers meant (their tier at the latest month start), with their
-- age: one row as in order_balances.
--
-- days, band  since the order, and the band of days it falls in; NULL where nothing is open
-- Needs $as_of, $day and $tier with what tiered needs.
with

aged as (

    select
        balances_in_scope.*,
        coalesce(current_standing.tier, 'none') as tier,
        current_standing.value,
        case
            when balances_in_scope.open > 0
                then date_diff('day', balances_in_scope.ordered_on, cast($as_of as date))
        end as days
    from balances_in_scope
    left join current_standing
        on current_standing.customer_key = balances_in_scope.customer_key

)

select
    aged.*,
    case
        when days <= 30 then 'to_30'
        when days <= 60 then 'to_60'
        when days <= 90 then 'to_90'
        when days > 90 then 'over_90'
    end as band
from aged
where array_length($tier) = 0 or list_contains($tier, tier)
