-- Order lines of the customers meant, with what they are told apart by: that of $by, which is
-- product (its name; its id where several bear it), category, channel, place or salesperson.
with

named as (

    select
        product_key,
        category,
        case
            when name is null or count(*) over (partition by name) > 1 then product_id
            else name
        end as product
    from products

)

select
    lines_in_scope.*,
    case $by
        when 'product' then named.product
        when 'category' then named.category
        when 'channel' then lines_in_scope.channel
        when 'place' then lines_in_scope.place
        when 'salesperson' then lines_in_scope.salesperson
        when 'person' then lines_in_scope.salesperson
    end as label
from lines_in_scope
left join named
    on named.product_key = lines_in_scope.product_key
