-- The overall scores beside the answers of satisfaction_drivers: one row per response, of days that lie in
-- the period or are not known.
select
    response,
    overall
from say_scores
where overall is not null
    and coalesce(answered_on >= cast($since as date), true)
    and coalesce(answered_on <= cast($until as date), true)
