"""What each number means, in words a reader can check, and where the definition comes from.

The words are English keys of the catalogue; a page says them in the reader's language.
"""

from lib.languages import N_
from lib.ui.definitions.campaigns import CAMPAIGNS
from lib.ui.definitions.churn import CHURN
from lib.ui.definitions.customers import CUSTOMERS
from lib.ui.definitions.definition import OURS, Definition
from lib.ui.definitions.loyalty import LOYALTY
from lib.ui.definitions.missing import MISSING
from lib.ui.definitions.performance import PERFORMANCE
from lib.ui.definitions.quality import QUALITY
from lib.ui.definitions.sales import SALES
from lib.ui.definitions.satisfaction import SATISFACTION
from lib.ui.definitions.service import SERVICE
from lib.ui.definitions.value import VALUE

DEFINITIONS = (
    SATISFACTION
    | LOYALTY
    | CHURN
    | VALUE
    | CUSTOMERS
    | SALES
    | PERFORMANCE
    | CAMPAIGNS
    | SERVICE
    | QUALITY
    | {
        "overview": Definition(
            N_("Each figure is the one of its own page, for the months chosen above."),
            OURS,
        ),
    }
)

__all__ = ["DEFINITIONS", "MISSING"]
