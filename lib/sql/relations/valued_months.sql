-- What counts of a customer's month in the twelve that standing looks back on: one row per month and
-- customer, as in customer_month.
--
-- value         on the company's basis; NULL where it is not known
-- is_unknown    1 where that hides what the customer is worth: a month without lines and costs to
--               serve, known for a campaign alone, hides nothing; else NULL
select
    customer_key,
    month,
    orders,
    revenue,
    case
        when $value_basis = 'contribution' then contribution
        when $value_basis = 'marginal' then marginal
        else revenue
    end as value,
    case
        when lines = 0 then null
        when $value_basis = 'contribution' and contribution is null then 1
        when $value_basis = 'marginal' and marginal is null then 1
    end as is_unknown,
    last_trade_day
from customer_month
