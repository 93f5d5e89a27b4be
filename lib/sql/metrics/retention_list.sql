-- The customers behind a retention curve: one row a customer of the group, those who stayed longest
-- first.
with

stood as (

    select tiered.*
    from tiered
    where tiered.month in (select month from standing_month)

),

meant as (

    select
        first_lapses.customer_key,
        first_lapses.began_on,
        first_lapses.lapsed_on,
        date_diff(
            'day', first_lapses.began_on, coalesce(first_lapses.lapsed_on, cast($as_of as date))
        ) as days,
        case
            when $by = 'tier' then coalesce(first_tiers.tier, 'none')
            else customer_labels.label
        end as label
    from first_lapses
    left join first_tiers
        on first_tiers.customer_key = first_lapses.customer_key
    left join customer_labels
        on customer_labels.customer_key = first_lapses.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(first_tiers.tier, 'none'))

),

listed as (

    select
        meant.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        count(*) over () as total
    from meant
    inner join customers
        on customers.customer_key = meant.customer_key
    where $group is null
        or coalesce(meant.label, '') = $group
    order by meant.days desc, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    listed.name,
    coalesce(stood.tier, 'none') as tier,
    listed.region,
    listed.kind,
    stood.badge,
    stood.value,
    listed.began_on,
    listed.lapsed_on,
    listed.days,
    stood.last_trade_day,
    listed.total
from listed
left join stood
    on stood.customer_key = listed.customer_key
order by listed.days desc, listed.customer_id
