-- By which channels customers and the company speak to each other in the period: one row a
-- channel; NULL holds those whose channel is not told.
--
-- judged, unanswered  of those that came in and had their days to be answered
with

told as (

    select
        contact_days.customer_key,
        contact_days.channel,
        contact_days.direction,
        contact_days.is_judged,
        contact_days.is_answered
    from contact_days
    inner join scope
        on scope.customer_key = contact_days.customer_key
    left join current_standing
        on current_standing.customer_key = contact_days.customer_key
    where contact_days.happened_on >= cast($since as date)
        and contact_days.happened_on <= cast($until as date)
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

),

counted as (

    select
        channel,
        count(*) as contacts,
        count(case when direction = 'inbound' then 1 end) as inbound,
        count(case when direction = 'outbound' then 1 end) as outbound,
        count(distinct customer_key) as customers,
        count(case when is_judged then 1 end) as judged,
        count(case when is_judged and not is_answered then 1 end) as unanswered
    from told
    group by channel

)

select
    channel,
    contacts,
    contacts / nullif(sum(contacts) over (), 0) as share,
    inbound,
    outbound,
    customers,
    judged,
    unanswered,
    unanswered / nullif(judged, 0) as unanswered_share
from counted
order by contacts desc, channel
