-- Valid complaints by kind and month: one row per kind and month that has one.
select
    kind,
    month,
    count(*) as complaints
from told_complaints
where is_valid
group by kind, month
order by kind nulls last, month
