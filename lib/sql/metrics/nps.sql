-- Who would recommend us: one row per group, $by. Only whole numbers from 0 to 10 count.
select
    part as "group",
    count(*) as answers,
    count(case when recommend >= 9 then 1 end) as promoters,
    count(case when recommend between 7 and 8 then 1 end) as passives,
    count(case when recommend <= 6 then 1 end) as detractors
from overall_answers
where recommend between 0 and 10
    and recommend = round(recommend, 0)
group by part
order by part nulls last
