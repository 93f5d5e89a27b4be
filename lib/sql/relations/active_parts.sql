-- Active customers at each month start by what customers are grouped by: some rows per month and
-- part, to be added up. Needs $by, and what active_counts needs.
select
    month,
    case $by
        when 'tier' then tier
        when 'month' then cast(month as varchar)
    end as part,
    active
from active_counts
where (array_length($tier) = 0 or list_contains($tier, tier))
