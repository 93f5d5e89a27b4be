-- Active customers at the start of each month that can be judged: one row a month.
select
    reported_months.month,
    sum(active_parts.active) as active
from reported_months
inner join active_parts
    on active_parts.month = reported_months.month
group by reported_months.month
order by reported_months.month
