-- Complaints by what was given: one row per kind, remedy, severity and tier, of complaints whose
-- days 15 to 104 are over and whose remedy is told.
with

given as (

    select
        kind,
        remedy,
        coalesce(severity, '') as severity,
        tier,
        traded
    from complaint_outcomes
    where traded is not null
        and remedy is not null

)

select
    kind,
    remedy,
    severity,
    tier,
    count(*) as complaints,
    count(case when traded then 1 end) as traded
from given
group by kind, remedy, severity, tier
order by kind, remedy, severity, tier
