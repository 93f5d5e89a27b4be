-- Who was active and who was lost, of the customers in `scope`, by place and size: as in
-- placed_losses. Each of them is read once.
with

sized as (

    select
        customers.customer_key,
        customers.size in ('large', 'medium') as is_counted
    from customers
    inner join scope
        on scope.customer_key = customers.customer_key

)

select
    standing.month,
    standing.percentile,
    standing.ranked,
    sized.is_counted,
    count(*) as active,
    count(*) - count(case when standing.silence_by_end <= $silent_days then 1 end) as lost,
    sum(case when not coalesce(standing.silence_by_end <= $silent_days, false) then value end)
        as value_lost
from standing
inner join sized
    on sized.customer_key = standing.customer_key
where standing.silence <= $silent_days
    and standing.month in (select month from reported_months)
group by standing.month, standing.percentile, standing.ranked, sized.is_counted
