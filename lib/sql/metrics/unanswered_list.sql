-- Contacts of the period that came in and were not answered in their days: one row each, the
-- newest first.
--
-- answered_after  days until somebody did; NULL where nobody has
with

judged as (

    select
        contact_days.*,
        coalesce(current_standing.tier, 'none') as tier,
        current_standing.value
    from contact_days
    inner join scope
        on scope.customer_key = contact_days.customer_key
    left join current_standing
        on current_standing.customer_key = contact_days.customer_key
    where contact_days.is_judged
        and not contact_days.is_answered
        and contact_days.happened_on >= cast($since as date)
        and contact_days.happened_on <= cast($until as date)
        and (not $only_channel or contact_days.channel is not distinct from $channel)

),

listed as (

    select
        judged.*,
        customers.customer_id,
        customers.name,
        customers.region,
        count(*) over () as total
    from judged
    inner join customers
        on customers.customer_key = judged.customer_key
    where array_length($tier) = 0 or list_contains($tier, judged.tier)
    order by judged.happened_at desc, customers.customer_id
    limit $limit

)

select
    customer_id,
    name,
    tier,
    region,
    happened_on as asked_on,
    channel,
    subject,
    date_diff('day', happened_on, cast(answered_at as date)) as answered_after,
    value,
    total
from listed
order by asked_on desc, customer_id
