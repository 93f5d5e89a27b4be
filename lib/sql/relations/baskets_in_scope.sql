-- What the orders of the customers meant brought: all of them, and those of nobody known.
select *
from baskets
