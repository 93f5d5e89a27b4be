-- Complaints of customers meant, those that proved unfounded aside, and whether these traded again:
-- one row per complaint opened from $since to $until and by the as-of day.
--
-- day, month  of the complaint
-- tier        at the start of that month
-- recency     days since the last trade day before the complaint, as the most of its band: 30, 90,
--             180, or 365 for all that is more or not known
-- traded      is there trade on the days 15 to 104 after it? NULL while these are not over
-- nth         1 for a customer's first complaint of a month
-- Needs $as_of, $since and $until, and what tiered needs.
with

complained as (

    select
        complaints.complaint_id,
        complaints.customer_key,
        complaints.kind,
        complaints.severity,
        complaints.remedy,
        complaints.resolved_at,
        cast(complaints.opened_at as date) as day,
        cast(date_trunc('month', complaints.opened_at) as date) as month,
        row_number() over (
            partition by
                complaints.customer_key, cast(date_trunc('month', complaints.opened_at) as date)
            order by complaints.opened_at, complaints.complaint_id
        ) as nth
    from complaints
    inner join scope
        on scope.customer_key = complaints.customer_key
    where coalesce(complaints.valid, true)
        and cast(complaints.opened_at as date) between $since and $until
        and cast(complaints.opened_at as date) <= cast($as_of as date)

),

-- Of the month of the complaint only its first and last trade day are known; if the last is not
-- before the complaint and the first is, the one meant lies in the same month: at most 30 days ago.
around as (

    select
        complained.complaint_id,
        max(
            case
                when customer_month.last_trade_day < complained.day
                    then customer_month.last_trade_day
                when customer_month.first_trade_day < complained.day
                    then customer_month.first_trade_day
            end
        ) as traded_before,
        count(
            case
                when customer_month.first_trade_day <= complained.day + 104
                    and customer_month.last_trade_day >= complained.day + 15 then 1
            end
        ) > 0 as traded_again
    from complained
    inner join customer_month
        on customer_month.customer_key = complained.customer_key
    where customer_month.month >= cast(complained.month - interval 12 month as date)
        and customer_month.month <= complained.day + 104
    group by complained.complaint_id

)

select
    complained.complaint_id,
    complained.customer_key,
    complained.kind,
    complained.severity,
    complained.remedy,
    complained.resolved_at,
    complained.day,
    complained.month,
    complained.nth,
    coalesce(tiered.tier, 'none') as tier,
    case
        when date_diff('day', around.traded_before, complained.day) <= 30 then 30
        when date_diff('day', around.traded_before, complained.day) <= 90 then 90
        when date_diff('day', around.traded_before, complained.day) <= 180 then 180
        else 365
    end as recency,
    case
        when complained.day + 104 <= cast($as_of as date)
            then coalesce(around.traded_again, false)
    end as traded
from complained
left join around
    on around.complaint_id = complained.complaint_id
left join tiered
    on tiered.customer_key = complained.customer_key
    and tiered.month = complained.month
where (array_length($tier) = 0 or list_contains($tier, coalesce(tiered.tier, 'none')))
