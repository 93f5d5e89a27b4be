"""Who the customers are, and what is told of a single one."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

CUSTOMERS = {
    "profile": Definition(
        N_(
            "Index = share of the value among the best customers ÷ its share among all who bought "
            "in the 12 months before, or have a contract. The best are tier A, or the tiers "
            "chosen. The interval is that of the share of the value's customers who are among the "
            "best."
        ),
        N_("interval: Wilson 1927"),
        "orders",
    ),
    "prospecting": Definition(
        N_("New = customers whose first purchase ever was in the month."),
        OURS,
        "orders",
    ),
    "rfm": Definition(
        N_(
            "Last order day, number of orders and revenue in the period are scored 1 to 5: 5 × "
            "average rank ÷ customers, rounded up. Each of the 125 scores belongs to one segment: "
            "champions bought lately and often; at risk used to, and not of late."
        ),
        N_("Hughes 1994; the segments are our own"),
        "orders",
    ),
    "customer_search": Definition(
        N_(
            "Customers whose number or name holds the words looked for. Value and revenue are of "
            "the 12 months before the latest month's start; tiers as everywhere."
        ),
        OURS,
        "customers",
    ),
    "customer_standing": Definition(
        N_(
            "At each month start: what the customer brought in the 12 months before, their place "
            "among all who are ranked, and the tier that it makes."
        ),
        OURS,
        "orders",
    ),
    "customer_ahead": Definition(
        N_(
            "Value of the next 12 months as on the page of value: purchase days expected (BG/NBD) "
            "× what the customer spends on one (Gamma-Gamma) × what is left of revenue in the "
            "tier. Like this one are customers of the same tier and kind at the latest month "
            "start; of them the median."
        ),
        N_("Fader, Hardie & Lee 2005; Fader & Hardie 2013"),
        "orders",
    ),
    "customer_products": Definition(
        N_(
            "Revenue after refunds, and orders that count as trade, by product. Every … days = the "
            "mean time between days on which it was bought."
        ),
        OURS,
        "orders",
    ),
    "customer_timeline": Definition(
        N_(
            "Orders, returns, payments, complaints, survey answers, opportunities, campaigns, "
            "contacts and contracts of one customer by their day. Satisfaction of an answer = "
            "perceived ÷ expected; without expectations the share of full marks."
        ),
        OURS,
    ),
    "customer_peers": Definition(
        N_(
            "Customers like this one are of the same tier and kind. Usual is their median; the "
            "share tells how many of them have less."
        ),
        OURS,
        "orders",
    ),
}
