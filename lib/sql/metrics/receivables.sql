-- What is owed and not paid on the as-of day, by the age of the order: one row a band, none where
-- no payments are known.
--
-- over_paid, customers_over_paid  paid or credited beyond what was owed; the same in every row
-- unallotted                      paid by nobody known, for no order known; the same in every row
with

bands as (

    select 1 as position, 'to_30' as band
    union all
    select 2 as position, 'to_60' as band
    union all
    select 3 as position, 'to_90' as band
    union all
    select 4 as position, 'over_90' as band

),

open_by_band as (

    select
        band,
        count(*) as orders,
        count(distinct customer_key) as customers,
        sum(open) as amount
    from aged_balances
    where open > 0
    group by band

),

beyond as (

    select
        sum(over_paid) as over_paid,
        count(distinct customer_key) as customers_over_paid
    from aged_balances
    where over_paid > 0

),

nobodys as (

    select sum(amount) as unallotted
    from unnamed_payments
    where customer_key is null

)

select
    bands.position,
    bands.band,
    coalesce(open_by_band.orders, 0) as orders,
    coalesce(open_by_band.customers, 0) as customers,
    coalesce(open_by_band.amount, 0) as amount,
    open_by_band.amount / nullif(sum(open_by_band.amount) over (), 0) as share,
    coalesce(beyond.over_paid, 0) as over_paid,
    beyond.customers_over_paid,
    coalesce(nobodys.unallotted, 0) as unallotted
from bands
left join open_by_band
    on open_by_band.band = bands.band
cross join beyond
cross join nobodys
where exists (select 1 from payments)
order by bands.position
