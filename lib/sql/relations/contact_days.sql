-- Contacts with customers up to the as-of day: one row each.
--
-- is_judged    it came in, and the days there were to answer it are over
-- is_answered  one went out to the customer in those days, whichever way; NULL where not judged
-- Needs $as_of and $answer_days.
with

known as (

    select
        customer_key,
        happened_at,
        cast(happened_at as date) as happened_on,
        channel,
        direction,
        subject,
        -- Where only days are known an answer stands at the same moment: it sorts behind.
        min(case when direction = 'outbound' then happened_at end) over (
            partition by customer_key
            order by happened_at, direction
            rows between current row and unbounded following
        ) as answered_at
    from interactions
    where not coalesce(cast(happened_at as date) > cast($as_of as date), false)

),

judged as (

    select
        known.*,
        date_diff('day', happened_on, cast(answered_at as date)) as answer_took,
        direction = 'inbound'
        and date_diff('day', happened_on, cast($as_of as date)) > $answer_days as is_judged
    from known

)

select
    customer_key,
    happened_at,
    happened_on,
    channel,
    direction,
    subject,
    answered_at,
    coalesce(is_judged, false) as is_judged,
    case when is_judged then coalesce(answer_took <= $answer_days, false) end as is_answered
from judged
