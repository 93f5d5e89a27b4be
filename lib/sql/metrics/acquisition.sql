-- What winning customers cost and what it brings, and what keeping them costs: one row per reported
-- month.
--
-- new            customers with their first trade in the month
-- kept           active at the month's start and at its end
-- spend_to_win   campaigns to win customers, and acquisition_cost in the month each was won (that
--                of the first trade where no day is told)
-- spend_to_keep  campaigns to keep customers
-- won            customers with their first trade in this month or the eleven before, and
-- won_value      what they brought in this month, on the company's basis
-- Spending is NULL before the first there is, where a campaign's cost is not known, and of some
-- customers only where campaigns, which are not told apart by customer, are part of it.
with

campaigned as (

    select
        campaigns.purpose,
        campaign_spend.month,
        case
            when $everyone and count(campaign_spend.amount) = count(*)
                then sum(campaign_spend.amount)
        end as amount
    from campaign_spend
    inner join campaigns
        on campaigns.campaign_id = campaign_spend.campaign_id
    where campaigns.purpose in ('win', 'keep')
    group by campaigns.purpose, campaign_spend.month

),

acquired as (

    select
        coalesce(
            cast(date_trunc('month', customers.acquired_on) as date), first_trades.month
        ) as month,
        customers.acquisition_cost
    from customers
    inner join scope
        on scope.customer_key = customers.customer_key
    left join first_trades
        on first_trades.customer_key = customers.customer_key
    where customers.acquisition_cost is not null
        and coalesce(customers.acquired_on <= cast($as_of as date), true)

),

spending as (

    select
        purpose,
        month,
        amount
    from campaigned
    union all
    select
        'win' as purpose,
        month,
        cast(sum(acquisition_cost) as double) as amount
    from acquired
    where month is not null
    group by month

),

spent as (

    select
        purpose,
        month,
        case when count(amount) = count(*) then sum(amount) end as amount
    from spending
    group by purpose, month

),

begun as (

    select
        min(case when purpose = 'win' then month end) as win_from,
        min(case when purpose = 'keep' then month end) as keep_from
    from spent

),

new_customers as (

    select
        month,
        count(*) as customers
    from first_trades
    group by month

),

won_lately as (

    select
        reported_months.month,
        sum(new_customers.customers) as customers
    from reported_months
    inner join new_customers
        on new_customers.month <= reported_months.month
        and new_customers.month > cast(reported_months.month - interval 12 month as date)
    group by reported_months.month

),

brought as (

    select
        earned.month,
        sum(
            case
                when company.value_basis = 'contribution' then earned.contribution
                when company.value_basis = 'marginal' then earned.marginal
                else earned.revenue
            end
        ) as value
    from customer_months_in_scope as earned
    cross join company
    inner join first_trades
        on first_trades.customer_key = earned.customer_key
    where earned.month in (select month from reported_months)
        -- Says nothing that the months do not, but spares reading what lies before them.
        and earned.month >= cast($since as date)
        and first_trades.month <= earned.month
        and first_trades.month > cast(earned.month - interval 12 month as date)
    group by earned.month

),

stayed as (

    select
        month,
        sum(lasting) as kept
    from active_counts
    where silence <= $silent_days
        and month in (select month from reported_months)
    group by month

)

select
    reported_months.month,
    coalesce(new_customers.customers, 0) as new,
    coalesce(stayed.kept, 0) as kept,
    case
        when wins.month is not null then wins.amount
        when reported_months.month >= begun.win_from and $everyone then 0
    end as spend_to_win,
    case
        when keeps.month is not null then keeps.amount
        when reported_months.month >= begun.keep_from and $everyone then 0
    end as spend_to_keep,
    coalesce(won_lately.customers, 0) as won,
    brought.value as won_value,
    company.value_basis as basis
from reported_months
cross join begun
cross join company
left join new_customers
    on new_customers.month = reported_months.month
left join stayed
    on stayed.month = reported_months.month
left join spent as wins
    on wins.month = reported_months.month
    and wins.purpose = 'win'
left join spent as keeps
    on keeps.month = reported_months.month
    and keeps.purpose = 'keep'
left join won_lately
    on won_lately.month = reported_months.month
left join brought
    on brought.month = reported_months.month
order by reported_months.month
