"""What customers expected and perceived, what it hangs on, and who was asked."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

SATISFACTION = {
    "satisfaction_ratio": Definition(
        N_(
            "Satisfaction ratio = what was perceived ÷ what was expected, each answer weighted by "
            "importance and summed before dividing. 100% is exactly what was expected. Only "
            "answers that tell both count; the interval is drawn over customers."
        ),
        N_("Oliver 1980; intervals: Cochran 1977"),
        "ratings",
    ),
    "satisfaction_drivers": Definition(
        N_(
            "Share = what an aspect adds to the R² of the overall score, averaged over every order "
            "in which the aspects may come in, as a share of R². Intervals from 200 resamples of "
            "respondents. The fields are cut at the means of importance and performance; one that "
            "holds in fewer than 80% of the resamples is unsure."
        ),
        N_("Lindeman, Merenda & Gold 1980; Martilla & James 1977"),
        "ratings",
    ),
    "satisfaction_correction": Definition(
        N_(
            "Corrected = surveyed × complaint factor × return factor. Each factor is 1 − strength "
            "× (counted − usual) ÷ (usual + 10), within 0.8 and 1.1. Usual is the rate of the 12 "
            "months before, or the one set, for as many active customers and units sold. It says "
            "worse or better than the company's own past, never high or low."
        ),
        OURS,
        "ratings",
    ),
    "csat": Definition(
        N_(
            "Satisfied overall = answers in the top two boxes of a scale of up to 7 points, else "
            "in the top fifth of its range ÷ all overall answers."
        ),
        N_("interval: Wilson 1927"),
        "responses",
    ),
    "survey_reach": Definition(
        N_(
            "Reach = customers with an answer in the period ÷ customers with trade in the 12 "
            "months before its end, or a contract."
        ),
        N_("interval: Wilson 1927"),
        "responses",
    ),
    "silent_customers": Definition(
        N_(
            "Dissatisfied = latest satisfaction ratio, at most 12 months old, below 80%. Silent = "
            "of those, without a complaint in 12 months. At stake is what they brought in the 12 "
            "months before."
        ),
        OURS,
        "ratings",
    ),
    "expected": Definition(
        N_("What customers expected: the mean of their answers, weighted by importance."),
        N_("SERVQUAL: Parasuraman, Zeithaml & Berry 1988"),
    ),
    "perceived": Definition(
        N_("What customers perceived: the mean of their answers, weighted by importance."),
        N_("SERVQUAL: Parasuraman, Zeithaml & Berry 1988"),
    ),
    "respondents": Definition(
        N_("Customers who answered in the period, and answers of nobody known."), OURS
    ),
    "three_measures": Definition(
        N_(
            "Customers = satisfaction ratio of the month's answers. Employees = mean answer as a "
            "share of its scale's maximum, from five respondents on. Cash = payments received in "
            "the month less what was paid back."
        ),
        OURS,
        "payments",
    ),
}
