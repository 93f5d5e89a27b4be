-- Which customers are meant: those with these values. An empty list asks nothing of its column.
select customers.customer_key
from customers
left join (
    -- A customer has one value of an attribute, so as many as are held are attributes held.
    select
        holders.customer_key,
        count(*) as held
    from holders
    where holders.value_key in (
        select attribute_values.value_key
        from attribute_values
        where list_contains(
            $only_attributes, attribute_values.attribute || chr(31) || attribute_values.value
        )
    )
    group by holders.customer_key
) as holding
    on holding.customer_key = customers.customer_key
where (array_length($only_kind) = 0 or list_contains($only_kind, customers.kind))
    and (array_length($only_industry) = 0 or list_contains($only_industry, customers.industry))
    and (
        array_length($only_occupation) = 0
        or list_contains($only_occupation, customers.occupation)
    )
    and (array_length($only_region) = 0 or list_contains($only_region, customers.region))
    and (array_length($only_city) = 0 or list_contains($only_city, customers.city))
    and (array_length($only_size) = 0 or list_contains($only_size, customers.size))
    and (
        array_length($only_acquired_through) = 0
        or list_contains($only_acquired_through, customers.acquired_through)
    )
    and coalesce(holding.held, 0) = array_length($only_attribute_names)
