-- To which campaigns the orders of the customers meant, all of them and nobody known, are due: as
-- in campaign_credits.
select *
from campaign_credits
