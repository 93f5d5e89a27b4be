-- The opportunities of the customers meant, all of them and nobody known: as in deals.
select *
from deals
