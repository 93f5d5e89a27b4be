-- How old customers are in the as-of day's year, in bands: one row per customer of whom it is told,
-- none unless $by is age.
select
    customer_key,
    case
        when year(cast($as_of as date)) - birth_year < 25 then 'under 25'
        when year(cast($as_of as date)) - birth_year < 35 then '25-34'
        when year(cast($as_of as date)) - birth_year < 50 then '35-49'
        when year(cast($as_of as date)) - birth_year < 65 then '50-64'
        else '65 and over'
    end as age
from customers
where $by = 'age'
    and birth_year is not null
