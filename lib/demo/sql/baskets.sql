-- Every order of this batch: one row an order, with what it is worth at list prices, when it was
-- delivered, and the campaign it names.
create or replace temp table baskets as
with

made as (
    select
        number,
        order_number,
        ordered_on,
        null::varchar as voucher
    from planned_orders

    union all

    select
        number,
        number * 1000 + 900 + campaign,
        responded_on,
        case when uniform('voucher', touch) < $names_campaign then campaign_id end
    from reached
    where responded_on <= $last_day
),

known as (
    select
        made.*,
        lives.* exclude (number),
        uniform('late', order_number) < case
            when ordered_on between $event_starts and $event_ends then $event_late_share
            when ordered_on between $event_ends and $event_fades then $fading_late_share
            else $late_share
        end as is_late,
        ordered_on between $event_starts and $event_fades as is_event,
        uniform('cancelled', order_number) < 0.02 as is_cancelled,
        date_diff('day', $first_day, ordered_on) / 365.25 as years,
        ordered_on + 2 + floor(4 * uniform('promised', order_number))::integer as promised_on
    from made
    inner join lives using (number)
),

timed as (
    select
        *,
        case
            when is_late
                then 1 + floor(
                    if(is_event, 11, 6) * pow(uniform('delay', order_number), 1.6)
                )::integer
            else 0
        end as delay
    from known
)

select
    number,
    order_number,
    ordered_on,
    promised_on,
    promised_on + delay as arrives_on,
    delay,
    is_person,
    is_cancelled,
    annual_value,
    likes_tea,
    mood,
    is_demanding,
    case
        when is_demanding then $demanding_discount
        when is_person then 0
        else least(0.14, 0.02 + 0.03 * greatest(0, ln(annual_value / 2000)))
    end as discount,
    annual_value * rhythm / 365
    * $season[month(ordered_on)]
    * exp(0.35 * normal('basket', order_number) - 0.06)
    * exp(years * ($drift_mean + $drift * normal('drift', number))) as worth,
    -- Three in four orders come through the customer's own habitual channel.
    pick(
        if(
            is_person,
            ['web shop', 'web shop', 'web shop', 'app', 'shop'],
            ['web shop', 'phone', 'sales visit', 'partner']
        ),
        if(
            uniform('habit', order_number) < 0.75,
            uniform('channel', number),
            uniform('channel once', order_number)
        )
    ) as channel,
    warehouse as place,
    case when not is_person then salesperson end as salesperson,
    coalesce(voucher, case
        when ordered_on <= acquired_on + names_days and uniform('named', order_number) < 0.9
            then won_by
    end) as campaign_id
from timed;
