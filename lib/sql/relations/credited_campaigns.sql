-- The campaigns to which any order was ever due up to the as-of day, whoever is meant: one row each.
-- An order that nets to none counts nowhere.
select campaign_id
from campaign_credits
group by campaign_id, sharers
having sum(orders) > 0
