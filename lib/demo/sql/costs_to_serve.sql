-- What serving costs beyond the goods: deliveries by order, support and visits by month.
insert into costs_to_serve by name
with

deliveries as (
    select
        number,
        ordered_on as spent_on,
        'delivery' as kind,
        sum((3.2 + 0.03 * worth + 1.5 * uniform('freight', order_number))::decimal(18, 2))::double
            as amount
    from baskets
    where not is_cancelled
    group by number, ordered_on
),

customer_months as (
    select
        lives.*,
        unnest(range(0, 1 + date_diff('month', begins_on, until))) as month_number
    from (
        select
            *,
            least(stops_on, $last_day) as until
        from lives
        where begins_on is not null
    ) as lives
),

dated as (
    select
        *,
        number * 100 + month_number as customer_month,
        begins_on + (30.44 * month_number)::integer
        + floor(28 * uniform('care day', number * 100 + month_number))::integer as spent_on
    from customer_months
),

support as (
    select
        number,
        spent_on,
        'support' as kind,
        if(is_demanding, annual_value / 12 * $demanding_care, 4)
        * (0.6 + 0.8 * uniform('care', customer_month)) as amount
    from dated
    where is_demanding or uniform('asks', customer_month) < 0.10
),

visits as (
    select
        number,
        spent_on,
        'visits' as kind,
        45 + 30 * uniform('visit', customer_month) as amount
    from dated
    where not is_person
        and uniform('visited', customer_month) < least(0.9, annual_value / 24000)
),

spent as (
    select * from deliveries
    union all
    select * from support
    union all
    select * from visits
)

select
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    spent_on,
    kind,
    round(amount, 2)::decimal(18, 4) as amount
from spent
where spent_on <= $last_day;
