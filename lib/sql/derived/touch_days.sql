-- The days on which a campaign touched a customer: one row per campaign, customer and day.
--
-- weakness            of the day's best touch: 0 responded, 1 clicked, 2 opened, 3 sent; NULL where
--                     the customer was held back for comparison. What follows leaves those aside:
-- first_on            the campaign's first touch of the customer
-- previous_on         the touch before this one, and
-- responded_before    the response before it: who was touched in a period is counted once, on the
--                     first day in it, by comparing these with the period's begin
-- is_first            no day before it, days held back included: it decides the customer's arm
-- in_control          the customer was held back on this day
-- percentile, ranked  of standing: on first_on's month start, on this day's where held back
with

daily as (

    select
        campaign_id,
        customer_key,
        touched_on,
        min(
            case
                when coalesce(in_control, false) then null
                when kind = 'responded' then 0
                when kind = 'clicked' then 1
                when kind = 'opened' then 2
                else 3
            end
        ) as weakness,
        max(coalesce(in_control, false)) as in_control
    from touches
    group by campaign_id, customer_key, touched_on

),

sequenced as (

    select
        campaign_id,
        customer_key,
        touched_on,
        weakness,
        in_control,
        min(case when weakness is not null then touched_on end) over (
            partition by campaign_id, customer_key
        ) as first_on,
        max(case when weakness is not null then touched_on end) over (
            partition by campaign_id, customer_key
            order by touched_on
            rows between unbounded preceding and 1 preceding
        ) as previous_on,
        max(case when weakness = 0 then touched_on end) over (
            partition by campaign_id, customer_key
            order by touched_on
            rows between unbounded preceding and 1 preceding
        ) as responded_before,
        row_number() over (
            partition by campaign_id, customer_key
            order by touched_on
        ) as place
    from daily

),

placed as (

    select
        sequenced.*,
        cast(date_trunc('month', touched_on) as date) as month,
        cast(date_trunc('month', first_on) as date) as first_month
    from sequenced

)

select
    placed.campaign_id,
    placed.customer_key,
    placed.touched_on,
    cast(placed.weakness as smallint) as weakness,
    placed.first_on,
    placed.previous_on,
    placed.responded_before,
    placed.place = 1 as is_first,
    placed.in_control,
    standing.percentile,
    standing.ranked
from placed
left join standing
    on standing.customer_key = placed.customer_key
    and standing.month = case
        when placed.weakness is null then placed.month
        else placed.first_month
    end
order by placed.campaign_id, placed.touched_on, placed.customer_key
