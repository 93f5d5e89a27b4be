-- Service contracts: one row a customer and yearly term, those begun since the records begin.
-- Who stops trading ends the contract a month later.
insert into contracts by name
with

bound as (
    select
        number,
        acquired_on,
        least(stops_on, $last_day) as until,
        case when stops_on < $last_day then stops_on + 30 end as ended_on
    from lives
    where not is_person
        and acquired_on is not null
        and annual_value > 1500
        and uniform('contract', number) < $contract_share
),

terms as (
    select
        number,
        ended_on,
        until,
        (acquired_on + to_years(unnest(range(0, 10))::integer))::date as starts_on
    from bound
)

select
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    starts_on,
    least((starts_on + interval 1 year)::date - 1, coalesce(ended_on, date '9999-12-31')) as ends_on
from terms
where starts_on >= $first_day and starts_on <= until;
