-- The customers behind lost_customers: one row per month and customer lost, the most valuable
-- first, with what was last said to and by each up to the as-of day.
with

meant as (

    select
        losses.*,
        customers.customer_id,
        count(*) over () as total
    from losses
    inner join customers
        on customers.customer_key = losses.customer_key
    where ($reason is null or losses.reason = $reason)
        and ($size is null or coalesce(losses.size, 'none') = $size)
        and (not $large_or_medium or losses.size in ('large', 'medium'))
        and (not $still_gone or losses.back_on is null)

),

listed as (

    select *
    from meant
    order by value desc nulls last, customer_id, month
    limit $limit

),

contacts as (

    select
        customer_key,
        happened_at,
        channel,
        row_number() over (
            partition by customer_key
            order by happened_at desc, channel, direction, subject
        ) as place
    from interactions
    where customer_key in (select customer_key from listed)
        and cast(happened_at as date) <= cast($as_of as date)

),

complained as (

    select
        customer_key,
        opened_at,
        kind,
        resolved_at,
        row_number() over (
            partition by customer_key
            order by opened_at desc, complaint_id
        ) as place
    from complaints
    where customer_key in (select customer_key from listed)
        and cast(opened_at as date) <= cast($as_of as date)

)

select
    listed.month,
    listed.customer_id,
    customers.name,
    listed.size,
    listed.tier,
    listed.reason,
    listed.value,
    listed.revenue,
    listed.badge,
    customers.region,
    customers.kind,
    listed.last_trade_day,
    date_diff('day', listed.last_trade_day, cast($as_of as date)) as silent_for,
    listed.left_on,
    listed.back_on,
    cast(contacts.happened_at as date) as contacted_on,
    contacts.channel as contacted_by,
    cast(complained.opened_at as date) as complained_on,
    complained.kind as complained_of,
    case
        when complained.opened_at is not null
            then coalesce(cast(complained.resolved_at as date) <= cast($as_of as date), false)
    end as complaint_resolved,
    latest_answers.ratio,
    latest_answers.answered_on,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
left join contacts
    on contacts.customer_key = listed.customer_key
    and contacts.place = 1
left join complained
    on complained.customer_key = listed.customer_key
    and complained.place = 1
left join latest_answers
    on latest_answers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id, listed.month
