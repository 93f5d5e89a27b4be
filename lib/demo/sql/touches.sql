-- Whom a campaign touched and what they did: one row a campaign, customer, day and kind.
-- A control row says that the customer was chosen and then held back.
insert into touches by name
with

opened as (
    select *
    from reached
    where channel = 'e-mail' and not in_control and uniform('opened', touch) < $opened
),

clicked as (
    select *
    from opened
    where uniform('clicked', touch) < $clicked
),

-- Customers won through a friend or a fair answered on the day they came.
won as (
    select
        won_by,
        number,
        acquired_on
    from lives
    where won_by is not null and acquired_through in ('referral', 'trade fair')
),

did as (
    select campaign_id, number, touched_on, 'sent' as kind, in_control from reached
    union all
    select campaign_id, number, touched_on + 1, 'opened', false from opened
    union all
    select campaign_id, number, touched_on + 1, 'clicked', false from clicked
    union all
    select campaign_id, number, responded_on, 'responded', false from reached
    where responded_on is not null
    union all
    select won_by, number, acquired_on, 'responded', false from won
)

select
    campaign_id,
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    touched_on,
    kind,
    in_control
from did
where touched_on <= $last_day;
