-- What went wrong, of valid complaints: one row a cause, and one for those of which it is not told.
with

chosen as (

    select
        cause,
        kind,
        customer_key,
        rating_after
    from told_complaints
    where is_valid
        and coalesce(opened_on >= cast($since as date), true)
        and coalesce(opened_on <= cast($until as date), true)
        and ($kind is null or kind = $kind)

)

select
    cause,
    count(*) as complaints,
    count(distinct customer_key) as customers,
    count(rating_after) as rated,
    avg(rating_after) as rating_after
from chosen
group by cause
order by cause is null, complaints desc, cause
