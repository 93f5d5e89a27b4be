-- What each customer did in the twelve months before each of the judged_months, and in it: one row
-- per month and customer.
--
-- orders, revenue, value  of those twelve months
-- months_unknown          how many of them hide what the customer was worth
-- last_trade_day          in those twelve months
-- last_trade_day_by_end   in the judged month too
with

looked_back_on as (

    select
        judged_months.month,
        months.month as traded_month,
        months.month < judged_months.month as is_before
    from judged_months
    inner join months
        on months.month >= cast(judged_months.month - interval 12 month as date)
        and months.month <= judged_months.month

)

select
    looked_back_on.month,
    valued_months.customer_key,
    sum(case when is_before then orders else 0 end) as orders,
    sum(case when is_before then revenue else 0 end) as revenue,
    sum(case when is_before then value else 0 end) as value,
    count(case when is_before then is_unknown end) as months_unknown,
    max(case when is_before then last_trade_day end) as last_trade_day,
    max(last_trade_day) as last_trade_day_by_end
from valued_months
inner join looked_back_on
    on looked_back_on.traded_month = valued_months.month
group by looked_back_on.month, valued_months.customer_key
