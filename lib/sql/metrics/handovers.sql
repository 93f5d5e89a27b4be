-- How often complaints were passed on: one row a group.
--
-- part  by times: 0, 1, 2, or 3+ hand-overs; NULL where it is not told
with

chosen as (

    select
        case
            when $by <> 'times' then complaint_parts.part
            when complaint_hours.handovers >= 3 then '3+'
            else cast(complaint_hours.handovers as varchar)
        end as part,
        complaint_hours.handovers,
        complaint_hours.rating_after,
        complaint_hours.fate
    from complaint_hours
    inner join complaint_parts
        on complaint_parts.complaint_id = complaint_hours.complaint_id
    where coalesce(complaint_hours.opened_on >= cast($since as date), true)
        and coalesce(complaint_hours.opened_on <= cast($until as date), true)

)

select
    part as "group",
    count(*) as complaints,
    count(handovers) as known,
    sum(handovers) as handovers,
    count(case when handovers > 0 then 1 end) as passed_on,
    count(case when handovers > 1 then 1 end) as passed_on_twice,
    count(rating_after) as rated,
    avg(rating_after) as rating_after,
    count(case when fate <> 'not_due' then 1 end) as due,
    count(case when fate = 'on_time' then 1 end) as on_time
from chosen
group by part
order by
    case when $by in ('month', 'times') then part end nulls last,
    passed_on desc,
    complaints desc,
    part nulls last
