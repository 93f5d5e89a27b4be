-- What each month was to reach, planned a year ahead: last year's total, so much more, spread over
-- the months as the season has it. One row a month, measure, owner and region.
insert into targets by name
with

sold as (
    select
        year(orders.ordered_on) as year,
        customers.region,
        orders.salesperson,
        sum(orders.revenue) as revenue,
        sum(coalesce(orders.cost, orders.quantity * products.unit_cost)) as cost,
        count(case when orders.line = '1' then 1 end) as orders
    from orders
    inner join products using (product_key)
    left join customers using (customer_key)
    where orders.status = 'completed'
    group by all
),

won as (
    select
        year(closed_on) as year,
        owner,
        sum(amount) as amount
    from opportunities
    where outcome = 'won'
    group by all
),

came as (
    select
        year(acquired_on) as year,
        region,
        count(*) as customers
    from customers
    where acquired_on >= $first_day
    group by all
),

-- What a year brought: of all, of a region, of a person.
brought as (
    select year, 'revenue' as measure, null as owner, null as region, sum(revenue)::double as total
    from sold
    group by year
    union all
    select year, 'revenue', null, region, sum(revenue)
    from sold
    where region is not null
    group by year, region
    union all
    select year, 'revenue', salesperson, null, sum(revenue)
    from sold
    where salesperson is not null
    group by year, salesperson
    union all
    select year, 'contribution', null, null, sum(revenue - cost) - any_value(served.amount)
    from sold
    inner join (
        select year(spent_on) as year, sum(amount) as amount
        from costs_to_serve
        group by year(spent_on)
    ) as served using (year)
    group by year
    union all
    select year, 'orders', null, null, sum(orders) from sold group by year
    union all
    select year, 'orders', null, region, sum(orders)
    from sold
    where region is not null
    group by year, region
    union all
    select year, 'new_customers', null, null, sum(customers) from came group by year
    union all
    select year, 'new_customers', null, region, sum(customers) from came group by year, region
    union all
    select year, 'won_amount', null, null, sum(amount) from won group by year
    union all
    select year, 'won_amount', owner, null, sum(amount) from won group by year, owner
),

planned as (
    select
        *,
        unnest(range(1, 13)) as month_number,
        1 + if(region = $stretched_region, $stretched_growth, $target_growth) as growth
    from brought
    where year > year($first_day) and year < year($last_day)
)

select
    make_date(year + 1, month_number, 1) as month,
    measure,
    owner,
    region,
    round(
        total / 12 * growth
        * if(measure in ('revenue', 'contribution', 'orders'), $season[month_number], 1),
        if(measure in ('orders', 'new_customers'), 0, -2)
    ) as target
from planned;
