"""What campaigns cost, bring and change."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

CAMPAIGNS = {
    "campaign_roi": Definition(
        N_(
            "ROI = (profit of the orders due to the campaign − its cost) ÷ its cost. An order is "
            "due to the campaign it names, otherwise to the last touch in the {window} days before."
        ),
        N_("the attribution window is a setting"),
        "campaigns",
    ),
    "campaign_lift": Definition(
        N_(
            "Lift = value per customer treated − value per customer held back, over {window} days "
            "after the touch. An interval that holds zero shows no effect either way."
        ),
        N_("Welch 1947"),
        "campaigns",
    ),
    "campaign_profit": Definition(
        N_(
            "Profit of the orders due to campaigns (revenue, where the cost of goods is not "
            "known). An order is due to the campaign it names, otherwise to the last touch in the "
            "{window} days before."
        ),
        OURS,
    ),
    "campaign_cost": Definition(
        N_("What the campaigns cost, as far as their days lie in the period."), OURS
    ),
    "campaign_orders": Definition(
        N_(
            "Orders due to campaigns: those that name one, otherwise those within {window} days "
            "after its last touch. Shared orders count in parts."
        ),
        OURS,
    ),
}
