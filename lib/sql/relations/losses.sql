-- Who was lost when and why: one row per reported month and customer active at its start and no
-- longer at the next month's. Who is lost twice has two rows.
--
-- tier, badge, revenue, value  at the month's start
-- size     the customer's own, else large in tier A, medium in B, small in C and D; NULL for the rest
-- last_trade_day  by the next month's start; NULL without one in the year before
-- left_on         by the as-of day, and with no trade between it and the loss; else NULL
-- back_on         the first day after the month, up to the as-of day, with trade or under a new
--                 contract; NULL while there is none
-- reason          left_because, in the company's own words, where the customer left or no day of
--                 leaving is told; else left (the reason is not told), contract_ended, fell_silent
-- Needs $silent_days, and what reported_months and tiered need.
with

gone as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.revenue,
        tiered.value,
        tiered.last_trade_day_by_end,
        tiered.is_left_by_end
    from tiered
    where tiered.silence <= $silent_days
        and (tiered.silence_by_end > $silent_days or tiered.silence_by_end is null)
        and tiered.month in (select month from reported_months)
        and (array_length($tier) = 0 or list_contains($tier, tiered.tier))

),

lost as (

    select
        gone.*,
        months.next_month
    from gone
    inner join months
        on months.month = gone.month

),

came_again as (

    select
        lost.month,
        lost.customer_key,
        min(customer_month.first_trade_day) as day
    from lost
    inner join customer_month
        on customer_month.customer_key = lost.customer_key
        and customer_month.month >= lost.next_month
    where customer_month.first_trade_day <= cast($as_of as date)
    group by lost.month, lost.customer_key
    union all
    select
        lost.month,
        lost.customer_key,
        min(contracts.starts_on) as day
    from lost
    inner join contracts
        on contracts.customer_key = lost.customer_key
        and contracts.starts_on >= lost.next_month
    where contracts.starts_on <= cast($as_of as date)
    group by lost.month, lost.customer_key

),

back as (

    select
        month,
        customer_key,
        min(day) as back_on
    from came_again
    group by month, customer_key

),

told as (

    select
        lost.*,
        back.back_on,
        case
            when customers.left_on <= cast($as_of as date)
                and coalesce(customers.left_on >= lost.last_trade_day_by_end, true)
                and coalesce(customers.left_on < back.back_on, true)
                then customers.left_on
        end as left_on,
        coalesce(
            customers.size,
            case
                when lost.tier = 'A' then 'large'
                when lost.tier = 'B' then 'medium'
                when lost.tier in ('C', 'D') then 'small'
            end
        ) as size,
        customers.left_on is null as is_undated,
        customers.left_because
    from lost
    inner join customers
        on customers.customer_key = lost.customer_key
    left join back
        on back.month = lost.month
        and back.customer_key = lost.customer_key

)

select
    month,
    next_month,
    customer_key,
    tier,
    badge,
    size,
    revenue,
    value,
    last_trade_day_by_end as last_trade_day,
    left_on,
    back_on,
    case
        when left_on is not null or is_undated then coalesce(
            left_because,
            case
                when left_on is not null then 'left'
                when is_left_by_end then 'contract_ended'
                else 'fell_silent'
            end
        )
        when is_left_by_end then 'contract_ended'
        else 'fell_silent'
    end as reason
from told
