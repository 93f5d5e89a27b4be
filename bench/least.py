"""The least SQL with the same answer, of what bench/scale.py measures: a company without contracts,
leaving days, costs to serve or campaigns, all of whose order lines count as they stand."""

# What closing a month makes: the month's facts by customer, and where everybody stands at its
# start and at the next. {since} to {before}: the month; {month}: a month start, {next} that after.
CUSTOMER_MONTH = """
    insert into customer_month
    select
        customer_key,
        cast(date_trunc('month', ordered_on) as date) as month,
        count(*),
        count(distinct order_id),
        count(distinct ordered_on),
        sum(quantity),
        sum(revenue),
        sum(revenue) as spend,
        sum(revenue) - sum(cost),
        null,
        null,
        min(ordered_on),
        max(ordered_on)
    from orders
    where ordered_on >= date '{since}' and ordered_on < date '{before}'
    group by 1, 2
    order by 2, 1
"""
STANDING = """
    insert into standing
    select
        date '{month}' as month,
        customer_key,
        sum(orders) filter (where month < date '{month}'),
        sum(revenue) filter (where month < date '{month}'),
        sum(marginal) filter (where month < date '{month}') as value,
        row_number() over (order by value desc, customer_key) as value_rank,
        count(*) over () as ranked,
        (value_rank - 1) * 100 // ranked,
        max(last_trade_day) filter (where month < date '{month}') as last_day,
        if({is_over}, max(last_trade_day), null) as last_day_by_end,
        false,
        if({is_over}, false, null),
        false,
        if({is_over}, false, null),
        date '{month}' - last_day,
        date '{next}' - last_day_by_end
    from customer_month
    where month >= date '{month}' - interval 12 month and month <= date '{month}'
    group by customer_key
    having last_day is not null
    order by customer_key
"""
NEW_LINES = """
    insert into orders by name
    select lines.*, customers.customer_key, products.product_key
    from read_csv('{file}') as lines
    inner join customers using (customer_id)
    inner join products using (product_id)
"""

TIER = """
    case
        when (value_rank - 1) * 100 < 20 * ranked then 'A'
        when (value_rank - 1) * 100 < 50 * ranked then 'B'
        when (value_rank - 1) * 100 < 80 * ranked then 'C'
        else 'D'
    end
"""
TIERS = f"""
    select {TIER} as tier, count(*), sum(revenue), sum(value)
    from standing
    where month = (select max(month) from standing)
    group by all
"""
TIER_CHURN = f"""
    select
        month,
        {TIER} as tier,
        count(*) as customers,
        count(*) filter (
            where last_trade_day_by_end < month + interval 1 month - interval 90 day
        ) as churned
    from standing
    where last_trade_day >= month - interval 90 day and not is_left
    group by all
"""
PARETO = """
    with placed as (
        select value, (value_rank - 1) * 100 // ranked as percentile
        from standing
        where month = (select max(month) from standing) and value is not null
    )
    select percentile, count(*), sum(value) from placed group by all order by 1
"""
TIER_MOVES = f"""
    with now as (
        select customer_key, {TIER} as tier, value from standing
        where month = (select max(month) from standing)
    ),
    before as (
        select customer_key, {TIER} as tier, value from standing
        where month = (select max(month) - interval 12 month from standing)
    )
    select before.tier, now.tier, count(*), sum(before.value), sum(now.value)
    from before full join now using (customer_key)
    group by all
"""
PROFIT_BRIDGE = """
    with years as (
        select
            customer_key,
            sum(marginal) filter (where month >= date '2024-01-01') as now,
            sum(marginal) filter (where month < date '2024-01-01') as before
        from customer_month
        group by customer_key
    )
    select now is null, before is null, now > before, count(*), sum(now), sum(before)
    from years
    group by all
"""
PERFORMANCE = """
    select
        {label},
        sum(revenue) filter (where ordered_on >= date '2024-01-01'),
        sum(cost) filter (where ordered_on >= date '2024-01-01'),
        sum(quantity) filter (where ordered_on >= date '2024-01-01'),
        count(distinct order_id) filter (where ordered_on >= date '2024-01-01'),
        count(distinct customer_key) filter (where ordered_on >= date '2024-01-01'),
        sum(revenue) filter (where ordered_on < date '2024-01-01')
    from orders
    group by all
"""
RFM = """
    with traded as (
        select max(ordered_on) as last_on, count(distinct order_id) as orders,
            sum(revenue) as revenue
        from orders
        where ordered_on >= date '2024-01-01'
        group by customer_key
    )
    select
        ntile(5) over (order by last_on) as r,
        ntile(5) over (order by orders) as f,
        ntile(5) over (order by revenue) as m
    from traded
"""
RFM = f"select r, f, m, count(*) from ({RFM}) group by all"
COHORTS = """
    with first as (select customer_key, min(month) as cohort from customer_month group by all)
    select cohort, month, count(*), sum(revenue)
    from customer_month inner join first using (customer_key)
    group by all
"""
HISTORIES = """
    select frequency, recency, age, count(*)
    from (
        select
            customer_key,
            count(distinct ordered_on) - 1 as frequency,
            date_diff('day', min(ordered_on), max(ordered_on)) as recency,
            date_diff('day', min(ordered_on), date '2024-12-31') as age
        from orders
        group by customer_key
    )
    group by all
"""
REPEAT_SPEND = """
    with first as (
        select customer_key, min(ordered_on) as day, count(distinct ordered_on) - 1 as repeats
        from orders
        group by customer_key
    )
    select repeats, spend, count(*)
    from (
        select customer_key, repeats, sum(revenue) as spend
        from orders inner join first using (customer_key)
        where ordered_on > day
        group by all
    )
    group by all
"""
BY_ID = """
    select * from standing
    where customer_key = (select customer_key from customers where customer_id = 'C777')
"""
BY_NAME = f"""
    with named as (
        select * from customers
        where customer_key in (
            select customer_key from customer_names where contains(searched, 'mer 777')
        )
    ),
    now as (
        select *, {TIER} as tier from standing where month = (select max(month) from standing)
    )
    select
        customer_id, name, tier, region, kind, value < 0, last_trade_day, month - last_trade_day,
        revenue, value, count(*) over ()
    from named left join now using (customer_key)
    order by lower(customer_id) = 'mer 777' desc, value desc nulls last, customer_id
    limit 200
"""
