"""Who comes, goes and returns, and after what silence a customer counts as lost."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

CHURN = {
    "tier_churn": Definition(
        N_(
            "Churn rate = customers active at the month's start and not active at its end ÷ "
            "customers active at its start. A customer is active who has bought within {days} days "
            "and has not left or let the last contract end, or whose contract runs. The tier is "
            "the one held at the start."
        ),
        N_("the silence limit is a setting; denominators at the month's start"),
        "orders",
    ),
    "churn_flows": Definition(
        N_(
            "New = customers who came for the first time. Won back = active again after a lapse. "
            "Lost = active at the start and not at the end, or come and gone in the same month. "
            "Moves are counted: who lapses twice in the period counts twice."
        ),
        OURS,
        "orders",
    ),
    "silence": Definition(
        N_(
            "Judged a year (with less than 30 months of data half a year) before the as-of day: "
            "called = silent for longer than the limit; back = bought again afterwards; gone = did "
            "not. The suggested limit is the one within which four in five gaps between purchases "
            "end."
        ),
        N_("Kaplan & Meier 1958; the horizon is our own"),
        "orders",
    ),
    "lost_customers": Definition(
        N_(
            "Lost = active at a month's start and not at the next one's: silent for more than "
            "{days} days, left, or the contract ended. Large, medium and small are the customer's "
            "own, else tier A, B, and C or D. Value = of the 12 months before. Expected = losses "
            "of the 12 months before per active customer, times this month's; an alarm is above "
            "what chance explains in 97.5 of 100 months, and above what the months before spread."
        ),
        N_("Keaveney 1995; the limits are negative binomial and Student's"),
        "orders",
    ),
    "win_backs": Definition(
        N_(
            "Back = not active at a month's start, active at the next one's, and a customer "
            "before. What preceded it = the latest of a campaign's touch, a complaint put right, "
            "a contact of ours or an offer, within {window} days before and since the last order. "
            "It need not be the cause."
        ),
        OURS,
        "orders",
    ),
    "value_back": Definition(
        N_(
            "Value back = what customers lost in the period, and back by now, had brought ÷ what "
            "all customers lost in it had brought, each in the 12 months before."
        ),
        OURS,
        "orders",
    ),
    "persistency": Definition(
        N_(
            "Retention = customers active a year ago who are active now ÷ active a year ago. "
            "Tenure = median days since the first purchase of those active now. Active = bought "
            "within {days} days, or under contract."
        ),
        N_("interval: Wilson 1927"),
        "orders",
    ),
    "retention_curve": Definition(
        N_(
            "Share of customers not yet lapsed so many days after the first purchase "
            "(Kaplan-Meier). Lapsed = silent for more than {days} days for the first time, left, "
            "or the last contract ended. Who has not lapsed counts for as long as they have been "
            "watched."
        ),
        N_("Kaplan & Meier 1958; intervals: Kalbfleisch & Prentice 1980"),
        "orders",
    ),
    "cohort_retention": Definition(
        N_(
            "Of the customers whose first purchase was in one month: the share who bought in each "
            "month after it. A month that is not complete is left blank."
        ),
        OURS,
        "orders",
    ),
}
