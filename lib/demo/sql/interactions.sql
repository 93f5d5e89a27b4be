-- Contacts with customers: one row a contact. Who takes up support wrote or called first; what is
-- charged as a visit was one; and sellers call the businesses that ordered of them.
insert into interactions by name
with

served as (
    select
        lives.number,
        lives.annual_value,
        costs_to_serve.kind,
        costs_to_serve.spent_on,
        lives.number * 10000 + date_diff('day', $first_day, costs_to_serve.spent_on) as occasion,
        costs_to_serve.spent_on >= $neglected_from and lives.salesperson = $neglects
        and not lives.is_person as is_neglected
    from costs_to_serve
    inner join lives on lives.number = costs_to_serve.customer_key
    where costs_to_serve.kind in ('support', 'visits')
),

asked as (
    select
        *,
        pick(['phone', 'phone', 'e-mail', 'e-mail', 'web'], uniform('asks by', occasion))
            as channel,
        spent_on::timestamp
        + to_minutes(480 + floor(600 * uniform('asks at', occasion))::integer) as happened_at,
        pick($contact_subjects, uniform('asks about', occasion)) as subject
    from served
    where kind = 'support' and uniform('writes', occasion) < $asks_first
),

answered as (
    select
        *,
        happened_at + to_minutes(ceil(
            60 * $answer_hours * exp(1.1 * normal('answered', occasion))
        )::integer) as answered_at
    from asked
    where uniform('unanswered', occasion) >= if(channel = 'web', $unanswered_web, $unanswered)
        and not is_neglected
),

called as (
    select
        baskets.number,
        baskets.ordered_on + 6 + floor(9 * uniform('called on', order_number))::integer as day,
        order_number
    from baskets
    where salesperson is not null
        and uniform('called', order_number) < $called
),

contacts as (
    select number, happened_at, channel, 'inbound' as direction, subject
    from asked
    union all
    select number, answered_at, if(channel = 'web', 'e-mail', channel), 'outbound', subject
    from answered
    union all
    select
        number,
        spent_on::timestamp
        + to_minutes(540 + floor(480 * uniform('visited at', occasion))::integer),
        'visit', 'outbound', 'visit'
    from served
    where kind = 'visits' and not is_neglected
    union all
    select
        called.number,
        called.day::timestamp
        + to_minutes(540 + floor(480 * uniform('called at', order_number))::integer),
        pick(['phone', 'phone', 'e-mail'], uniform('called by', order_number)),
        'outbound', 'after an order'
    from called
    inner join lives using (number)
    where not (called.day >= $neglected_from and lives.salesperson = $neglects)
)

select
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    happened_at,
    channel,
    direction,
    subject
from contacts
where happened_at < $last_day::timestamp + to_days(1);
