-- The customers meant, all of them, counted where they stood alike: as in standing_counts.
select *
from standing_counts
