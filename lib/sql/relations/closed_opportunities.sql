-- Opportunities won or lost by the as-of day: one row each.
--
-- days       from creation to closing; NULL where a day is not known or they are not in order
-- in_period  closed from $since to $until; where neither is given, in the 12 months to the as-of
--            day, and at any time where no row carries a day
-- Needs $since, $until and what opportunities_as_of needs.
select
    opportunities_as_of.*,
    case when closed_on >= created_on then date_diff('day', created_on, closed_on) end as days,
    case
        when $since is null and $until is null
            then closed_on > cast($as_of as date) - interval 12 month or $as_of is null
        else closed_on between coalesce($since, closed_on) and coalesce($until, closed_on)
    end as in_period
from opportunities_as_of
where outcome <> 'open'
