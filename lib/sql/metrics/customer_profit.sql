-- What each customer brought in each month: one row per customer and month, the newest month
-- first, in it the most valuable.
--
-- tier, badge  at the month's start
with

standing_then as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge
    from tiered
    where tiered.month in (select month from asked_months)
        and tiered.month >= cast($since as date)

),

meant as (

    select
        customer_months_in_scope.month,
        customer_months_in_scope.customer_key,
        customer_months_in_scope.revenue,
        customer_months_in_scope.marginal,
        customer_months_in_scope.contribution,
        customer_months_in_scope.net,
        case
            when company.value_basis = 'contribution' then customer_months_in_scope.contribution
            when company.value_basis = 'marginal' then customer_months_in_scope.marginal
            else customer_months_in_scope.revenue
        end as value
    from customer_months_in_scope
    cross join company
    where customer_months_in_scope.month in (select month from asked_months)
        -- Says nothing that the months do not, but spares reading what lies before them.
        and customer_months_in_scope.month >= cast($since as date)
        and (
            $customer_id is null
            or customer_months_in_scope.customer_key in (
                select customer_key
                from customers
                where customer_id = $customer_id
            )
        )

),

labelled as (

    select
        meant.*,
        coalesce(standing_then.tier, 'none') as tier,
        standing_then.badge
    from meant
    left join standing_then
        on standing_then.customer_key = meant.customer_key
        and standing_then.month = meant.month
    where array_length($tier) = 0
        or list_contains($tier, coalesce(standing_then.tier, 'none'))

),

worth as (

    select
        labelled.customer_key,
        row_number() over (
            order by sum(labelled.value) desc nulls last, customers.customer_id
        ) as place
    from labelled
    inner join customers
        on customers.customer_key = labelled.customer_key
    where $top is not null
    group by labelled.customer_key, customers.customer_id

),

listed as (

    select
        labelled.*,
        customers.customer_id,
        count(*) over () as total
    from labelled
    inner join customers
        on customers.customer_key = labelled.customer_key
    where $top is null
        or labelled.customer_key in (select customer_key from worth where place <= $top)
    order by labelled.month desc, labelled.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.month,
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.revenue,
    listed.marginal,
    listed.contribution,
    listed.net,
    listed.net / nullif(listed.revenue, 0) as margin_rate,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.month desc, listed.value desc nulls last, listed.customer_id
