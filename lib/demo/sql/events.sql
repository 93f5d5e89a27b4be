-- What happened that charts should show: one row an event.
insert into events by name
select
    happened_on,
    label
from sample_events;
