"""Rapport: the menu and the filter bar; nothing else."""

import streamlit as st

from lib.ui import _, frame
from lib.ui.frame import page

body = frame.begin()

import_files = page(
    "import_files",
    _("Import"),
    "upload_file",
    _("Bring in your own CSV files and see what became of every row."),
)
quality = page(
    "quality",
    _("Data quality"),
    "fact_check",
    _("What is missing, unsound, doubled or late in the data, and what that does to the numbers."),
)
history = page(
    "history",
    _("Import history"),
    "history",
    _("Every import, what became of its rows, and the way to take it back or bring it again."),
)
customers = page(
    "customers",
    _("Find a customer"),
    "person_search",
    _("Anyone by number or name: what they are worth and all that happened with them."),
)
settings = page(
    "settings",
    _("Settings"),
    "tune",
    _("What counts as lost, satisfied or large in your company, and what you aim at."),
)

chosen = st.navigation(
    {
        "": [
            page(
                "overview",
                _("Overview"),
                "space_dashboard",
                _("How the company's customer relationships stand, on one page."),
                default=True,
            ),
            frame.also_at_its_name("overview", _("Overview")),
        ],
        _("Customers"): [
            page(
                "satisfaction",
                _("Satisfaction"),
                "sentiment_satisfied",
                _("What customers expected and what they perceived, aspect by aspect."),
            ),
            page(
                "loyalty",
                _("Loyalty"),
                "favorite",
                _("Who keeps coming, whether for being satisfied, and what that is worth."),
            ),
            page(
                "churn",
                _("Churn"),
                "trending_down",
                _("Which customers are leaving, by tier, and who comes back."),
            ),
            page(
                "lost",
                _("Lost customers"),
                "person_off",
                _("Whom we lost and why, whether that is unusual, and whom to call."),
            ),
            customers,
            page(
                "profiles",
                _("Profiles"),
                "groups",
                _("Who our customers are and who the best are, who comes, stays, and brings what."),
            ),
        ],
        _("Commercial"): [
            page(
                "value",
                _("Value"),
                "savings",
                _("What every customer is worth, who takes profit away, and how that moved."),
            ),
            page(
                "funnel",
                _("Sales funnel"),
                "filter_alt",
                _("Where opportunities get stuck, what is open, and how much is won."),
            ),
            page(
                "performance",
                _("Performance"),
                "speed",
                _("What sells and who sells it, targets, unpaid bills, and who waits for a word."),
            ),
            page(
                "campaigns",
                _("Campaigns"),
                "campaign",
                _("Which campaigns earned their money back, and which truly changed anything."),
            ),
        ],
        _("Service"): [
            page(
                "service",
                _("Service"),
                "support_agent",
                _("Who waits for an answer, what is complained of, and what putting right earns."),
            ),
        ],
        _("Data"): [import_files, history, quality, settings],
    },
    expanded=True,
)

frame.show(
    chosen,
    body,
    of_data=chosen not in (import_files, settings),
    filtered=chosen not in (customers, import_files, history, quality, settings),
)
