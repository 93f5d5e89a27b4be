-- How many customers each campaign touched for the first time, held back ones aside: one row per
-- campaign and day with a touch.
select
    campaign_id,
    touched_on,
    count(case when touched_on = first_on then 1 end) as customers
from touch_days
where weakness is not null
group by campaign_id, touched_on
