-- How each customer had traded before $since, as in trade_spans (NULL: nobody had).
--
-- Whose last trade day lies before $since has not traded since: only of the others, none where a
-- further month is added, the days are read again. What they spent since, spent_since knows.
with

traded_since as (

    select
        customer_key,
        min(traded_on) as first_on,
        max(traded_on) as last_on,
        max(coalesce(days, 0)) as longest,
        cast(count(*) as integer) as trade_days
    from trade_gaps
    where traded_on < cast($since as date)
        and customer_key in (
            select customer_key
            from trade_spans
            where last_on >= cast($since as date)
        )
    group by customer_key

)

select
    customer_key,
    first_on,
    last_on,
    longest,
    trade_days,
    spend
from trade_spans
where last_on < cast($since as date)
union all
select
    traded_since.customer_key,
    traded_since.first_on,
    traded_since.last_on,
    traded_since.longest,
    traded_since.trade_days,
    cast(trade_spans.spend - coalesce(spent_since.spend, 0) as decimal(18, 4)) as spend
from traded_since
inner join trade_spans
    on trade_spans.customer_key = traded_since.customer_key
left join spent_since
    on spent_since.customer_key = traded_since.customer_key
