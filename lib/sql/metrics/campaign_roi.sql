-- What campaigns brought for what they cost: one row per grouping, and a campaign, a
-- channel, or all.
--
-- A period cuts orders, touches and campaign_days by their day, and campaigns.cost by its share of
-- the campaign's days. Where some customers only are meant, a campaign's cost counts by their
-- share of those it touched, and what its channel claims, which names nobody, not at all.
with

-- Money is summed exactly before it is shared.
credited as (

    select
        campaign_id,
        sharers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(cost) as cost
    from credits_in_scope
    where ordered_on >= coalesce(cast($since as date), date '0001-01-01')
        and ordered_on <= coalesce(cast($until as date), date '9999-12-31')
        and (array_length($tier) = 0 or list_contains($tier, tier))
    group by campaign_id, sharers

),

shared as (

    select
        campaign_id,
        sum(orders / nullif(sharers, 0)) as orders,
        cast(sum(revenue / nullif(sharers, 0)) as decimal(18, 4)) as revenue,
        cast(sum(revenue_costed / nullif(sharers, 0)) as decimal(18, 4)) as revenue_costed,
        cast(sum(cost / nullif(sharers, 0)) as decimal(18, 4)) as cost
    from credited
    group by campaign_id

),

-- Any order at all, of those meant or not, says that orders tell what the campaign brought.
due as (

    select distinct campaign_id
    from credited_campaigns

),

sold as (

    select
        due.campaign_id,
        shared.orders,
        shared.revenue,
        shared.revenue_costed,
        shared.cost
    from due
    left join shared
        on shared.campaign_id = due.campaign_id

),

-- The first of them is enough.
trading as (

    select
        exists (
            select 1
            from sales_lines
            where is_trade
                and not coalesce(ordered_on > $as_of, false)
        ) as is_known,
        coalesce(sum(case when last_days is null then orders end), 0) > 0 as names_campaigns
    from credit_counts
    where not coalesce(counted_on > $as_of, false)

),

reported as (

    select
        campaign_id,
        count(cost) > 0 as tells_cost,
        sum(case when in_period then cost else 0 end) as cost,
        sum(case when in_period then impressions end) as impressions,
        sum(case when in_period then clicks end) as clicks,
        sum(case when in_period then orders end) as orders,
        sum(case when in_period then revenue end) as revenue,
        min(day) as first_on,
        max(day) as last_on
    from (
        select
            campaign_days.*,
            day between coalesce($since, day) and coalesce($until, day) as in_period
        from campaign_days
        where not coalesce(day > $as_of, false)
    ) as past_days
    group by campaign_id

),

mentioned as (

    select campaign_id
    from campaigns
    where not coalesce(started_on > $as_of, false)
    union
    select campaign_id
    from reported
    union
    select campaign_id
    from campaign_reach
    union
    select campaign_id
    from sold

),

-- A campaign without days of its own runs from its first touch or reported day to its last.
seen as (

    select
        mentioned.campaign_id,
        least(reach.first_on, reported.first_on) as first_on,
        greatest(reach.last_on, reported.last_on) as last_on
    from mentioned
    left join campaign_reach as reach
        on reach.campaign_id = mentioned.campaign_id
    left join reported
        on reported.campaign_id = mentioned.campaign_id

),

running as (

    select
        seen.campaign_id,
        campaigns.name,
        campaigns.channel,
        campaigns.cost,
        coalesce(campaigns.started_on, seen.first_on, campaigns.ended_on) as starts_on,
        greatest(
            coalesce(campaigns.started_on, seen.first_on, campaigns.ended_on),
            coalesce(campaigns.ended_on, seen.last_on, campaigns.started_on)
        ) as ends_on
    from seen
    left join campaigns
        on campaigns.campaign_id = seen.campaign_id

),

-- One without any day cannot be cut: its cost counts whole.
overlapping as (

    select
        running.*,
        case
            when starts_on is null then 1
            else date_diff('day', starts_on, ends_on) + 1
        end as days,
        case
            when starts_on is null then 1
            else greatest(
                date_diff(
                    'day',
                    greatest(starts_on, coalesce($since, starts_on)),
                    least(ends_on, coalesce($until, ends_on))
                ) + 1,
                0
            )
        end as days_in_period
    from running

),

