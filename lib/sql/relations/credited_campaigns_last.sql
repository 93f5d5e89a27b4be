-- credited_campaigns by last touch, from the build's counts.
select campaign_id
from credit_counts
where not coalesce(counted_on > $as_of, false)
    and coalesce(last_days <= $window_days, true)
group by campaign_id
having sum(orders) > 0
