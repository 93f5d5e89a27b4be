-- What was asked: one row per survey and aspect.
--
-- subject        its number
-- aspect_number  the aspect's, whatever the survey
-- survey         '' where no response tells it
with

asked as (

    select distinct
        coalesce(responses.survey, '') as survey,
        ratings.aspect
    from ratings
    left join responses
        on responses.response_id = ratings.response_id

)

select
    cast(row_number() over (order by survey, aspect) as integer) as subject,
    cast(rank() over (order by aspect) as integer) as aspect_number,
    survey,
    aspect
from asked
