-- Responses nobody is known to have given: one row each.
--
-- respondent  its number, below 0
with

unknown as (

    select distinct response_id
    from ratings
    where customer_key is null

)

select
    cast(-row_number() over (order by response_id) as integer) as respondent,
    response_id
from unknown
