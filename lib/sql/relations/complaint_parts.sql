-- What a question about groups of complaints groups them by: one row per complaint of
-- told_complaints; NULL where it is not told.
--
-- Needs $by and what told_complaints, product_labels and customer_labels need. The kind of a
-- complaint is complaint_kind here, as kind is a column of customers.
select
    told_complaints.complaint_id,
    case $by
        when 'all' then 'all'
        when 'month' then cast(told_complaints.month as varchar)
        when 'complaint_kind' then told_complaints.kind
        when 'cause' then told_complaints.cause
        when 'complaint_channel' then told_complaints.channel
        when 'severity' then told_complaints.severity
        when 'owner' then told_complaints.owner
        when 'tier' then told_complaints.tier
        when 'product' then product_labels.label
        when 'category' then product_labels.label
        when 'age' then customer_ages.age
        else customer_labels.label
    end as part
from told_complaints
left join product_labels
    on product_labels.product_key = told_complaints.product_key
left join customer_ages
    on customer_ages.customer_key = told_complaints.customer_key
left join customer_labels
    on customer_labels.customer_key = told_complaints.customer_key
