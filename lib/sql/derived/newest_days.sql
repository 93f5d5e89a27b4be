-- How far each source table reaches: one row a table.
--
-- newest_on, oldest_on  of the days that record what happened; NULL where the table has none. Days
--                       that may lie in the future (due dates, contract ends) never count.
select
    'orders' as table_name,
    max(ordered_on) as newest_on,
    min(ordered_on) as oldest_on
from orders
union all
select
    'costs_to_serve' as table_name,
    max(spent_on) as newest_on,
    min(spent_on) as oldest_on
from costs_to_serve
union all
select
    'ratings' as table_name,
    max(answered_on) as newest_on,
    min(answered_on) as oldest_on
from ratings
union all
select
    'responses' as table_name,
    max(answered_on) as newest_on,
    min(answered_on) as oldest_on
from responses
union all
select
    'opportunities' as table_name,
    greatest(max(created_on), max(closed_on)) as newest_on,
    least(min(created_on), min(closed_on)) as oldest_on
from opportunities
union all
select
    'touches' as table_name,
    max(touched_on) as newest_on,
    min(touched_on) as oldest_on
from touches
union all
select
    'campaign_days' as table_name,
    max(day) as newest_on,
    min(day) as oldest_on
from campaign_days
union all
select
    'complaints' as table_name,
    cast(max(opened_at) as date) as newest_on,
    cast(min(opened_at) as date) as oldest_on
from complaints
union all
select
    'returns' as table_name,
    max(returned_on) as newest_on,
    min(returned_on) as oldest_on
from returns
union all
select
    'events' as table_name,
    max(happened_on) as newest_on,
    min(happened_on) as oldest_on
from events
union all
select
    'payments' as table_name,
    max(paid_on) as newest_on,
    min(paid_on) as oldest_on
from payments
union all
select
    'interactions' as table_name,
    cast(max(happened_at) as date) as newest_on,
    cast(min(happened_at) as date) as oldest_on
from interactions
union all
select
    'recovery_steps' as table_name,
    cast(max(done_at) as date) as newest_on,
    cast(min(done_at) as date) as oldest_on
from recovery_steps
union all
select
    'employee_surveys' as table_name,
    max(answered_on) as newest_on,
    min(answered_on) as oldest_on
from employee_surveys
