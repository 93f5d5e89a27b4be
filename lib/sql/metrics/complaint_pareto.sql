-- What valid complaints are about, the most frequent kind first: one row a kind.
with

counted as (

    select
        kind,
        count(*) as complaints,
        count(distinct customer_key) as customers
    from told_complaints
    where is_valid
        and coalesce(opened_on >= cast($since as date), true)
        and coalesce(opened_on <= cast($until as date), true)
    group by kind

)

select
    kind,
    complaints,
    customers,
    complaints / nullif(sum(complaints) over (), 0) as share,
    sum(complaints) over (
        order by kind is null, complaints desc, kind
        rows between unbounded preceding and current row
    ) / nullif(sum(complaints) over (), 0) as cumulative_share
from counted
order by kind is null, complaints desc, kind
