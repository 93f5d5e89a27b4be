-- Where each customer stood at the start of each of the judged_months, judged only by what happened
-- before it: one row per month and customer with trade in the 12 months before, or a running
-- contract.
--
-- orders, revenue, value  of those 12 months; value on the company's basis, NULL where one of the
--                         months is not known, 0 for a contract customer without trade
-- value_rank, ranked      place among the `ranked` customers whose value is known, best first,
--                         equals in the order of their ids
-- percentile              whole percents of the ranked that are better: 0 to 99; tiers are cut here
-- last_trade_day          in those 12 months
-- is_left                 left_on, or the end of the last contract, lies before, and no trade
--                         since then
-- under_contract          a contract runs on this day
-- silence                 days since the last trade day, 0 under a contract; NULL once left. Who is
--                         silent for no more days than are asked about is active
-- ..._by_end              the same as of the next month's start; NULL while the month is not over
with

stood as (

    select
        judged_months.month,
        judged_months.next_month,
        judged_months.is_over,
        customers.customer_key,
        customers.customer_id,
        cast(coalesce(traded.orders, 0) as integer) as orders,
        cast(coalesce(traded.revenue, 0) as decimal(18, 4)) as revenue,
        cast(
            case
                when traded.last_trade_day is null then 0
                when traded.months_unknown = 0 then traded.value
            end
            as decimal(18, 4)
        ) as value,
        traded.last_trade_day,
        traded.last_trade_day_by_end,
        coalesce(
            customers.left_on < judged_months.month
            and coalesce(traded.last_trade_day <= customers.left_on, true),
            false
        )
        or coalesce(
            bound.ended_on < judged_months.month
            and coalesce(traded.last_trade_day <= bound.ended_on, true),
            false
        ) as is_left,
        coalesce(
            customers.left_on < judged_months.next_month
            and coalesce(traded.last_trade_day_by_end <= customers.left_on, true),
            false
        )
        or coalesce(
            bound.ended_on_by_end < judged_months.next_month
            and coalesce(traded.last_trade_day_by_end <= bound.ended_on_by_end, true),
            false
        ) as is_left_by_end,
        coalesce(bound.under_contract, false) as under_contract,
        coalesce(bound.under_contract_by_end, false) as under_contract_by_end
    from judged_months
    cross join customers
    left join year_of_trade as traded
        on traded.month = judged_months.month
        and traded.customer_key = customers.customer_key
    left join bound_by_month as bound
        on bound.month = judged_months.month
        and bound.customer_key = customers.customer_key
    where traded.last_trade_day is not null
        or bound.under_contract

),

placed as (

    select
        stood.*,
        case
            when value is not null
                then row_number() over (
                    partition by month order by value desc nulls last, customer_id
                )
        end as value_rank,
        count(value) over (partition by month) as ranked
    from stood

)

select
    month,
    customer_key,
    cast(orders as integer) as orders,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(value as decimal(18, 4)) as value,
    cast(value_rank as integer) as value_rank,
    cast(ranked as integer) as ranked,
    cast(floor((value_rank - 1) * 100 / nullif(ranked, 0)) as smallint) as percentile,
    last_trade_day,
    case when is_over then last_trade_day_by_end end as last_trade_day_by_end,
    is_left,
    case when is_over then is_left_by_end end as is_left_by_end,
    under_contract,
    case when is_over then under_contract_by_end end as under_contract_by_end,
    cast(
        case
            when under_contract then 0
            when not is_left then date_diff('day', last_trade_day, month)
        end
        as smallint
    ) as silence,
    cast(
        case
            when not is_over then null
            when under_contract_by_end then 0
            when not is_left_by_end then date_diff('day', last_trade_day_by_end, next_month)
        end
        as smallint
    ) as silence_by_end
from placed
order by month, customer_key
