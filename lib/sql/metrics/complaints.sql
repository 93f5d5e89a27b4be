-- Complaints and how many there are of 1,000 active customers: one row a group.
--
-- rated_complaints    valid ones made in the months that can be rated: complete, with enough
--                     history before them, wholly in the period
-- active_customers    at those months' starts, added up: of the group where it is one of
--                     customers, else of the company
-- per_1000_active     of a month: the first of 1,000 of the second
with

chosen as (

    select
        told_complaints.complaint_id,
        told_complaints.customer_key,
        told_complaints.month,
        told_complaints.is_valid,
        complaint_parts.part
    from told_complaints
    inner join complaint_parts
        on complaint_parts.complaint_id = told_complaints.complaint_id
    where coalesce(told_complaints.opened_on >= cast($since as date), true)
        and coalesce(told_complaints.opened_on <= cast($until as date), true)

),

counted as (

    select
        chosen.part,
        count(*) as complaints,
        count(case when chosen.is_valid then 1 end) as valid,
        count(distinct chosen.customer_key) as customers,
        count(case when chosen.is_valid and reported_months.month is not null then 1 end)
            as rated_complaints
    from chosen
    left join reported_months
        on reported_months.month = chosen.month
    group by chosen.part

),

actives as (

    select
        active_parts.part,
        sum(active_parts.active) as active_customers
    from active_parts
    inner join reported_months
        on reported_months.month = active_parts.month
    group by active_parts.part

),

everyone as (

    select sum(active_customers) as active_customers
    from actives

),

-- A month, or a group of customers, without complaints has a rate too.
parts as (

    select part
    from counted
    union
    select part
    from actives
    where not $is_shared
        and active_customers > 0

),

rated as (

    select
        parts.part,
        coalesce(counted.complaints, 0) as complaints,
        coalesce(counted.valid, 0) as valid,
        coalesce(counted.customers, 0) as customers,
        coalesce(counted.rated_complaints, 0) as rated_complaints,
        case
            when $is_shared then everyone.active_customers
            else actives.active_customers
        end as active_customers
    from parts
    cross join everyone
    left join counted
        on counted.part is not distinct from parts.part
    left join actives
        on actives.part is not distinct from parts.part

)

select
    part as "group",
    complaints,
    valid,
    customers,
    rated_complaints,
    active_customers,
    1000 * rated_complaints / nullif(active_customers, 0) as per_1000_active
from rated
order by case when $by = 'month' then part end, complaints desc, part nulls last
