-- The rows behind a finding of data quality: one row of the table asked about each, by its key.
--
-- The relation found_rows is made of the schema: the table's rows that fail what the column asked
-- about, or any, is held to.
select
    found_rows.*,
    count(*) over () as total
from found_rows
order by found_rows.nth
limit $limit
