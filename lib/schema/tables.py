"""All source tables, how they refer to each other, and the days that say how far they reach."""

from lib.schema.campaigns import CAMPAIGN_DAYS, CAMPAIGNS, EVENTS, TOUCHES
from lib.schema.customers import ATTRIBUTES, CONTRACTS, COSTS_TO_SERVE, CUSTOMERS, INTERACTIONS
from lib.schema.orders import ORDERS, PAYMENTS, PRODUCTS, RETURNS
from lib.schema.sales import OPPORTUNITIES, PEOPLE, STAGE_CHANGES, STAGES, TARGETS
from lib.schema.service import COMPLAINTS, RECOVERY_STEPS
from lib.schema.shape import Table
from lib.schema.surveys import EMPLOYEE_SURVEYS, RATINGS, RESPONSES

# In the order they are loaded: those that others refer to come first.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS,
        ATTRIBUTES,
        CONTRACTS,
        PRODUCTS,
        CAMPAIGNS,
        ORDERS,
        COSTS_TO_SERVE,
        RATINGS,
        RESPONSES,
        STAGES,
        OPPORTUNITIES,
        STAGE_CHANGES,
        TOUCHES,
        CAMPAIGN_DAYS,
        COMPLAINTS,
        RETURNS,
        EVENTS,
        PAYMENTS,
        TARGETS,
        PEOPLE,
        INTERACTIONS,
        RECOVERY_STEPS,
        EMPLOYEE_SURVEYS,
    )
}

# A column of this name refers to this table's key. An unknown customer or product becomes a stub;
# any other miss is a warning.
REFERENCES = {
    "customer_id": "customers",
    "product_id": "products",
    "campaign_id": "campaigns",
    "order_id": "orders",
    "opportunity_id": "opportunities",
    "complaint_id": "complaints",
}
STUBBED = {"customers": "customer_key", "products": "product_key"}

# The days that say how far a table reaches; due dates and contract ends never do.
PAST_DAYS = {
    "orders": ("ordered_on",),
    "costs_to_serve": ("spent_on",),
    "ratings": ("answered_on",),
    "responses": ("answered_on",),
    "opportunities": ("created_on", "closed_on"),
    "touches": ("touched_on",),
    "campaign_days": ("day",),
    "complaints": ("opened_at",),
    "returns": ("returned_on",),
    "events": ("happened_on",),
    "payments": ("paid_on",),
    "interactions": ("happened_at",),
    "recovery_steps": ("done_at",),
    "employee_surveys": ("answered_on",),
}
