-- The order of the sales stages.
insert into stages by name
select
    stage,
    position
from sample_stages;
