-- Order lines of the customers meant: all of them, and those of nobody known.
select *
from sales_lines
