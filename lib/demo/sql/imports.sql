-- The store's own note that this is the sample company, and how far its data reaches.
insert into imports by name
select
    1 as import_id,
    localtimestamp as imported_at,
    'sample company' as recipe,
    '' as recipe_text,
    $last_day as complete_to,
    (select max(ordered_on) from orders) as newest_order_day,
    true as is_sample;
