-- Businesses already customers that are offered more: one row a deal.
create or replace temp table leads as
select
    number,
    number * 10 + 1 as lead,
    salesperson,
    begins_on + 45 + floor(
        uniform('offered', number) * date_diff('day', begins_on + 45, until)
    )::integer as created_on,
    annual_value * $more_amount * exp(0.4 * normal('more', number)) as amount,
    null::varchar as campaign_id,
    'existing customer' as source
from (
    select
        *,
        least(stops_on, $last_day) as until
    from lives
)
where not is_person
    and uniform('more', number) < $more_share
    and begins_on + 45 < until;
