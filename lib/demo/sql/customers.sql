-- Who the customers are: one row a customer. Some of those who stop say so.
insert into customers by name
with

leaving as (
    select
        *,
        stops_on + 1 + floor(uniform('notice', number) * 20)::integer as says_on,
        1948 + floor(56 * uniform('birth', number))::integer as born,
        uniform('says', number)
        < if(is_person, $says_it_leaves_person, $says_it_leaves_business) as says_so
    from lives
)

select
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    false as is_stub,
    case
        when is_person and language = 'zh'
            then pick($family_zh, uniform('family', number))
                || pick($given_zh, uniform('given', number))
                || case
                    when uniform('second', number) < 0.75
                        then pick($given_zh, uniform('given two', number)) else ''
                end
        when is_person
            then pick($given_en, uniform('given', number)) || ' '
                || pick($family_en, uniform('family', number))
        when language = 'zh'
            then city || pick($business_first_zh, uniform('first word', number))
                || pick($business_second_zh, uniform('second word', number))
                || $industry_zh[industry]
        else pick($business_first_en, uniform('first word', number)) || ' '
            || pick($business_second_en, uniform('second word', number)) || ' '
            || $industry_en[industry]
    end as name,
    if(is_person, 'person', 'business') as kind,
    $industries[industry] as industry,
    case
        when not is_person then null
        when born < 1961 then 'retired'
        else pick($occupations, uniform('occupation', number))
    end as occupation,
    case when is_person then born end as birth_year,
    region,
    city,
    case
        when is_person then null
        when annual_value > 9000 then 'large'
        when annual_value > 2500 then 'medium'
        else 'small'
    end as size,
    acquired_on,
    case when acquired_on is not null then acquired_through end as acquired_through,
    case
        when acquired_on is null then null
        when acquired_through = 'sales team' then round(120 + 300 * uniform('won for', number))
        when acquired_through = 'partner' then 15
    end as acquisition_cost,
    case when says_so and says_on <= $last_day then says_on end as left_on,
    case
        when says_so and says_on <= $last_day then case
            when mood < -0.5 or says_on between $event_starts and $event_churn_ends
                then pick($reasons_unhappy, uniform('reason', number))
            else pick($reasons_happy, uniform('reason', number))
        end
    end as left_because
from leaving;
