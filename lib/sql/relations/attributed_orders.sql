-- Which campaign a trade order is due to: one row per order, customer and campaign credited. An
-- order due to none has no row.
--
-- sharers  how many campaigns share the order equally; 1 unless $attribution is linear
--
-- An order belongs to the campaign it names; else to touches 0 to $window_days days before it,
-- control aside: to the campaign with the last or the first of them, or to each of them. On the
-- same day responded goes before clicked, opened and sent, then the lower campaign_id.
-- Needs $as_of, $attribution (last, first, linear) and $window_days.
with

signals as (

    select
        campaign_id,
        customer_key,
        touched_on,
        case kind when 'responded' then 0 when 'clicked' then 1 when 'opened' then 2 else 3 end
            as weakness
    from touches
    where not coalesce(in_control, false)

),

-- Distance puts the better touch first: by days, the kind deciding within a day.
candidates as (

    select
        trade_orders.order_id,
        trade_orders.customer_key,
        signals.campaign_id,
        min(
            date_diff('day', signals.touched_on, trade_orders.ordered_on)
            * case when $attribution = 'first' then -4 else 4 end
            + signals.weakness
        ) as distance,
        min(trade_orders.ordered_on) as ordered_on,
        min(trade_orders.revenue) as revenue,
        min(trade_orders.revenue_costed) as revenue_costed,
        min(trade_orders.cost) as cost
    from trade_orders
    inner join signals
        on signals.customer_key = trade_orders.customer_key
    where trade_orders.campaign_id is null
        and date_diff('day', signals.touched_on, trade_orders.ordered_on)
        between 0 and $window_days
    group by trade_orders.order_id, trade_orders.customer_key, signals.campaign_id

),

ranked as (

    select
        candidates.*,
        row_number() over (
            partition by order_id, customer_key
            order by distance, campaign_id
        ) as preference,
        count(*) over (partition by order_id, customer_key) as campaigns
    from candidates

)

select
    campaign_id,
    order_id,
    customer_key,
    ordered_on,
    1 as sharers,
    revenue,
    revenue_costed,
    cost
from trade_orders
where campaign_id is not null
union all
select
    campaign_id,
    order_id,
    customer_key,
    ordered_on,
    case when $attribution = 'linear' then campaigns else 1 end as sharers,
    revenue,
    revenue_costed,
    cost
from ranked
where $attribution = 'linear' or preference = 1
