-- All that is known to have happened with one customer, up to the as-of day: one row a happening,
-- the newest first.
--
-- kind     order, return, payment, complaint, answer, opportunity, campaign, contact, contract, life
-- outcome  how it went, in codes of ours: of an order late, cancelled or returned; of a return its
--          kind; of a complaint open or resolved; of an opportunity opened, won or lost; of a
--          campaign sent, opened, clicked, responded or held_back; of a contact inbound or outbound;
--          of a contract starts or ends; of a life won or left
-- subject  what it was about, in the data's words; of a contact without one the channel
-- reference  its number; of a contact with another subject the channel
-- score    of an answer the ratio of perceived to expected, else the share of full marks overall
with

meant as (

    select
        customer_key,
        acquired_on,
        acquired_through,
        left_on,
        left_because
    from customers
    where customer_id = $customer_id

),

ordered as (

    select
        orders.order_id,
        min(orders.ordered_on) as happened_on,
        count(case when orders.status = 'cancelled' then 1 end) = count(*) as is_cancelled,
        count(case when orders.status = 'returned' then 1 end) > 0 as is_returned,
        count(case when orders.delivered_on > orders.promised_on then 1 end) > 0 as is_late,
        min(coalesce(products.name, products.product_id)) as subject,
        sum(orders.revenue) as amount
    from orders
    left join products
        on products.product_key = orders.product_key
    where orders.customer_key in (select customer_key from meant)
    group by orders.order_id

),

rated as (

    select
        response_id,
        max(answered_on) as happened_on,
        sum(case when expected is not null then perceived end) / nullif(sum(expected), 0) as score
    from ratings
    where customer_key in (select customer_key from meant)
    group by response_id

),

answered as (

    select
        response_id,
        answered_on as happened_on,
        survey as subject,
        (overall - overall_min) / nullif(overall_max - overall_min, 0) as score
    from responses
    where customer_key in (select customer_key from meant)

),

both_ends as (

    select 'starts' as outcome
    union all
    select 'ends' as outcome

),

happenings as (

    select
        happened_on,
        'order' as kind,
        case
            when is_cancelled then 'cancelled'
            when is_returned then 'returned'
            when is_late then 'late'
        end as outcome,
        subject,
        cast(amount as double) as amount,
        cast(null as double) as score,
        order_id as reference
    from ordered
    union all
    select
        returns.returned_on,
        'return' as kind,
        coalesce(returns.kind, 'return') as outcome,
        coalesce(returns.reason, products.name) as subject,
        -cast(returns.amount as double) as amount,
        cast(null as double) as score,
        returns.return_id as reference
    from returns
    left join products
        on products.product_key = returns.product_key
    where returns.customer_key in (select customer_key from meant)
        or (
            returns.customer_key is null
            and returns.order_id in (select order_id from ordered)
        )
    union all
    select
        paid_on,
        'payment' as kind,
        cast(null as varchar) as outcome,
        cast(null as varchar) as subject,
        cast(amount as double) as amount,
        cast(null as double) as score,
        payment_id as reference
    from payments
    where customer_key in (select customer_key from meant)
        or (customer_key is null and order_id in (select order_id from ordered))
    union all
    select
        cast(opened_at as date),
        'complaint' as kind,
        case when resolved_at is null then 'open' else 'resolved' end as outcome,
        kind as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        complaint_id as reference
    from complaints
    where customer_key in (select customer_key from meant)
    union all
    select
        coalesce(answered.happened_on, rated.happened_on),
        'answer' as kind,
        cast(null as varchar) as outcome,
        answered.subject,
        cast(null as double) as amount,
        coalesce(rated.score, answered.score) as score,
        coalesce(answered.response_id, rated.response_id) as reference
    from answered
    full join rated
        on rated.response_id = answered.response_id
    union all
    select
        created_on,
        'opportunity' as kind,
        'opened' as outcome,
        name as subject,
        cast(amount as double) as amount,
        cast(null as double) as score,
        opportunity_id as reference
    from opportunities
    where customer_key in (select customer_key from meant)
    union all
    select
        closed_on,
        'opportunity' as kind,
        outcome,
        name as subject,
        cast(amount as double) as amount,
        cast(null as double) as score,
        opportunity_id as reference
    from opportunities
    where customer_key in (select customer_key from meant)
        and outcome in ('won', 'lost')
    union all
    select
        touches.touched_on,
        'campaign' as kind,
        case when touches.in_control then 'held_back' else touches.kind end as outcome,
        coalesce(campaigns.name, touches.campaign_id) as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        touches.campaign_id as reference
    from touches
    left join campaigns
        on campaigns.campaign_id = touches.campaign_id
    where touches.customer_key in (select customer_key from meant)
    union all
    select
        cast(happened_at as date),
        'contact' as kind,
        direction as outcome,
        coalesce(subject, channel) as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        case when subject <> channel then channel end as reference
    from interactions
    where customer_key in (select customer_key from meant)
    union all
    select
        case when both_ends.outcome = 'starts' then contracts.starts_on else contracts.ends_on end,
        'contract' as kind,
        both_ends.outcome,
        cast(null as varchar) as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        cast(null as varchar) as reference
    from contracts
    cross join both_ends
    where contracts.customer_key in (select customer_key from meant)
    union all
    select
        acquired_on,
        'life' as kind,
        'won' as outcome,
        acquired_through as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        cast(null as varchar) as reference
    from meant
    union all
    select
        left_on,
        'life' as kind,
        'left' as outcome,
        left_because as subject,
        cast(null as double) as amount,
        cast(null as double) as score,
        cast(null as varchar) as reference
    from meant

)

select
    happened_on,
    kind,
    outcome,
    subject,
    amount,
    score,
    reference,
    count(*) over () as total
from happenings
where happened_on <= cast($as_of as date)
    and ($month is null or cast(date_trunc('month', happened_on) as date) = $month)
order by happened_on desc, kind, reference nulls last, outcome nulls last
limit $limit
