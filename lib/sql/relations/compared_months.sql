-- The month start asked about and the one a year before it: one row each, none where there is no
-- such month. A year before only where the data reaches back over the whole of its 12 months too.
-- Needs $as_of and $day.
select
    'now' as side,
    standing_month.month
from standing_month
union all
select
    'a_year_ago' as side,
    cast(standing_month.month - interval 12 month as date) as month
from standing_month
cross join company
where cast(standing_month.month - interval 24 month as date) >= company.first_trade_day
