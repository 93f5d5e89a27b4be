-- Customers lost month by month: one row per reported month.
--
-- customers, value_lost  losses of any size, and the value of the 12 months before each
-- counted, active        of large and medium customers: losses, and how many were active at the
--                        month's start
with

by_month as (

    select
        sized_standing.month,
        count(case when sized_standing.is_lost then 1 end) as customers,
        sum(case when sized_standing.is_lost then sized_standing.value end) as value_lost,
        count(
            case
                when sized_standing.is_lost and sized_standing.size in ('large', 'medium') then 1
            end
        ) as counted,
        count(case when sized_standing.size in ('large', 'medium') then 1 end) as active
    from sized_standing
    where sized_standing.month in (select month from reported_months)
    group by sized_standing.month

)

select
    reported_months.month,
    coalesce(by_month.customers, 0) as customers,
    case when coalesce(by_month.customers, 0) = 0 then 0 else by_month.value_lost end as value_lost,
    coalesce(by_month.counted, 0) as counted,
    coalesce(by_month.active, 0) as active,
    reported_months.history_months
from reported_months
left join by_month
    on by_month.month = reported_months.month
order by reported_months.month
