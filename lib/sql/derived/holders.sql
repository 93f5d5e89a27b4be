-- Who holds which value of an attribute: one row per value and customer. In the order of the
-- values, so that the holders of one lie together and are found without reading the others.
select
    attribute_values.value_key,
    attributes.customer_key
from attributes
inner join attribute_values
    on attribute_values.attribute = attributes.attribute
    and attribute_values.value = attributes.value
order by attribute_values.value_key, attributes.customer_key
