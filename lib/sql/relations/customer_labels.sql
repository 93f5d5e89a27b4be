-- What a question about groups of customers groups them by: one row per customer, none for those
-- of whom it is not told. Needs $by, a column of customers, and $attribute, NULL where it is none.
select
    customer_key,
    case $by
        when 'kind' then kind
        when 'industry' then industry
        when 'occupation' then occupation
        when 'region' then region
        when 'city' then city
        when 'size' then size
        when 'acquired_through' then acquired_through
    end as label
from customers
where $by in ('kind', 'industry', 'occupation', 'region', 'city', 'size', 'acquired_through')
union all
select
    customer_key,
    value as label
from attributes
where attribute = $attribute
