-- The orders a customer makes on its own account: one row an order.
-- A customer orders every `rhythm` days, a little early or late, and now and then leaves one out.
create or replace temp table planned_orders as
with

occasions as (
    select
        *,
        unnest(range(0, 1 + ceil(
            date_diff('day', begins_on, least(stops_on, $last_day)) / rhythm
        )::integer)) as occasion
    from lives
    where begins_on is not null
),

timed as (
    select
        *,
        number * 1000 + occasion as order_number,
        acquired_on = begins_on and occasion = 0 as is_first,
        begins_on + case
            when acquired_on = begins_on and occasion = 0 then 0
            else floor(rhythm * (
                occasion
                + if(acquired_on = begins_on, 0, uniform('phase', number))
                + $unevenness * (2 * uniform('uneven', number * 1000 + occasion) - 1)
            ))
        end::integer as due_on
    from occasions
),

-- Businesses order on working days.
dated as (
    select
        * exclude (due_on),
        due_on + if(is_person or isodow(due_on) < 6, 0, 8 - isodow(due_on))::integer as ordered_on
    from timed
)

select
    number,
    order_number,
    ordered_on
from dated
where ordered_on between begins_on and least(stops_on, $last_day)
    and (is_first or uniform('skipped', order_number) >= $skipped);
