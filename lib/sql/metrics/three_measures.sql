-- Employees' satisfaction and the cash received, by month: one row per month that has either.
--
-- employees, respondents  mean answer as a share of its scale's maximum, and who answered; an
--                         answer that names no maximum has the largest named by any
-- cash                    money received less what was paid back; NULL without a payment
with

scale as (

    select max(score_max) as score_max
    from employee_surveys

),

answered as (

    select
        cast(date_trunc('month', employee_surveys.answered_on) as date) as month,
        employee_surveys.respondent,
        employee_surveys.score
        / nullif(coalesce(employee_surveys.score_max, scale.score_max), 0) as score
    from employee_surveys
    cross join scale
    where employee_surveys.answered_on <= cast($as_of as date)

),

employees as (

    select
        month,
        avg(score) as employees,
        count(score) as answers,
        count(distinct respondent) as respondents
    from answered
    group by month

),

paid as (

    select
        cast(date_trunc('month', paid_on) as date) as month,
        amount
    from payments
    where paid_on <= cast($as_of as date)

),

received as (

    select
        month,
        sum(amount) as cash,
        count(*) as payments
    from paid
    group by month

),

known_months as (

    select month
    from employees
    union
    select month
    from received

)

select
    known_months.month,
    employees.employees,
    coalesce(employees.answers, 0) as employee_answers,
    coalesce(employees.respondents, 0) as employee_respondents,
    received.cash,
    coalesce(received.payments, 0) as payments
from known_months
left join employees
    on employees.month = known_months.month
left join received
    on received.month = known_months.month
where coalesce(known_months.month >= cast($since as date), true)
    and coalesce(known_months.month <= cast($until as date), true)
order by known_months.month
