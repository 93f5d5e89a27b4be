-- How many customers the models rest on: one row a model.
select
    'bgnbd' as model,
    count(*) as customers
from trade_histories
union all
select
    'gamma_gamma' as model,
    count(*) as customers
from repeat_spend
where spend > 0
