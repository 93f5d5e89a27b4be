-- What customers kept of their orders beside what they kept of their revenue: one row per pair of
-- bands, a tenth wide.
--
-- orders_kept, revenue_kept  the lower ends of the bands of kept_trade
-- value                      of the 12 months before the latest month start; 0 where not known
with

judged as (

    select
        kept_in_scope.orders_band,
        kept_in_scope.revenue_band,
        kept_in_scope.is_loyal,
        coalesce(current_standing.value, 0) as value,
        coalesce(current_standing.tier, 'none') as tier
    from kept_in_scope
    left join current_standing
        on current_standing.customer_key = kept_in_scope.customer_key

)

select
    orders_band / 10.0 as orders_kept,
    revenue_band / 10.0 as revenue_kept,
    count(*) as customers,
    count(case when is_loyal then 1 end) as loyal,
    sum(value) as value
from judged
where array_length($tier) = 0
    or list_contains($tier, tier)
group by orders_band, revenue_band
order by orders_band, revenue_band
