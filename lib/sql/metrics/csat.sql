-- Who is content overall: one row per group, $by. Answers without both ends of their scale count
-- nowhere.
--
-- satisfied  in the top two boxes of a scale of at most 7 points, else in the top fifth of its
--            range, to nine decimals
select
    part as "group",
    count(*) as answers,
    count(
        case
            when overall_max - overall_min <= 6 and overall >= overall_max - 1 then 1
            when overall_max - overall_min > 6
                and round((overall_max - overall) * 5 - (overall_max - overall_min), 9) <= 0
                then 1
        end
    ) as satisfied
from overall_answers
where overall is not null
    and overall_min is not null
    and overall_max is not null
group by part
order by part nulls last
