-- Deals: one row a lead, at the last stage it entered.
insert into opportunities by name
select
    format('D{:09d}', lead) as opportunity_id,
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    products.name || ', ' || traits.city as name,
    journeys.salesperson as owner,
    source,
    campaign_id,
    products.product_id,
    products.product_key,
    created_on,
    stage,
    round(amount, -1)::decimal(18, 4) as amount,
    created_on + 60 + floor(uniform('expected', lead) * 60)::integer as expected_close_on,
    case when not is_open then leaves_on end as closed_on,
    case when is_open then 'open' when advances then 'won' else 'lost' end as outcome,
    case
        when not is_open and not advances then pick($lost_because, uniform('lost', lead))
    end as lost_because
from journeys
inner join traits using (number)
inner join sample_products as products
    on products.product_key = 1 + floor(uniform('wants', lead) * products.products)::integer
where is_latest;
