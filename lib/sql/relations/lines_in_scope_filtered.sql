-- Order lines of the customers meant: those in `scope`.
select sales_lines.*
from sales_lines
inner join scope
    on scope.customer_key = sales_lines.customer_key
