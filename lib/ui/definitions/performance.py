"""What is sold against its targets, what is owed for it, and who waits for a word."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

PERFORMANCE = {
    "performance": Definition(
        N_(
            "Revenue of the period, refunds taken off, cancelled and returned lines left out; "
            "beside it that of the same days a year before. A target for revenue is counted by "
            "the days of the period. Margin = (revenue − cost of goods) ÷ revenue, of the lines "
            "whose cost is known."
        ),
        OURS,
        "orders",
    ),
    "targets": Definition(
        N_(
            "Pace = actual ÷ (target × share of its days that are over), so that 100% is exactly "
            "as planned; of a month that is over it is actual ÷ target. A region is that of the "
            "customer. Targets are for all customers, whatever is filtered."
        ),
        OURS,
        "targets",
    ),
    "receivables": Definition(
        N_(
            "Open = what was ordered, refunds taken off, less what was paid, by the days since "
            "the order. Payments that name no order pay the customer's oldest open orders first. "
            "Orders from before the first payment in the data are left out unless a payment "
            "names them."
        ),
        OURS,
        "payments",
    ),
    "contact_gaps": Definition(
        N_(
            "Customers with trade in the 12 months before the latest month start, or a contract, "
            "by the days since the last contact with them, in or out."
        ),
        OURS,
        "interactions",
    ),
    "contact_list": Definition(
        N_(
            "Customers of tier A whom nobody has spoken to for 90 days, or ever, in or out, the "
            "most valuable first. The salesperson is who sold what they ordered last."
        ),
        OURS,
        "interactions",
    ),
    "unanswered": Definition(
        N_(
            "A contact that came in is answered when one goes out to the same customer within "
            "{answer} days, by whichever channel. Contacts whose days are not over yet are not "
            "counted."
        ),
        OURS,
        "interactions",
    ),
    "product_pairs": Definition(
        N_(
            "Times as often as by chance = orders with both × all orders ÷ (orders with the one × "
            "orders with the other). Pairs found in at least 5 orders, those furthest beyond "
            "chance in number of orders first."
        ),
        N_("Agrawal, Imielinski & Swami 1993"),
        "orders",
    ),
}
