-- The values that customers' attributes take: one row per attribute and value.
--
-- value_key  a number for the two, as holders name them
with

taken as (

    select
        attribute,
        value
    from attributes
    where value is not null
    group by attribute, value

)

select
    cast(row_number() over (order by attribute, value) as integer) as value_key,
    attribute,
    value
from taken
