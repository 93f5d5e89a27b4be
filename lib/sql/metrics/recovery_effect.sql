-- Customers who complained beside like ones who did not: one row per stratum (tier, band of recency
-- and month) and set of steps done by day 14, of complaints whose days 15 to 104 are over.
--
-- complaints, traded  a customer's first complaint of a month, and of those who traded again
-- apologise ... keep_in_touch  was the step done by day 14?
-- like, like_traded   customers of the stratum at the month's start without a complaint from 90
--                     days before it to the month's end; of those who traded on its days 15 to 104
with

cases as (

    select *
    from complaint_outcomes
    where traded is not null
        and nth = 1

),

steps_done as (

    select
        cases.complaint_id,
        recovery_steps.step
    from cases
    inner join recovery_steps
        on recovery_steps.complaint_id = cases.complaint_id
    where cast(recovery_steps.done_at as date) <= cases.day + 14
    union all
    select
        complaint_id,
        'solve' as step
    from cases
    where cast(resolved_at as date) <= day + 14

),

flagged as (

    select
        complaint_id,
        max(case when step = 'apologise' then 1 else 0 end) as apologise,
        max(case when step = 'solve' then 1 else 0 end) as solve,
        max(case when step = 'talk' then 1 else 0 end) as talk,
        max(case when step = 'delight' then 1 else 0 end) as delight,
        max(case when step = 'improve' then 1 else 0 end) as improve,
        max(case when step = 'report' then 1 else 0 end) as report,
        max(case when step = 'keep_in_touch' then 1 else 0 end) as keep_in_touch
    from steps_done
    group by complaint_id

),

marked as (

    select
        cases.month,
        cases.tier,
        cases.recency,
        cases.traded,
        coalesce(flagged.apologise, 0) as apologise,
        coalesce(flagged.solve, 0) as solve,
        coalesce(flagged.talk, 0) as talk,
        coalesce(flagged.delight, 0) as delight,
        coalesce(flagged.improve, 0) as improve,
        coalesce(flagged.report, 0) as report,
        coalesce(flagged.keep_in_touch, 0) as keep_in_touch
    from cases
    left join flagged
        on flagged.complaint_id = cases.complaint_id

),

grouped as (

    select
        month,
        tier,
        recency,
        apologise,
        solve,
        talk,
        delight,
        improve,
        report,
        keep_in_touch,
        count(*) as complaints,
        count(case when traded then 1 end) as traded
    from marked
    group by
        month,
        tier,
        recency,
        apologise,
        solve,
        talk,
        delight,
        improve,
        report,
        keep_in_touch

),

strata as (

    select distinct
        month,
        tier,
        recency
    from grouped

),

standing_by_band as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        case
            when date_diff('day', tiered.last_trade_day, tiered.month) <= 30 then 30
            when date_diff('day', tiered.last_trade_day, tiered.month) <= 90 then 90
            when date_diff('day', tiered.last_trade_day, tiered.month) <= 180 then 180
            else 365
        end as recency
    from tiered
    where tiered.month in (select month from strata)

),

complaining as (

    select distinct
        months.month,
        complaints.customer_key
    from months
    inner join complaints
        on cast(complaints.opened_at as date) >= months.month - 90
        and cast(complaints.opened_at as date) < months.next_month
    where months.month in (select month from strata)
        and complaints.customer_key is not null

),

quiet as (

    select standing_by_band.*
    from standing_by_band
    inner join strata
        on strata.month = standing_by_band.month
        and strata.tier = standing_by_band.tier
        and strata.recency = standing_by_band.recency
    left join complaining
        on complaining.month = standing_by_band.month
        and complaining.customer_key = standing_by_band.customer_key
    where complaining.customer_key is null

),

-- The months that days 15 to 104 after each month start lie in.
followed as (

    select
        strata_months.month,
        months.month as trade_month
    from (
        select distinct month
        from strata
    ) as strata_months
    inner join months
        on months.month >= strata_months.month
        and months.month <= strata_months.month + 104

),

trading as (

    select distinct
        followed.month,
        customer_month.customer_key
    from followed
    inner join customer_month
        on customer_month.month = followed.trade_month
    where customer_month.first_trade_day <= followed.month + 104
        and customer_month.last_trade_day >= followed.month + 15

),

controls as (

    select
        quiet.month,
        quiet.tier,
        quiet.recency,
        count(*) as customers,
        count(trading.customer_key) as traded
    from quiet
    left join trading
        on trading.month = quiet.month
        and trading.customer_key = quiet.customer_key
    group by quiet.month, quiet.tier, quiet.recency

)

select
    grouped.month,
    grouped.tier,
    grouped.recency,
    grouped.apologise,
    grouped.solve,
    grouped.talk,
    grouped.delight,
    grouped.improve,
    grouped.report,
    grouped.keep_in_touch,
    grouped.complaints,
    grouped.traded,
    coalesce(controls.customers, 0) as like_customers,
    coalesce(controls.traded, 0) as like_traded
from grouped
left join controls
    on controls.month = grouped.month
    and controls.tier = grouped.tier
    and controls.recency = grouped.recency
order by
    grouped.month,
    grouped.tier,
    grouped.recency,
    grouped.apologise,
    grouped.solve,
    grouped.talk,
    grouped.delight,
    grouped.improve,
    grouped.report,
    grouped.keep_in_touch
