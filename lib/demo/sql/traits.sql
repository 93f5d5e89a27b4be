-- Hidden traits and profile: one row a customer of this batch. Nothing here depends on any other
-- customer, so batches of any size give the same company.
create or replace temp table traits as
with

drawn as (
    select
        number,
        uniform('kind', number) < $person_share as is_person,
        uniform('sold', number) < $sold_share as is_sold,
        uniform('old', number) < $old_share as is_old,
        uniform('region', number) as region_chance,
        1 + floor(uniform('industry', number) * len($industries))::integer as industry,
        least(3, greatest(-3, normal('worth', number))) as worth,
        normal('mood', number) as mood
    from range($first, $last + 1) as numbers(number)
),

placed as (
    select
        drawn.number,
        is_person,
        not is_person and is_sold as is_sold,
        is_old and (is_person or not is_sold) as is_old,
        case when not is_person then industry end as industry,
        worth,
        mood,
        regions.region,
        regions.language,
        regions.warehouse,
        regions.cities,
        regions.tea
    from drawn
    inner join sample_regions as regions
        on drawn.region_chance >= regions.from_chance
            and drawn.region_chance < regions.to_chance
),

tilted as (
    select
        * replace (
            worth + case when is_old then $survivors_are_better else 0 end as worth,
            mood
            + case when is_old then $survivors_are_better else 0 end
            - case when industry = list_position($industries, 'hotel')
                then $hotels_disappointed else 0 end as mood
        )
    from placed
),

valued as (
    select
        *,
        exp(
            case
                when is_person then $person_value + $person_spread * worth
                else $business_value + $business_spread * worth
            end
        ) as annual_value
    from tilted
)

select
    * exclude (mood),
    mood + $worth_pleases * (ln(annual_value) - $value_mean) / $value_spread as mood,
    uniform('demanding', number) < $demanding_share as is_demanding,
    uniform('tea', number) < tea as likes_tea,
    pick(cities, uniform('city', number)) as city,
    case
        when language = 'zh' then pick($salespeople_zh, uniform('seller', number))
        else pick($salespeople_en, uniform('seller', number))
    end as salesperson
from valued;
