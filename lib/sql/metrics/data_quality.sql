-- How sound what is stored is: one row for everything, one per table, and one per table and column.
--
-- The relation counted_checks is made of the schema: what each column is held to, and how many of
-- its rows are judged and fail. A share is NULL where fewer than $too_few were judged.
with

levels as (

    select
        'all' as level,
        cast(null as varchar) as table_name,
        cast(null as varchar) as column_name,
        -1 as place,
        dimension,
        judged,
        failed
    from counted_checks
    union all
    select
        'table' as level,
        table_name,
        cast(null as varchar) as column_name,
        min(place) over (partition by table_name) as place,
        dimension,
        judged,
        failed
    from counted_checks
    union all
    select
        'column' as level,
        table_name,
        column_name,
        place,
        dimension,
        judged,
        failed
    from counted_checks

),

tables as (

    select
        table_name,
        max(held) as held
    from counted_checks
    group by table_name

),

everything as (

    select sum(held) as held
    from tables

),

summed as (

    select
        level,
        table_name,
        column_name,
        place,
        cast(sum(case when dimension = 'complete' then judged else 0 end) as bigint) as asked,
        cast(sum(case when dimension = 'complete' then failed else 0 end) as bigint) as missing,
        cast(sum(case when dimension = 'valid' then judged else 0 end) as bigint) as checked,
        cast(sum(case when dimension = 'valid' then failed else 0 end) as bigint) as invalid,
        cast(sum(case when dimension = 'unique' then judged else 0 end) as bigint) as compared,
        cast(sum(case when dimension = 'unique' then failed else 0 end) as bigint) as repeated,
        cast(sum(case when dimension = 'consistent' then judged else 0 end) as bigint) as looked_up,
        cast(sum(case when dimension = 'consistent' then failed else 0 end) as bigint) as unknown
    from levels
    group by level, table_name, column_name, place

)

select
    summed.level,
    summed.table_name as "table",
    summed.column_name as "column",
    cast(coalesce(tables.held, everything.held) as bigint) as "rows",
    summed.asked,
    summed.missing,
    case when summed.asked >= $too_few then 1 - summed.missing / nullif(summed.asked, 0) end
        as complete,
    summed.checked,
    summed.invalid,
    case when summed.checked >= $too_few then 1 - summed.invalid / nullif(summed.checked, 0) end
        as valid,
    summed.compared,
    summed.repeated,
    case when summed.compared >= $too_few then 1 - summed.repeated / nullif(summed.compared, 0) end
        as "unique",
    summed.looked_up,
    summed.unknown,
    case
        when summed.looked_up >= $too_few
            then 1 - summed.unknown / nullif(summed.looked_up, 0)
    end as consistent
from summed
cross join everything
left join tables
    on tables.table_name = summed.table_name
order by
    case summed.level when 'all' then 0 when 'table' then 1 else 2 end,
    summed.place,
    summed.column_name
