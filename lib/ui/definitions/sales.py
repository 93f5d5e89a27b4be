"""How opportunities become deals."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

SALES = {
    "sales_funnel": Definition(
        N_(
            "Conversion = the probability of advancing from a stage, with lost opportunities "
            "competing and open ones counted until the day the data ends. Days are medians."
        ),
        N_("Aalen & Johansen 1978; Kaplan & Meier 1958"),
        "opportunities",
    ),
    "pipeline": Definition(
        N_(
            "Weighted = the money open in a stage × the share won of all decided opportunities "
            "that were ever in that stage."
        ),
        OURS,
        "opportunities",
    ),
    "win_rate": Definition(
        N_("Win rate = won ÷ (won + lost), of opportunities decided in the period."),
        N_("interval: Wilson 1927"),
        "opportunities",
    ),
    "rate_by_value": Definition(
        N_("Win rate by value = money won ÷ (money won + money lost), decided in the period."),
        OURS,
    ),
    "median_days": Definition(
        N_("Half of the opportunities won in the period were won within these days of creation."),
        OURS,
    ),
    "velocity": Definition(
        N_(
            "Velocity = open opportunities × win rate × mean amount won ÷ mean days to win: money "
            "that the funnel brings in a day."
        ),
        OURS,
    ),
}
