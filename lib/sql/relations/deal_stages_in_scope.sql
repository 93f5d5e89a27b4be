-- The stages of the opportunities of the customers meant, all of them and nobody known: as in deal_stages.
select *
from deal_stages
