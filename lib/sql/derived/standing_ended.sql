-- What standing in $month tells by the month's end, of whom more is to be said than that they did
-- nothing in it: one row per customer who stood in it and traded in it, had a contract, or left.
--
-- ..._by_end  as in standing, of a month that is over
with

concerned as (

    select
        standing.customer_key,
        judged_months.next_month,
        coalesce(traded_within.last_trade_day, standing.last_trade_day) as last_trade_day_by_end,
        customers.left_on,
        bound.ended_on_by_end,
        coalesce(bound.under_contract_by_end, false) as under_contract_by_end
    from standing
    inner join judged_months
        on judged_months.month = standing.month
    inner join customers
        on customers.customer_key = standing.customer_key
    left join traded_within
        on traded_within.customer_key = standing.customer_key
    left join bound_by_month as bound
        on bound.customer_key = standing.customer_key
    where standing.month = cast($month as date)
        and (
            traded_within.customer_key is not null
            or bound.customer_key is not null
            or customers.left_on < judged_months.next_month
        )

),

ended as (

    select
        concerned.*,
        coalesce(
            left_on < next_month
            and coalesce(last_trade_day_by_end <= left_on, true),
            false
        )
        or coalesce(
            ended_on_by_end < next_month
            and coalesce(last_trade_day_by_end <= ended_on_by_end, true),
            false
        ) as is_left_by_end
    from concerned

)

select
    customer_key,
    last_trade_day_by_end,
    is_left_by_end,
    under_contract_by_end,
    cast(
        case
            when under_contract_by_end then 0
            when not is_left_by_end then date_diff('day', last_trade_day_by_end, next_month)
        end
        as smallint
    ) as silence_by_end
from ended
