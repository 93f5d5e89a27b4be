-- How far behind each table is, against the usual gap between its loads: one row a table.
--
-- Loads are the days on which an import brought rows of the table. The usual gap is the median of
-- the days between one and the next, NULL with fewer than two gaps; a table is late whose newest
-- row is further behind the as-of day than that. set_aside are rows of the files that the latest
-- import left out.
with

loads as (

    select distinct
        import_fates.table_name,
        cast(imports.imported_at as date) as loaded_on
    from import_fates
    inner join imports
        on imports.import_id = import_fates.import_id
    where import_fates.loaded > 0

),

numbered as (

    select
        table_name,
        loaded_on,
        row_number() over (partition by table_name order by loaded_on) as number
    from loads

),

gaps as (

    select
        later.table_name,
        median(date_diff('day', earlier.loaded_on, later.loaded_on)) as usual_gap,
        count(*) as gaps
    from numbered as later
    inner join numbered as earlier
        on earlier.table_name = later.table_name
        and earlier.number = later.number - 1
    group by later.table_name

),

loaded as (

    select
        table_name,
        count(*) as loads,
        max(loaded_on) as last_loaded
    from loads
    group by table_name

),

latest as (

    select
        table_name,
        max(import_id) as import_id
    from import_fates
    group by table_name

),

aside as (

    select
        import_fates.table_name,
        cast(sum(import_fates.set_aside) as bigint) as set_aside
    from import_fates
    inner join latest
        on latest.table_name = import_fates.table_name
        and latest.import_id = import_fates.import_id
    group by import_fates.table_name

),

named as (

    select table_name
    from newest_days
    where newest_on is not null
    union
    select table_name
    from loaded

),

told as (

    select
        named.table_name,
        newest_days.newest_on,
        case
            when newest_days.newest_on is not null
                then greatest(date_diff('day', newest_days.newest_on, company.as_of), 0)
        end as days_behind,
        loaded.last_loaded,
        coalesce(loaded.loads, 0) as loads,
        aside.set_aside,
        case when gaps.gaps >= 2 then gaps.usual_gap end as usual_gap
    from named
    cross join company
    left join newest_days
        on newest_days.table_name = named.table_name
    left join loaded
        on loaded.table_name = named.table_name
    left join gaps
        on gaps.table_name = named.table_name
    left join aside
        on aside.table_name = named.table_name

)

select
    table_name as "table",
    newest_on as newest,
    days_behind,
    usual_gap,
    days_behind > usual_gap as is_late,
    last_loaded,
    loads,
    set_aside
from told
order by days_behind desc nulls last, table_name
