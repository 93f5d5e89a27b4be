"""Who stays loyal, how deep it goes, and what comes with being satisfied."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

LOYALTY = {
    "loyalty": Definition(
        N_(
            "Loyal = customers who kept at least 80% of their orders and 80% of their revenue in "
            "the latest 12 complete months, against the 12 before ÷ customers who bought in those; "
            "with less than 24 months of data, 6 months against the same 6 a year before. By "
            "chance = the share of perfectly steady customers, with as many orders, who would pass "
            "by luck alone."
        ),
        N_("the limits are our own; intervals: Wilson 1927"),
        "orders",
    ),
    "loyalty_kept": Definition(
        N_(
            "Kept = orders, or revenue, of the latest months ÷ those of the months before, each "
            "customer in a band a tenth wide; 200% holds twice as much and more. Loyal = 80% and "
            "more of both."
        ),
        OURS,
        "orders",
    ),
    "loyalty_levels": Definition(
        N_(
            "Each step needs those before it. Cognitive = prefers us, in the top two boxes. "
            "Affective = satisfied in both of the last two answers. Conative = would recommend "
            "with 9 or 10, or buy again, in the top two boxes. Action = loyal in what they do. Who "
            "was not asked whether they prefer us is on no step."
        ),
        N_("Oliver 1999"),
        "responses",
    ),
    "satisfaction_by_loyalty": Definition(
        N_(
            "Satisfied = latest satisfaction ratio, at most 12 months old, of {satisfied} or more. "
            "Loyal = kept 80% of orders and revenue. Apostles are both; hostages loyal, not "
            "satisfied; mercenaries satisfied, not loyal; defectors neither. Customers of whom "
            "either is not known are in no cell."
        ),
        N_("Jones & Sasser 1995"),
        "ratings",
    ),
    "satisfaction_chain": Definition(
        N_(
            "By the latest satisfaction ratio, at most 12 months old: the loyal of those who "
            "bought in the earlier months; who was active on the day of the answer and no longer "
            "90 days later, of those with 90 days of data after it; value of the 12 months before "
            "÷ customers. What comes with satisfaction need not come from it."
        ),
        OURS,
        "ratings",
    ),
    "nps": Definition(
        N_(
            "NPS = share of promoters (9 and 10) − share of detractors (0 to 6), of those who said "
            "in the period from 0 to 10 whether they would recommend us."
        ),
        N_("Reichheld 2003"),
        "responses",
    ),
}
