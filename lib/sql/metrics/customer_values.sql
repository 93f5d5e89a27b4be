-- What customers can be chosen by: one row per column or attribute and value that occurs.
--
-- Names with over $values_at_most values are ids, not groups. Of the others the $most frequent
-- values are told, those that contain $search where it is given.
with

counted as (

    select
        'kind' as name,
        false as is_attribute,
        kind as value,
        count(*) as customers
    from customers
    group by kind
    union all
    select
        'industry' as name,
        false as is_attribute,
        industry as value,
        count(*) as customers
    from customers
    group by industry
    union all
    select
        'occupation' as name,
        false as is_attribute,
        occupation as value,
        count(*) as customers
    from customers
    group by occupation
    union all
    select
        'region' as name,
        false as is_attribute,
        region as value,
        count(*) as customers
    from customers
    group by region
    union all
    select
        'city' as name,
        false as is_attribute,
        city as value,
        count(*) as customers
    from customers
    group by city
    union all
    select
        'size' as name,
        false as is_attribute,
        size as value,
        count(*) as customers
    from customers
    group by size
    union all
    select
        'acquired_through' as name,
        false as is_attribute,
        acquired_through as value,
        count(*) as customers
    from customers
    group by acquired_through
    union all
    select
        attribute as name,
        true as is_attribute,
        value,
        count(*) as customers
    from attributes
    group by attribute, value

),

told as (

    select
        name,
        is_attribute,
        value,
        customers,
        count(*) over (partition by is_attribute, name) as values_told
    from counted
    where value <> ''

),

ranked as (

    select
        name,
        is_attribute,
        value,
        customers,
        row_number() over (
            partition by is_attribute, name
            order by customers desc, value
        ) as place
    from told
    where values_told <= $values_at_most
        and contains(lower(value), lower($search))

)

select
    name,
    is_attribute,
    value,
    customers
from ranked
where place <= $most
order by is_attribute, name, place
