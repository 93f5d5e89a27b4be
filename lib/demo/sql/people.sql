-- Who sells and serves, whom they report to and where they work: one row a person.
insert into people by name
select
    person,
    manager,
    office
from sample_people;
