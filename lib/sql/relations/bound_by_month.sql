-- Contracts as of the judged_months: one row per month and customer whose contract had begun by the
-- start of the next.
--
-- ended_on   the last day that any of them ran or runs to
-- ..._by_end  the same as of the next month's start
select
    month,
    customer_key,
    count(
        case when starts_on <= month and coalesce(ends_on, month) >= month then 1 end
    ) > 0 as under_contract,
    count(
        case when coalesce(ends_on, next_month) >= next_month then 1 end
    ) > 0 as under_contract_by_end,
    max(
        case when starts_on <= month then coalesce(ends_on, date '9999-12-31') end
    ) as ended_on,
    max(coalesce(ends_on, date '9999-12-31')) as ended_on_by_end
from contracts
inner join judged_months
    on judged_months.next_month >= contracts.starts_on
group by month, customer_key
