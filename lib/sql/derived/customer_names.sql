-- What customers are looked up by: one row per customer whose key is above $above, or per customer
-- where that is NULL.
--
-- searched  id and name in small letters, which would take longer than the search itself; between
--           them the sign that ends a unit, so that a text rarely runs from one into the other
select
    customer_key,
    lower(customer_id) || chr(31) || coalesce(lower(name), '') as searched
from customers
where coalesce(customer_key > cast($above as integer), true)
