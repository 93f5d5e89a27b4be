-- What customers complained of: one row a complaint, at most one an order, and how it was handled.
insert into complaints by name
with

drawn as (
    select
        baskets.*,
        orders.product_id,
        orders.product_key,
        lives.stops_on,
        uniform('complains', order_number) as complains,
        least(0.6, delay * $complains_by_delay_day) as complains_of_delay,
        arrives_on + floor(5 * uniform('complaint day', order_number))::integer as opened_on
    from baskets
    inner join lives using (number)
    inner join orders
        on orders.order_id = format('O{:010d}', baskets.order_number) and orders.line = '1'
    where not baskets.is_cancelled
),

-- Who complains anyway, then who is about to stop, then whose invoice is wrong.
complained as (
    select
        *,
        complains < complains_of_delay as is_of_delay,
        complains < complains_of_delay + $complains_of_the_rest as is_usual,
        stops_on < ordered_on + 30
        and stops_on < $last_day
        and uniform('last complaint', order_number) < $last_complaint as is_last,
        opened_on between $surge_starts and $surge_ends
        and uniform('surge', order_number) < $surge_share as is_surge
    from drawn
    where opened_on <= $last_day
),

sorted as (
    select
        *,
        case
            when is_of_delay then 'delivery'
            when is_surge and not is_usual and not is_last then $surge_kind
            else pick(
                ['product quality', 'product quality', 'billing', 'contact', 'machine'],
                uniform('complaint kind', order_number)
            )
        end as kind,
        opened_on::timestamp + to_minutes(
            480 + floor(600 * uniform('complaint minute', order_number))::integer
        ) as opened_at,
        case
            when annual_value > 20000 then 'high'
            when annual_value > 2000 then 'normal'
            else 'low'
        end as severity,
        pick($service_people, uniform('complaint owner', order_number)) as service_person,
        uniform('unresolved', order_number)
        < if(is_surge and not is_usual, $surge_forgotten, $forgotten) as is_forgotten
    from complained
    where is_usual or is_last or is_surge
),

handled as (
    select
        *,
        opened_at + to_minutes(ceil(
            60 * $first_reply_hours * exp(0.8 * normal('first reply', order_number))
        )::integer) as replies_at
    from sorted
),

closed as (
    select
        *,
        replies_at + to_minutes(ceil(
            60 * $resolution_hours * exp(0.9 * normal('resolution', order_number))
            * if(service_person = $slow_owner, $slower, 1)
        )::integer) + to_days(case
            when is_forgotten
                then 7 + floor($forgotten_days * uniform('forgotten', order_number))::integer
            else 0
        end) as resolves_at,
        floor(3.2 * pow(uniform('handovers', order_number), 3))::integer as handovers
    from handled
),

told as (
    select
        *,
        resolves_at < $last_day::timestamp + to_days(1) as is_resolved,
        resolves_at >= $last_day::timestamp + to_days(1)
        and is_forgotten
        and uniform('nobody', order_number) < $nobodys as is_nobodys
    from closed
)

select
    format('B{:010d}', order_number) as complaint_id,
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    opened_at,
    kind,
    case
        when kind = 'delivery' then if(uniform('cause', order_number) < 0.85, 'slow', 'promised')
        when kind = 'contact' then 'impolite'
        when kind = 'billing'
            then if(uniform('cause', order_number) < 0.7, 'wrong', 'harmed')
        else 'wrong'
    end as cause,
    product_id,
    product_key,
    pick(['phone', 'phone', 'e-mail', 'web shop', 'shop'], uniform('complains by', order_number))
        as channel,
    severity,
    uniform('valid', order_number) < if(is_of_delay or is_surge, 0.95, 0.78) as valid,
    case when not is_nobodys then service_person end as owner,
    handovers,
    case
        when replies_at < $last_day::timestamp + to_days(1) and not is_nobodys then replies_at
    end as first_reply_at,
    case when is_resolved then resolves_at end as resolved_at,
    case
        when is_resolved
            then pick(
                ['apology', 'apology', 'voucher', 'replacement', 'refund'],
                uniform('remedy', order_number)
            )
    end as remedy,
    case
        when is_resolved and uniform('rates the handling', order_number) < 0.5
            then least(5, greatest(1, round(
                4.1
                - 0.5 * handovers
                - 0.25 * date_diff('day', opened_at, resolves_at)
                + 0.8 * normal('rating after', order_number)
            )))
    end as rating_after
from told;
