-- What happened that charts should show: one row an event, the earliest first.
select
    happened_on,
    label
from events
where coalesce(happened_on >= cast($since as date), true)
    and coalesce(happened_on <= cast($until as date), true)
    and coalesce(happened_on <= cast($as_of as date), true)
order by happened_on, label
