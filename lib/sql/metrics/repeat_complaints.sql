-- Complaints of a customer who had complained of the same kind within 90 days: one row a group.
--
-- complaints  of a known customer and kind, made in the period
-- repeats     of those, made at most 90 days after the one before, which may lie before the period
with

known as (

    select
        complaint_id,
        customer_key,
        opened_on,
        max(opened_on) over (
            partition by customer_key, kind
            order by opened_at, complaint_id
            rows between unbounded preceding and 1 preceding
        ) as before_on
    from told_complaints
    where customer_key is not null
        and kind is not null

),

chosen as (

    select
        complaint_parts.part,
        known.customer_key,
        coalesce(date_diff('day', known.before_on, known.opened_on) <= 90, false) as is_repeat
    from known
    inner join complaint_parts
        on complaint_parts.complaint_id = known.complaint_id
    where coalesce(known.opened_on >= cast($since as date), true)
        and coalesce(known.opened_on <= cast($until as date), true)

)

select
    part as "group",
    count(*) as complaints,
    count(case when is_repeat then 1 end) as repeats,
    count(distinct case when is_repeat then customer_key end) as customers
from chosen
group by part
order by case when $by = 'month' then part end, repeats desc, complaints desc, part nulls last
