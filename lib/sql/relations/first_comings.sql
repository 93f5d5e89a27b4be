-- When each customer meant, all of them, first came: as in comings.
select *
from comings
