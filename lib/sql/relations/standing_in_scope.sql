-- Standing of the customers meant: all of them.
select *
from standing
