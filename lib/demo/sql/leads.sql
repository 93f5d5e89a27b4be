-- Businesses courted by the sales team: one row a first deal.
create or replace temp table leads as
with

opened as (
    select
        number,
        number * 10 as lead,
        salesperson,
        ($first_day + floor(
            uniform('lead', number) * date_diff('day', $first_day, $last_day)
        )::integer) as created_on,
        annual_value * exp(0.25 * normal('amount', number)) as amount
    from traits
    where is_sold
)

select
    opened.*,
    fairs.campaign_id,
    case
        when fairs.campaign_id is not null then 'trade fair'
        else pick(
            ['website', 'partner', 'cold call', 'referral', 'event'], uniform('source', number)
        )
    end as source
from opened
left join sample_campaigns as fairs
    on fairs.channel = 'trade fair'
        and opened.created_on between fairs.started_on and fairs.ended_on
        and uniform('fair', opened.number) < $fair_share;
