"""What the company promises who complains: hours, levels, and the steps of putting it right."""

import streamlit as st

from lib.ui.languages import _
from lib.ui.settings_page import effects
from lib.ui.settings_page.fields import days, field, setting, steps, text, what_it_changes


def service() -> None:
    """The settings of the Service page, beside each other."""
    left, right = st.columns(2, gap="medium")
    promised = (
        *("sla_by_severity", "sla_hours", "service_opens", "service_closes", "service_days"),
        *("level_2_at", "level_3_at"),
    )
    with (
        left,
        setting(
            *promised,
            meaning=_(
                "A complaint is to be put right within these hours: by the word its severity "
                "has in your files, as in high=24, low=96. Only the hours and days that count "
                "are counted, holidays among them. An open complaint is at level 1 once they "
                "are over, at levels 2 and 3 after so many times as many."
            ),
            used=[_("Service")],
        ) as place,
    ):
        text("sla_by_severity")
        for names in (("sla_hours", "service_opens", "service_closes"), promised[-2:]):
            for name, column in zip(names, st.columns(len(names), gap="small"), strict=True):
                with column:
                    field(name)
        days("service_days")
        what_it_changes(place, effects.service, "complaints", *promised)
    with (
        right,
        setting(
            "recovery_steps",
            meaning=_(
                "What your company does to put a complaint right, in the order chosen here. "
                "The next step of an open complaint is the first that is not done."
            ),
            used=[_("Service")],
        ) as place,
    ):
        steps("recovery_steps")
        what_it_changes(place, effects.next_steps, "complaints", "recovery_steps")
