-- How long each customer stays: traits, the day won, and the first and last day of trading.
-- A courted business whose deal is not won has no days at all: it is a prospect.
create or replace temp table lives as
with

won as (
    select
        number,
        leaves_on as won_on,
        source,
        campaign_id as fair
    from journeys
    where is_latest and not is_open and advances
),

arrived as (
    select
        traits.*,
        won.fair,
        case
            when is_sold then won_on
            when is_old
                then $first_day - 1 - floor(2190 * pow(uniform('arrival', number), 1.5))::integer
            else $first_day + floor(
                pow(uniform('arrival', number), $growth)
                * date_diff('day', $first_day, $last_day)
            )::integer
        end as acquired_on,
        case
            when is_sold then if(source = 'trade fair', 'trade fair', 'sales team')
            else pick(
                [
                    'website', 'website', 'website', 'website', 'search ads', 'search ads',
                    'search ads', 'search ads', 'social ads', 'social ads', 'referral',
                    'referral', 'referral', 'shop', 'shop', 'partner', 'partner'
                ],
                uniform('through', number)
            )
        end as acquired_through,
        case
            when is_person then $person_rhythm * (1 + 0.25 * uniform('rhythm', number))
            else least(58, greatest(6,
                $business_rhythm * pow(annual_value / exp($business_value), -0.32)
                * (0.85 + 0.3 * uniform('rhythm', number))
            ))
        end as rhythm,
        -- Days an ordinary month's hazard would let this customer stay.
        least(20000, -ln(1 - uniform('stay', number)) * 30.44 / (
            $churn_monthly * exp(
                -$churn_by_satisfaction * mood
                - $churn_by_value * (ln(annual_value) - $value_mean) / $value_spread
            )
        )) as stay
    from traits
    left join won using (number)
),

started as (
    select
        *,
        case
            when acquired_on < $first_day then $first_day
            else acquired_on
        end as begins_on
    from arrived
),

-- The days of the event that a customer is there for, and those before it.
harmed as (
    select
        *,
        greatest(0, date_diff('day', begins_on, $event_starts)) as calm_days,
        greatest(
            0, date_diff('day', greatest(begins_on, $event_starts), $event_churn_ends)
        ) as harmed_days
    from started
)

select
    harmed.* exclude (stay, calm_days, harmed_days, fair, cities),
    -- The campaign that won the customer, and how long its orders name it.
    campaigns.campaign_id as won_by,
    campaigns.names_days,
    begins_on + floor(
        case
            when stay <= calm_days then stay
            when stay <= calm_days + harmed_days * $event_churn
                then calm_days + (stay - calm_days) / $event_churn
            else stay - harmed_days * ($event_churn - 1)
        end
    )::integer as stops_on
from harmed
left join sample_campaigns as campaigns
    on campaigns.names_days > 0
        and campaigns.channel = harmed.acquired_through
        and if(
            harmed.fair is null,
            harmed.acquired_on between campaigns.started_on and campaigns.ended_on,
            campaigns.campaign_id = harmed.fair
        );
