-- Whole trade orders up to the as-of day: one row per order and customer, NULL for nobody known.
--
-- ordered_on        the first day with a trade line
-- campaign_id       the campaign the order names, the first by id where its lines name several
-- revenue           of all its lines, refund lines included
-- revenue_costed    revenue of the lines whose cost of goods is known
-- cost              cost of goods of those lines
--
-- Needs $as_of (NULL: no end).
select
    order_id,
    customer_key,
    min(case when is_trade then ordered_on end) as ordered_on,
    min(campaign_id) as campaign_id,
    sum(revenue) as revenue,
    sum(case when cost is not null then revenue else 0 end) as revenue_costed,
    coalesce(sum(cost), 0) as cost
from sales_lines
where not coalesce(ordered_on > $as_of, false)
group by order_id, customer_key
having count(case when is_trade then 1 end) > 0
