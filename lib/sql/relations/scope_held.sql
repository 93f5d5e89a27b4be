-- Which customers are meant: those with these values of their attributes, whatever their columns.
with

asked as (

    select value_key
    from attribute_values
    where list_contains($only_attributes, attribute || chr(31) || value)

),

-- A customer has one value of an attribute: of a single one, nobody is found twice.
holding as (

    select holders.customer_key
    from holders
    inner join asked
        on asked.value_key = holders.value_key
    where array_length($only_attribute_names) = 1
    union all
    select holders.customer_key
    from holders
    inner join asked
        on asked.value_key = holders.value_key
    where array_length($only_attribute_names) > 1
    group by holders.customer_key
    having count(*) = array_length($only_attribute_names)

)

select customer_key
from holding
