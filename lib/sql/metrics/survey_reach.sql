-- Who answered, against all customers: one row per group, $by.
--
-- customers  who stand at the month start that $day names
-- answered   of those, with an answer in the period
with

answering as (

    select customer_key
    from scores
    where coalesce(answered_on >= cast($since as date), answered_on is not null)
        and answered_on <= cast($until as date)
        and customer_key is not null
    union
    select customer_key
    from responders
    where coalesce(answered_on >= cast($since as date), answered_on is not null)
        and answered_on <= cast($until as date)
        and customer_key is not null

),

grouped as (

    select
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then current_standing.tier
            else customer_labels.label
        end as label,
        answering.customer_key
    from current_standing
    inner join scope
        on scope.customer_key = current_standing.customer_key
    left join answering
        on answering.customer_key = current_standing.customer_key
    left join customer_labels
        on customer_labels.customer_key = current_standing.customer_key
    where array_length($tier) = 0
        or list_contains($tier, current_standing.tier)

)

select
    label as "group",
    count(*) as customers,
    count(customer_key) as answered
from grouped
group by label
order by label nulls last
