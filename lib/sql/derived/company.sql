-- The company as a whole: one row.
--
-- as_of                            the day the data is complete to; NULL without any
-- value_basis                      contribution, marginal or revenue: what customers are valued by
-- known_marginal, known_contribution, unserved  as value_basis has them
-- first_trade_day, last_trade_day  of any customer, up to the as-of day
-- ranked_from                      the first month start with ranked customers
-- definitions                      which definitions the derived tables were made by
select
    cast($as_of as date) as as_of,
    $value_basis as value_basis,
    cast($marginal as double) as known_marginal,
    cast($contribution as double) as known_contribution,
    cast($unserved as date) as unserved,
    min(customer_month.first_trade_day) as first_trade_day,
    max(customer_month.last_trade_day) as last_trade_day,
    (
        select min(standing.month)
        from standing
        where standing.value_rank is not null
    ) as ranked_from,
    $definitions as definitions
from customer_month
