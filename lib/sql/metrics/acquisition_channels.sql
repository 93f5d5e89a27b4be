-- What winning customers costs and what it brings, by the channel they were won through: one row
-- per channel and reported month.
--
-- channel        '' holds the customers of whom it is not told
-- new, won, won_value, spend_to_win  as in acquisition, of the channel. A campaign to win counts
--                in the channel it ran in, where any customer was won through one of that name;
--                else in ''
-- Spending is NULL before the channel's first, where a campaign's cost is not known, and of some
-- customers only where campaigns, which are not told apart by customer, are part of it.
with

through as (

    select
        customer_key,
        acquired_on,
        acquisition_cost,
        coalesce(acquired_through, '') as channel
    from customers

),

named as (

    select distinct channel
    from through

),

campaigns_to_win as (

    select
        campaign_spend.month,
        campaign_spend.amount,
        coalesce(named.channel, '') as channel
    from campaign_spend
    inner join campaigns
        on campaigns.campaign_id = campaign_spend.campaign_id
    left join named
        on named.channel = campaigns.channel
    where campaigns.purpose = 'win'

),

campaigned as (

    select
        channel,
        month,
        case when $everyone and count(amount) = count(*) then sum(amount) end as amount
    from campaigns_to_win
    group by channel, month

),

acquired as (

    select
        through.channel,
        coalesce(cast(date_trunc('month', through.acquired_on) as date), first_trades.month)
            as month,
        through.acquisition_cost
    from through
    inner join scope
        on scope.customer_key = through.customer_key
    left join first_trades
        on first_trades.customer_key = through.customer_key
    where through.acquisition_cost is not null
        and coalesce(through.acquired_on <= cast($as_of as date), true)

),

spending as (

    select
        channel,
        month,
        amount
    from campaigned
    union all
    select
        channel,
        month,
        cast(sum(acquisition_cost) as double) as amount
    from acquired
    where month is not null
    group by channel, month

),

spent as (

    select
        channel,
        month,
        case when count(amount) = count(*) then sum(amount) end as amount
    from spending
    group by channel, month

),

begun as (

    select
        channel,
        min(month) as month
    from spent
    group by channel

),

came as (

    select
        first_trades.customer_key,
        first_trades.month,
        through.channel
    from first_trades
    inner join through
        on through.customer_key = first_trades.customer_key

),

new_customers as (

    select
        channel,
        month,
        count(*) as customers
    from came
    group by channel, month

),

won_lately as (

    select
        reported_months.month,
        new_customers.channel,
        sum(new_customers.customers) as customers
    from reported_months
    inner join new_customers
        on new_customers.month <= reported_months.month
        and new_customers.month > cast(reported_months.month - interval 12 month as date)
    group by reported_months.month, new_customers.channel

),

brought as (

    select
        earned.month,
        came.channel,
        sum(
            case
                when company.value_basis = 'contribution' then earned.contribution
                when company.value_basis = 'marginal' then earned.marginal
                else earned.revenue
            end
        ) as value
    from customer_months_in_scope as earned
    cross join company
    inner join came
        on came.customer_key = earned.customer_key
    where earned.month in (select month from reported_months)
        -- Says nothing that the months do not, but spares reading what lies before them.
        and earned.month >= cast($since as date)
        and came.month <= earned.month
        and came.month > cast(earned.month - interval 12 month as date)
    group by earned.month, came.channel

),

channels as (

    select channel
    from new_customers
    union
    select channel
    from spent

)

select
    channels.channel,
    reported_months.month,
    coalesce(new_customers.customers, 0) as new,
    case
        when spent.month is not null then spent.amount
        when reported_months.month >= begun.month and $everyone then 0
    end as spend_to_win,
    coalesce(won_lately.customers, 0) as won,
    brought.value as won_value,
    company.value_basis as basis
from channels
cross join reported_months
cross join company
left join begun
    on begun.channel = channels.channel
left join new_customers
    on new_customers.channel = channels.channel
    and new_customers.month = reported_months.month
left join spent
    on spent.channel = channels.channel
    and spent.month = reported_months.month
left join won_lately
    on won_lately.channel = channels.channel
    and won_lately.month = reported_months.month
left join brought
    on brought.channel = channels.channel
    and brought.month = reported_months.month
order by channels.channel, reported_months.month
