"""The cards of settings: what each threshold means, and what changing it would change."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.errors import RapportError
from lib.frames import rows_of
from lib.ui import data
from lib.ui.kpis.number import written
from lib.ui.languages import _, reader
from lib.ui.questions import ask_under
from lib.ui.settings_page import effects, silence_aid
from lib.ui.settings_page.fields import (
    choice,
    field,
    setting,
    unsaved,
    what_it_changes,
)
from lib.ui.settings_page.words import OPEN, TARGETS, currencies, zones


def customers_and_tiers() -> None:
    with card("customers", _("Customers and tiers")):
        with setting(
            "silent_days",
            meaning=_(
                "A customer who has bought nothing for longer than this, and has no running "
                "contract, counts as lost."
            ),
            used=[_("Overview"), _("Churn")],
        ) as place:
            field("silent_days")
            what_it_changes(place, effects.churn, "orders", "silent_days")
        silence_aid.show()
        cuts = ("tier_a", "tier_b", "tier_c")
        with setting(
            *cuts,
            meaning=_(
                "Customers ranked by what they brought in 12 months: the best are tier A, B and C "
                "follow down to these shares of customers, the rest are D."
            ),
            used=[_("every choice of tiers"), _("Churn")],
        ) as place:
            for name, column in zip(cuts, st.columns(3, gap="small"), strict=True):
                with column:
                    field(name)
            what_it_changes(place, effects.tiers, "orders", *cuts, "tiers_from")
        with setting(
            "tiers_from",
            meaning=_("With fewer ranked customers than this, nobody has a tier."),
            used=[_("every choice of tiers"), _("Churn")],
        ) as place:
            field("tiers_from")
            what_it_changes(place, effects.tiered_customers, "orders", "tiers_from")


def satisfaction() -> None:
    with card("satisfaction", _("Satisfaction")):
        with setting(
            "satisfied_at",
            meaning=_(
                "A customer counts as satisfied whose latest satisfaction ratio, at most 12 months "
                "old, reaches this. 100% is exactly what was expected; below 80% is dissatisfied."
            ),
            used=[_("satisfied customers")],
        ) as place:
            field("satisfied_at")
            what_it_changes(place, effects.satisfied, "ratings", "satisfied_at")
        correction = ("correction_strength", "reference_complaints", "reference_returns")
        with setting(
            *correction,
            meaning=_(
                "A month with more complaints or returns than usual lowers the satisfaction ratio, "
                "one with fewer raises it: by this share of the excess. Usual is what the 12 "
                "months before brought, or what you write here."
            ),
            used=[_("Satisfaction")],
        ) as place:
            side_by_side = st.columns(3, gap="small", vertical_alignment="bottom")
            for name, column in zip(correction, side_by_side, strict=True):
                with column:
                    field(name)
            what_it_changes(place, effects.correction, "ratings", *correction)


def campaigns_and_sales() -> None:
    with card("commercial", _("Campaigns and sales")):
        with setting(
            "window_days",
            meaning=_(
                "An order that names no campaign is due to the last campaign that touched the "
                "customer at most this long before."
            ),
            used=[_("Overview"), _("Campaigns")],
        ) as place:
            field("window_days")
            what_it_changes(place, effects.campaigns, "campaigns", "window_days")
        with setting(
            "large_deal",
            meaning=_(
                "An opportunity of this amount or more is large. Left empty, it is the amount that "
                "nine in ten of the deals won fall short of."
            ),
            used=[_("large deals")],
        ) as place:
            field("large_deal")
            what_it_changes(place, effects.large_deals, "opportunities", "large_deal")
        with setting(
            "contact_answer_days",
            meaning=_(
                "A customer who writes or calls is answered when somebody speaks to them within "
                "this many days, by whichever channel."
            ),
            used=[_("unanswered contacts"), _("Performance")],
        ) as place:
            field("contact_answer_days")
            what_it_changes(place, effects.contacts, "interactions", "contact_answer_days")


def targets() -> None:
    with card("targets", _("Targets")):
        st.text(
            _(
                "What each headline number should reach. Compare with the target in the filter bar "
                "and every card says how far it is."
            ),
            width="stretch",
        )
        present = _present()
        with st.grid(4, min_column_width=180, gap="small"):
            for measure in TARGETS:
                with st.container(gap="xxsmall", key=f"setting_target_{measure}"):
                    name = f"target_{measure}"
                    field(name)
                    now = present.get(measure)
                    st.text(_("Now {number}", number=now) if now else _("Not known yet"))
                    unsaved(name)


def company() -> None:
    with card("company", _("Company")):
        left, right = st.columns(2, gap="medium")
        with (
            left,
            setting(
                "currency",
                meaning=_(
                    "What the amounts in your files are in. Nothing is converted, and it is the "
                    "same in every language."
                ),
                used=[_("every amount")],
            ) as place,
        ):
            choice("currency", currencies(reader().locale))
            what_it_changes(place, effects.currency, None, "currency")
        with (
            right,
            setting(
                "time_zone",
                meaning=_(
                    "Whose days count where a file gives moments with an offset from UTC and its "
                    "recipe names no zone. Takes effect for files imported from then on."
                ),
                used=[_("Import")],
            ) as place,
        ):
            choice("time_zone", zones(_(OPEN["time_zone"])))
            what_it_changes(place, effects.time_zone, None, "time_zone")


def storage() -> None:
    with card("storage", _("Storage")):
        with setting(
            "generations_kept",
            meaning=_(
                "How many states of the data stay on disk, the present one among them; each import "
                "makes one, and undo steps back. Takes effect with the next import."
            ),
            used=[_("Import")],
        ) as place:
            field("generations_kept")
            what_it_changes(place, effects.generations, None, "generations_kept")
        _inbox()


def _inbox() -> None:
    """Said, not changed here: it opens a folder of the machine to whoever sees the dashboard."""
    with st.container(gap="xsmall", key="setting_inbox"):
        st.markdown(f"**{_('Inbox folder')}**")
        st.text(data.settings().inbox or _("none"), width="stretch")
        st.text(
            _(
                "Files in it are imported without an upload, however large. It is named on the "
                "machine itself: python -m lib settings inbox=/full/path"
            ),
            width="stretch",
        )


@contextmanager
def card(key: str, title: str) -> Iterator[None]:
    with st.container(border=True, height="stretch", gap="small", key=f"card_settings_{key}"):
        st.header(title, anchor=False)
        yield


def _present() -> dict[str, str]:
    """The headline numbers of the 12 months to the latest complete one, as they are written."""
    try:
        answer = ask_under(data.settings(), "overview", effects.whole_company())
    except RapportError:
        return {}
    return {row.measure: written(row.value, row.unit) for row in rows_of(answer.frame)}