costed as (

    select
        overlapping.campaign_id,
        overlapping.name,
        overlapping.channel,
        overlapping.days_in_period > 0 as is_running,
        cast(
            case
                when reported.tells_cost then reported.cost
                else overlapping.cost * overlapping.days_in_period / nullif(overlapping.days, 0)
            end
            * case
                when $everyone and array_length($tier) = 0 then 1
                else reach.meant / nullif(reach.customers, 0)
            end
            as decimal(18, 4)
        ) as cost,
        $everyone
        and array_length($tier) = 0
        and reported.campaign_id is not null
        and sold.campaign_id is null as is_claimed,
        trading.is_known
        and (trading.names_campaigns or coalesce(reach.customers, 0) > 0) as is_observed
    from overlapping
    cross join trading
    left join reported
        on reported.campaign_id = overlapping.campaign_id
    left join campaign_reach as reach
        on reach.campaign_id = overlapping.campaign_id
    left join sold
        on sold.campaign_id = overlapping.campaign_id

),
results as (

    select
        costed.campaign_id,
        coalesce(costed.name, costed.campaign_id) as campaign,
        costed.channel,
        costed.cost,
        costed.is_claimed,
        costed.is_running,
        case
            when costed.is_claimed then coalesce(reported.impressions, reach.reached)
            else reach.reached
        end as reached,
        case
            when costed.is_claimed then coalesce(reported.clicks, reach.responded)
            else reach.responded
        end as responded,
        coalesce(
            case when costed.is_claimed then reported.orders else sold.orders end,
            case when costed.is_observed then 0 end
        ) as orders,
        coalesce(
            case when costed.is_claimed then reported.revenue else sold.revenue end,
            case when costed.is_observed then 0 end
        ) as revenue,
        coalesce(sold.revenue_costed, 0) as revenue_costed,
        coalesce(sold.revenue_costed - sold.cost, 0) as marginal
    from costed
    left join sold
        on sold.campaign_id = costed.campaign_id
    left join campaign_reach as reach
        on reach.campaign_id = costed.campaign_id
    left join reported
        on reported.campaign_id = costed.campaign_id

),

judged as (

    select
        results.*,
        cost is not null and revenue is not null as is_judged
    from results
    where is_running or orders > 0 or reached > 0

),

-- Each campaign, and the sums of a channel and of all: whoever asks for one of them often asks for
-- another.
groupings as (

    select 'campaign' as grouping
    union all
    select 'channel' as grouping
    union all
    select 'all' as grouping

),

grouped as (

    select
        groupings.grouping,
        case when groupings.grouping = 'campaign' then judged.campaign_id end as campaign_id,
        case when groupings.grouping = 'campaign' then judged.campaign end as campaign,
        case when groupings.grouping <> 'all' then judged.channel end as channel,
        judged.cost,
        judged.reached,
        judged.responded,
        judged.orders,
        judged.revenue,
        judged.revenue_costed,
        judged.marginal,
        judged.is_claimed,
        judged.is_judged
    from judged
    cross join groupings

),

summed as (

    select
        grouping,
        campaign_id,
        campaign,
        channel,
        sum(cost) as cost,
        cast(sum(reached) as bigint) as reached,
        cast(sum(responded) as bigint) as responded,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(case when revenue is not null then marginal end) as marginal,
        sum(case when is_judged then cost end) as judged_cost,
        sum(case when is_judged then revenue end) as judged_revenue,
        sum(case when is_judged then marginal end) as judged_marginal,
        count(*) as campaigns,
        count(case when is_judged then 1 end) as judged,
        count(case when is_claimed then 1 end) as claimed
    from grouped
    group by grouping, campaign_id, campaign, channel

),

based as (

    select
        summed.*,
        case
            when coalesce(summed.revenue, 0) = 0 and company.value_basis <> 'revenue'
                then 'marginal'
            when summed.revenue > 0 and summed.revenue_costed * 100 >= summed.revenue * 95
                then 'marginal'
            else 'revenue'
        end as basis
    from summed
    cross join company

)

select
    grouping,
    campaign,
    channel,
    cost,
    reached,
    responded,
    orders,
    revenue,
    case when basis = 'marginal' then marginal else revenue end as profit,
    basis,
    (case when basis = 'marginal' then judged_marginal else judged_revenue end - judged_cost)
    / nullif(judged_cost, 0) as roi,
    campaign_id,
    revenue_costed / nullif(revenue, 0) as share_costed,
    campaigns,
    judged,
    claimed
from based
order by campaign, campaign_id, channel
