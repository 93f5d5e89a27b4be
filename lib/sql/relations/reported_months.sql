-- The months whose churn can be judged, of those lying wholly within $since to $until: complete,
-- and with enough history before them.
--
-- history_months  calendar months lying wholly between the first trade day and the month, at
--                 most 12: below that, tiers and activity rest on a shorter past
-- Needs $as_of, $silent_days, $since and $until.
select
    months.month,
    months.next_month,
    least(count(earlier.month), 12) as history_months
from months
cross join company
left join months as earlier
    on earlier.month >= company.first_trade_day
    and earlier.next_month <= months.month
where months.next_month <= cast($as_of as date) + 1
    and date_diff('day', company.first_trade_day, months.month) >= greatest($silent_days, 90)
    and months.month >= coalesce(cast($since as date), months.month)
    and months.next_month <= coalesce(cast($until as date) + 1, months.next_month)
group by months.month, months.next_month
