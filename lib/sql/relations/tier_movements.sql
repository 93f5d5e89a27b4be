-- In which tier each customer stood at two month starts, that of $from_month and that of $to_month:
-- one row per customer who stood at either; where $tier names any, of those who stood in them at
-- the first.
--
-- tier_from, tier_to    A to D or none; new who did not stand at the first, left who no longer
--                       stands at the second
-- value_from, value_to  at either; 0 for who does not stand then, NULL where it is not known
-- Needs $from_month, $to_month, $tier and what tiered needs.
with

standing_from as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.value
    from tiered
    where tiered.month = cast($from_month as date)

),

standing_to as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.value
    from tiered
    where tiered.month = cast($to_month as date)

)

select
    coalesce(standing_to.customer_key, standing_from.customer_key) as customer_key,
    coalesce(standing_from.tier, 'new') as tier_from,
    coalesce(standing_to.tier, 'left') as tier_to,
    case when standing_from.customer_key is null then 0 else standing_from.value end as value_from,
    case when standing_to.customer_key is null then 0 else standing_to.value end as value_to
from standing_from
full join standing_to
    on standing_to.customer_key = standing_from.customer_key
where array_length($tier) = 0
    or list_contains($tier, standing_from.tier)
