-- How each customer had traded before $since, as in trade_spans (NULL: nobody had).
--
-- Whose last trade day lies before $since has not traded since: only of the others, none where a
-- further month is added, the days are read again.
select
    customer_key,
    first_on,
    last_on,
    longest
from trade_spans
where last_on < cast($since as date)
union all
select
    trade_gaps.customer_key,
    min(trade_gaps.traded_on) as first_on,
    max(trade_gaps.traded_on) as last_on,
    max(coalesce(trade_gaps.days, 0)) as longest
from trade_gaps
inner join trade_spans
    on trade_spans.customer_key = trade_gaps.customer_key
where trade_spans.last_on >= cast($since as date)
    and trade_gaps.traded_on < cast($since as date)
group by trade_gaps.customer_key
