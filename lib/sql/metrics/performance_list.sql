-- Who bought what a mark of performance or of targets stands for: one row per customer with trade
-- in the period, most revenue first.
with

bought as (

    select
        labelled_lines.customer_key,
        count(distinct case when labelled_lines.is_trade then labelled_lines.order_id end)
            as orders,
        sum(labelled_lines.units) as units,
        sum(labelled_lines.revenue) as revenue,
        max(case when labelled_lines.is_trade then labelled_lines.ordered_on end) as last_order
    from labelled_lines
    where labelled_lines.ordered_on >= cast($since as date)
        and labelled_lines.ordered_on <= cast($until as date)
        and (
            not $only_group
            or $by = 'region'
            or labelled_lines.label is not distinct from $group
        )
    group by labelled_lines.customer_key
    having count(case when labelled_lines.is_trade then 1 end) > 0

),

listed as (

    select
        bought.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        count(*) over () as total
    from bought
    inner join customers
        on customers.customer_key = bought.customer_key
    where not $only_group
        or $by <> 'region'
        or customers.region is not distinct from $group
    order by bought.revenue desc, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    listed.name,
    current_standing.tier,
    listed.region,
    listed.kind,
    listed.orders,
    listed.units,
    listed.revenue,
    listed.last_order as last_trade_day,
    current_standing.value,
    listed.total
from listed
left join current_standing
    on current_standing.customer_key = listed.customer_key
order by listed.revenue desc, listed.customer_id
