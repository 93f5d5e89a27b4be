-- Customers whose value is foretold alike, added up: one row per group, $by, tier, history and kind
-- of customer; in whole weeks where there are more than $most_cells. What the first four tell of
-- who is bound or left is not asked: it is 0.
--
-- customers, spend, monthly  as in lifetimes, added up
-- valued                     of those under a contract, with a known monthly value
-- is_paying                  with repeat trade days of more than 0 in all
-- one_day                    of those customers, not bound, with a single trade day
with

meant as (

    select
        lifetimes.*,
        lifetimes.is_bound or lifetimes.is_left as is_settled,
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then lifetimes.tier
            when $by = 'cohort'
                then cast(cast(date_trunc('month', lifetimes.first_on) as date) as varchar)
            else customer_labels.label
        end as label
    from lifetimes
    left join customer_labels
        on customer_labels.customer_key = lifetimes.customer_key
    where (array_length($tier) = 0 or list_contains($tier, lifetimes.tier))
        and ($came_since is null or lifetimes.first_on >= cast($came_since as date))
        and ($came_until is null or lifetimes.first_on <= cast($came_until as date))

),

alike as (

    select
        label,
        tier,
        case when is_settled then 0 else repeats end as repeats,
        case when is_settled then 0 else recency end as recency,
        case when is_settled then 0 else age end as age,
        not is_settled and spend > 0 as is_paying,
        is_bound,
        bound_for,
        is_left,
        case when not is_settled and spend > 0 then spend else 0 end as spend,
        monthly,
        case when repeats = 0 and not is_bound then 1 else 0 end as one_day
    from meant

),

exact as (

    select
        label,
        tier,
        repeats,
        recency,
        age,
        is_paying,
        is_bound,
        bound_for,
        is_left,
        count(*) as customers,
        count(monthly) as valued,
        sum(one_day) as one_day,
        sum(spend) as spend,
        sum(monthly) as monthly
    from alike
    group by label, tier, repeats, recency, age, is_paying, is_bound, bound_for, is_left

),

size as (

    select count(*) > $most_cells as in_weeks
    from exact

),

rounded as (

    select
        exact.label,
        exact.tier,
        exact.repeats,
        case
            when size.in_weeks then cast(round(exact.recency / 7, 0) * 7 as integer)
            else exact.recency
        end as recency,
        case
            when size.in_weeks then cast(round(exact.age / 7, 0) * 7 as integer)
            else exact.age
        end as age,
        exact.is_paying,
        exact.is_bound,
        exact.bound_for,
        exact.is_left,
        exact.customers,
        exact.valued,
        exact.one_day,
        exact.spend,
        exact.monthly
    from exact
    cross join size

)

select
    label as "group",
    tier,
    repeats,
    recency,
    age,
    is_paying,
    is_bound,
    bound_for,
    is_left,
    cast(sum(customers) as bigint) as customers,
    cast(sum(valued) as bigint) as valued,
    cast(sum(one_day) as bigint) as one_day,
    cast(sum(spend) as double) as spend,
    cast(sum(monthly) as double) as monthly
from rounded
group by label, tier, repeats, recency, age, is_paying, is_bound, bound_for, is_left
order by label nulls last, tier, repeats, recency, age
