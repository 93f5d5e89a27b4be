-- To which campaigns the orders of the customers meant, those in `scope`, are due: as in
-- campaign_credits.
select campaign_credits.*
from campaign_credits
inner join scope
    on scope.customer_key = campaign_credits.customer_key
