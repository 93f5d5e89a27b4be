-- The customers who have these values of their columns. An empty list asks nothing of its column.
select customers.customer_key
from customers
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
