-- Complaints and returns of each complete month beside what the company's own past would have
-- expected of as many active customers and units sold: one row a month.
--
-- complaints, returns  valid complaints; returns and repairs. NULL before the first there is
-- exposure             active customers at the month's start; units sold in it, NULL where no line
--                      says how many
-- base_...             the same of the 12 months before, as far as there are any of both: what the
--                      rate is made of
-- months_of_...        how many those are
with

reported as (

    select
        month,
        next_month
    from months
    where next_month <= cast($as_of as date) + 1

),

complaint_months as (

    select
        cast(date_trunc('month', opened_at) as date) as month,
        valid
    from complaints

),

complained as (

    select
        month,
        count(case when coalesce(valid, true) then 1 end) as complaints
    from complaint_months
    group by month

),

return_months as (

    select cast(date_trunc('month', returned_on) as date) as month
    from returns
    where returned_on is not null

),

came_back as (

    select
        month,
        count(*) as returns
    from return_months
    group by month

),

begun as (

    select
        (select min(month) from complained) as complaints_from,
        (select min(month) from came_back) as returns_from

),

actives as (

    select
        month,
        sum(active) as active_customers
    from active_counts
    group by month

),

sold as (

    select
        month,
        sum(units) as units
    from (
        select
            month,
            units
        from customer_month
        union all
        select
            month,
            units
        from sales_lines
        where customer_key is null
    ) as both_kinds
    group by month

),

counted as (

    select
        reported.month,
        case
            when reported.month >= begun.complaints_from then coalesce(complained.complaints, 0)
        end as complaints,
        case
            when reported.month >= begun.returns_from then coalesce(came_back.returns, 0)
        end as returns,
        actives.active_customers,
        sold.units
    from reported
    cross join begun
    left join complained
        on complained.month = reported.month
    left join came_back
        on came_back.month = reported.month
    left join actives
        on actives.month = reported.month
    left join sold
        on sold.month = reported.month

)

select
    counted.month,
    counted.complaints,
    counted.active_customers,
    sum(case when past.active_customers > 0 then past.complaints end) as base_complaints,
    sum(case when past.complaints is not null then past.active_customers end)
        as base_active_customers,
    count(case when past.active_customers > 0 then past.complaints end) as months_of_complaints,
    counted.returns,
    counted.units,
    sum(case when past.units > 0 then past.returns end) as base_returns,
    sum(case when past.returns is not null then past.units end) as base_units,
    count(case when past.units > 0 then past.returns end) as months_of_returns
from counted
left join counted as past
    on past.month < counted.month
    and past.month >= cast(counted.month - interval 12 month as date)
where coalesce(counted.month >= cast($since as date), true)
    and coalesce(counted.month <= cast($until as date), true)
group by
    counted.month,
    counted.complaints,
    counted.active_customers,
    counted.returns,
    counted.units
order by counted.month
