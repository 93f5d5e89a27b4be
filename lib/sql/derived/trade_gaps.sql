-- The days from one trade day of a customer to the next: one row per customer and trade day, from
-- $since on (NULL: all of them). A row rests on earlier days only, so that a further month changes
-- none of those that stand.
--
-- days            since the customer's trade day before; NULL on the first
-- longest_before  the longest of the customer's gaps before this one, 0 without any. So the first
--                 gap longer than N is the only one with longest_before <= N and days > N
with

traded as (

    select
        customer_key,
        month,
        trade_days,
        first_trade_day,
        last_trade_day
    from customer_month
    where trade_days > 0
        and coalesce(month >= cast($since as date), true)

),

busy as (

    select *
    from traded
    where trade_days > 2

),

-- Most months have one trade day or two: only the lines of busier ones are read.
dated as (

    select
        customer_key,
        first_trade_day as traded_on,
        0 as known_longest
    from traded
    union all
    select
        customer_key,
        last_trade_day as traded_on,
        0 as known_longest
    from traded
    where trade_days > 1
    union all
    select
        busy.customer_key,
        sales_lines.ordered_on as traded_on,
        0 as known_longest
    from busy
    inner join sales_lines
        on sales_lines.customer_key = busy.customer_key
        and sales_lines.month = busy.month
    where sales_lines.is_trade
        and sales_lines.ordered_on > busy.first_trade_day
        and sales_lines.ordered_on < busy.last_trade_day
        and coalesce(sales_lines.ordered_on >= cast($since as date), true)
    group by busy.customer_key, sales_lines.ordered_on
    union all
    select
        customer_key,
        last_on as traded_on,
        longest as known_longest
    from spans_before
    where customer_key in (select customer_key from traded)

),

followed as (

    select
        customer_key,
        traded_on,
        known_longest,
        date_diff(
            'day',
            max(traded_on) over (
                partition by customer_key
                order by traded_on
                rows between 1 preceding and 1 preceding
            ),
            traded_on
        ) as days
    from dated

),

measured as (

    select
        customer_key,
        traded_on,
        days,
        max(greatest(coalesce(days, 0), known_longest)) over (
            partition by customer_key
            order by traded_on
            rows between unbounded preceding and 1 preceding
        ) as longest_before
    from followed

)

select
    customer_key,
    traded_on,
    cast(days as integer) as days,
    cast(coalesce(longest_before, 0) as integer) as longest_before
from measured
where coalesce(traded_on >= cast($since as date), true)
order by traded_on, customer_key
