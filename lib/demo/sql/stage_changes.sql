-- When deals entered their stages: one row a lead and stage, in office hours.
insert into stage_changes
select
    format('D{:09d}', lead),
    stage,
    entered_on + to_minutes(480 + floor(uniform('hour', lead * 10 + position) * 540)::bigint)
from journeys;
