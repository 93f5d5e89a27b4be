-- What employees answer in their monthly survey: one row an answer to one aspect.
insert into employee_surveys by name
with

months as (
    select
        month_number,
        ($first_day + to_months(month_number::integer))::date as month
    from range(0, 1 + date_diff('month', $first_day, $last_day)) as numbers(month_number)
),

asked as (
    select
        units.*,
        month,
        employee,
        units.position * 100 + employee as whose,
        (units.position * 100 + employee) * 1000 + month_number as answer,
        month + 4 + floor(
            14 * uniform('employee day', (units.position * 100 + employee) * 1000 + month_number)
        )::integer as answered_on
    from months
    cross join sample_units as units
    cross join range(1, $employees_each + 1) as employees(employee)
),

answered as (
    select
        asked.*,
        unnest($employee_aspects) as aspect
    from asked
    where answered_on <= $last_day
        and uniform('employee answers', answer) < $employee_answers
)

select
    answered_on,
    format('E{:03d}', whose) as respondent,
    unit,
    aspect,
    least(5, greatest(1, round(
        score
        - if(month between $event_starts and $event_churn_ends, event_hurts, 0)
        + 0.4 * normal('employee', whose)
        + 0.6 * normal('employee ' || aspect, answer)
    ))) as score,
    5 as score_max
from answered;
