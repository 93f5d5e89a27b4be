-- Who answered when: one row per response, customer and day, nearly always one a response.
--
-- respondent              the customer's key, or that of unknown_respondents
-- previous_on, next_on    the respondent's responses around this one, the first and the last day
--                         there is where there is none: who has no other in a period need not be
--                         added up. Where one of several has no day, no period leaves it alone
-- percentile, ranked      of standing, at the start of the month of the answer
with

given as (

    select distinct
        ratings.response_id,
        ratings.customer_key,
        ratings.answered_on,
        coalesce(ratings.customer_key, unknown_respondents.respondent) as respondent
    from ratings
    left join unknown_respondents
        on unknown_respondents.response_id = ratings.response_id
        and ratings.customer_key is null

),

sequenced as (

    select
        response_id,
        customer_key,
        answered_on,
        respondent,
        cast(date_trunc('month', answered_on) as date) as month,
        max(answered_on) over (
            partition by respondent
            order by answered_on, response_id
            rows between unbounded preceding and 1 preceding
        ) as previous_on,
        min(answered_on) over (
            partition by respondent
            order by answered_on, response_id
            rows between 1 following and unbounded following
        ) as next_on,
        count(*) over (partition by respondent) as responses,
        count(answered_on) over (partition by respondent) as dated
    from given

)

select
    sequenced.response_id,
    sequenced.customer_key,
    sequenced.answered_on,
    sequenced.respondent,
    case
        when sequenced.dated < sequenced.responses and sequenced.responses > 1
            then date '9999-12-31'
        else coalesce(sequenced.previous_on, date '0001-01-01')
    end as previous_on,
    coalesce(sequenced.next_on, date '9999-12-31') as next_on,
    responses.survey,
    standing.percentile,
    standing.ranked
from sequenced
left join standing
    on standing.customer_key = sequenced.customer_key
    and standing.month = sequenced.month
left join responses
    on responses.response_id = sequenced.response_id
