-- Free columns: one row a customer and attribute.
insert into attributes by name
with

said as (
    select
        number,
        unnest(['segment', 'language', 'newsletter']) as attribute,
        unnest([
            case
                when is_person then pick($person_segments, uniform('segment', number))
                when annual_value > 9000 then $business_segments[3]
                when annual_value > 1500 then $business_segments[2]
                else $business_segments[1]
            end,
            language,
            if(uniform('newsletter', number) < 0.46, 'yes', 'no')
        ]) as value
    from traits
)

select
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    attribute,
    value
from said;
