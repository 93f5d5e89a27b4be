"""What to import where a table holds nothing."""

from lib.languages import N_

MISSING = {
    "targets": N_(
        "Whether sales are on target is told by targets. Import what each month, region or person "
        "is to reach."
    ),
    "payments": N_(
        "What is owed is what was ordered less what was paid. Import the payments to see who owes "
        "what, and since when."
    ),
    "interactions": N_(
        "Who waits for a word is told by contacts. Import calls, e-mails and visits, in and out, "
        "to see whom nobody speaks to."
    ),
    "orders": N_(
        "Churn and loyalty are worked out from orders. Import a file of orders to see who leaves "
        "and who stays."
    ),
    "ratings": N_(
        "Satisfaction compares what customers expected with what they perceived. "
        "Import the answers to a survey to see it."
    ),
    "responses": N_(
        "How far loyalty reaches is what customers say of us. Import the answers to a survey that "
        "asks whether they prefer us, would recommend us or would buy again."
    ),
    "opportunities": N_(
        "The funnel is made of opportunities. Import them from your CRM to see where they stop."
    ),
    "complaints": N_(
        "This is worked out from complaints. Import them to see who is waiting and what to mend."
    ),
    "recovery_steps": N_(
        "What each step of putting right earns is worked out from when it was done. Import the "
        "steps of your complaints to see it."
    ),
    "campaigns": N_(
        "Returns are worked out from campaigns and what they cost. Import them to see which pay."
    ),
}
