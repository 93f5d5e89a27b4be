"""What customers bring, who takes it away, and what winning and keeping them costs."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

VALUE = {
    "tiers": Definition(
        N_(
            "Customers ranked by what they brought in the twelve months before: the best {a}% are "
            "tier A, down to {b}% B, down to {c}% C, the rest D."
        ),
        N_("the 80/20 rule; the cuts are settings"),
        "orders",
    ),
    "tier_moves": Definition(
        N_(
            "The tier held a year ago and now: the best {a}% are A, down to {b}% B, down to {c}% "
            "C, the rest D. New or back = no trade in the 12 months before then and no contract; "
            "no longer buying = the same of now. Chosen tiers are those held a year ago."
        ),
        N_("the 80/20 rule; the cuts are settings"),
        "orders",
    ),
    "pareto": Definition(
        N_(
            "Customers ranked by what they brought in the 12 months before, the best first; share "
            "= what those up to here brought together ÷ what all did. Beyond the peak customers "
            "take value away: their value is below 0."
        ),
        N_("the 80/20 rule; Kaplan & Narayanan 2001"),
        "orders",
    ),
    "pareto_summary": Definition(
        N_(
            "Value = what customers brought in the 12 months before: contribution, else marginal "
            "profit, else revenue, whichever is known for 95% of the revenue. Beyond the peak = "
            "customers whose value is below 0. Best fifth = what the best 20% brought ÷ what all "
            "did."
        ),
        N_("the 80/20 rule; Kaplan & Narayanan 2001"),
        "orders",
    ),
    "profit_bridge": Definition(
        N_(
            "Value of the latest 12 months less that of the 12 before, customer by customer. New "
            "= no customer in the earlier months, be it for the first time or again; lost = none "
            "in the later. The parts add up to the difference. Chosen tiers are those held a "
            "year ago: who is new had none."
        ),
        OURS,
        "orders",
    ),
    "profit_by_month": Definition(
        N_(
            "Marginal = revenue − cost of goods. Contribution = marginal − cost to serve. Net = "
            "contribution − campaigns, whose cost is shared by the customers they touched first "
            "in the month. A level is told where it is known for 95% of the month's revenue."
        ),
        OURS,
        "orders",
    ),
    "customer_profit": Definition(
        N_(
            "Marginal = revenue − cost of goods. Contribution = marginal − cost to serve. Net = "
            "contribution − the share of campaign cost. Margin = net ÷ revenue. Empty where a "
            "cost is not known."
        ),
        OURS,
        "orders",
    ),
    "acquisition": Definition(
        N_(
            "Cost of winning = campaigns to win and acquisition costs ÷ customers with their first "
            "order. Paid back = that ÷ what a customer won in the 12 months before brings in a "
            "month. Cost of keeping = campaigns to keep ÷ customers active at a month's start and "
            "at its end, each month. By channel campaigns count in the channel they ran in."
        ),
        N_("over what time it is paid back is our own rule"),
        "orders",
    ),
    "ltv_to_cac": Definition(
        N_(
            "What a customer won in these months will bring in the next 12 ÷ what winning one "
            "cost. What was earned already is not in it."
        ),
        N_("Fader, Hardie & Lee 2005; Fader & Hardie 2013"),
        "orders",
    ),
    "lifetime_value": Definition(
        N_(
            "Purchase days expected in each of the next 12 months (BG/NBD), discounted by 1% a "
            "month, × what the customer spends on one (Gamma-Gamma) × what is left of revenue in "
            "the customer's tier. Under contract: the own monthly value for as long as contracts "
            "last. What was earned already is not in it."
        ),
        N_("Fader, Hardie & Lee 2005; Fader & Hardie 2013"),
        "orders",
    ),
    "holdout": Definition(
        N_(
            "The model of purchases (BG/NBD) is fitted to the first half of the data, at least to "
            "all but the last 52 weeks, and foretells the rest for the customers who had come by "
            "then."
        ),
        N_("Fader, Hardie & Lee 2005"),
        "orders",
    ),
    "holdout_classes": Definition(
        N_(
            "Purchase days in the part the model had not seen, by how many repeat purchases a "
            "customer had made before: as they were, and as expected of what each had done."
        ),
        N_("Fader, Hardie & Lee 2005"),
        "orders",
    ),
}
