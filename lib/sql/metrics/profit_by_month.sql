-- What the company earned month by month: one row a month.
--
-- customers               with an order line, a cost to serve or a campaign's first touch in it
-- marginal, contribution, net  as in customer_month, added up as far as they are known; NULL where
--                         that is less than 95 % of the revenue, and contribution and net in months
--                         nobody's cost to serve is known
-- without_customer        revenue of lines that name no customer; they count in all the levels
-- not_allotted            what campaigns cost that touched nobody; in net only
-- Of some customers only, both are 0.
with

of_customers as (

    select
        month,
        count(*) as customers,
        sum(revenue) as revenue,
        sum(marginal) as marginal,
        sum(contribution) as contribution,
        sum(net) as net,
        sum(case when marginal is not null then revenue else 0 end) as revenue_marginal,
        sum(case when contribution is not null then revenue else 0 end) as revenue_contribution,
        sum(case when net is not null then revenue else 0 end) as revenue_net
    from customer_months_in_scope
    where month in (select month from asked_months)
        -- Says nothing that the months do not, but spares reading what lies before them.
        and month >= cast($since as date)
    group by month

),

of_nobody as (

    select
        month,
        sum(revenue) as revenue,
        sum(case when cost is not null then revenue - cost else 0 end) as marginal,
        sum(case when cost is not null then revenue else 0 end) as revenue_marginal
    from sales_lines
    where customer_key is null
        and ordered_on >= cast($since as date)
        and ordered_on <= cast($as_of as date)
        and month in (select month from asked_months)
        and $everyone
    group by month

),

months_served as (

    select distinct cast(date_trunc('month', spent_on) as date) as month
    from costs_to_serve
    where spent_on <= cast($as_of as date)

),

allotted_campaigns as (

    select distinct campaign_id
    from reach_counts
    cross join company
    where touched_on <= company.as_of

),

unallotted as (

    select
        month,
        case when count(amount) = count(*) then sum(amount) end as amount
    from campaign_spend
    where campaign_id not in (select campaign_id from allotted_campaigns)
        and $everyone
    group by month

),

added as (

    select
        asked_months.month,
        asked_months.is_complete,
        coalesce(of_customers.customers, 0) as customers,
        coalesce(of_customers.revenue, 0) + coalesce(of_nobody.revenue, 0) as revenue,
        coalesce(of_customers.marginal, 0) + coalesce(of_nobody.marginal, 0) as marginal,
        coalesce(of_customers.contribution, 0) + coalesce(of_nobody.marginal, 0)
            as contribution,
        coalesce(of_customers.net, 0) + coalesce(of_nobody.marginal, 0)
            - case when unallotted.month is null then 0 else unallotted.amount end as net,
        coalesce(of_customers.revenue_marginal, 0) + coalesce(of_nobody.revenue_marginal, 0)
            as revenue_marginal,
        coalesce(of_customers.revenue_contribution, 0)
            + coalesce(of_nobody.revenue_marginal, 0) as revenue_contribution,
        coalesce(of_customers.revenue_net, 0) + coalesce(of_nobody.revenue_marginal, 0)
            as revenue_net,
        coalesce(of_nobody.revenue, 0) as without_customer,
        case when unallotted.month is null then 0 else unallotted.amount end as not_allotted,
        months_served.month is not null as is_served
    from asked_months
    left join of_customers
        on of_customers.month = asked_months.month
    left join of_nobody
        on of_nobody.month = asked_months.month
    left join unallotted
        on unallotted.month = asked_months.month
    left join months_served
        on months_served.month = asked_months.month

),

judged as (

    select
        month,
        is_complete,
        customers,
        revenue,
        case
            when revenue_marginal = revenue
                or (revenue > 0 and revenue_marginal * 100 >= revenue * 95)
                then marginal
        end as marginal,
        case
            when is_served
                and (
                    revenue_contribution = revenue
                    or (revenue > 0 and revenue_contribution * 100 >= revenue * 95)
                )
                then contribution
        end as contribution,
        case
            when is_served
                and (
                    revenue_net = revenue
                    or (revenue > 0 and revenue_net * 100 >= revenue * 95)
                )
                then net
        end as net,
        without_customer,
        not_allotted
    from added

)

select
    month,
    customers,
    revenue,
    marginal,
    contribution,
    net,
    net / nullif(revenue, 0) as margin_rate,
    without_customer,
    not_allotted,
    is_complete
from judged
order by month
