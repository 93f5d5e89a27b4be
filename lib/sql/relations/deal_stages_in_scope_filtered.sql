-- The stages of the opportunities of the customers meant, those in `scope`: as in deal_stages.
select deal_stages.*
from deal_stages
inner join scope
    on scope.customer_key = deal_stages.customer_key
