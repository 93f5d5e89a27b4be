-- What surveys ask about: one row per aspect, by name.
select distinct
    aspect_number,
    aspect
from subjects
order by aspect_number
