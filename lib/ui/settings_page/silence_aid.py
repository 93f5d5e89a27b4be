"""Beside the days of silence: what each limit would have got wrong, looked up when it is opened."""

import streamlit as st

from lib.caveats import caveats
from lib.charts import CHARTS
from lib.errors import RapportError
from lib.findings import FINDINGS
from lib.ui import data, notices
from lib.ui.cards import NO_TOOLBAR
from lib.ui.languages import _, reader
from lib.ui.questions import ask_under
from lib.ui.settings_page import drafts, effects

CHART = "silence_errors"


def show() -> None:
    """Two curves over every limit, and the one that our own customers suggest."""
    if not data.facts().rows.get("orders"):
        return
    told = st.expander(
        _("Which limit fits our customers?"),
        icon=":material/query_stats:",
        key="silence_aid",
        on_change="rerun",
    )
    if not told.open:
        return
    with told:
        try:
            _curves(int(drafts.value_of("silent_days") or 0))
        except RapportError as error:
            st.text(notices.say(error), width="stretch")


def _curves(chosen: int) -> None:
    answer = ask_under(data.settings(), "silence", effects.whole_company())
    if answer.frame.empty:
        st.text(_("There is too little history of orders to judge this yet."), width="stretch")
        return
    frame, say = answer.frame.assign(chosen=chosen), reader()
    finding = FINDINGS[CHART](frame, say)
    st.text(finding, width="stretch")
    st.plotly_chart(CHARTS[CHART](frame, say), config=NO_TOOLBAR, key=f"chart_{CHART}", alt=finding)
    st.caption(" ".join(caveats(CHART, frame, say)))
    suggested = int(frame["suggested"].iloc[0])
    st.button(
        _("Use {n} days", n=say.number(suggested)),
        key="use_suggested",
        disabled=suggested == chosen,
        on_click=drafts.put,
        args=("silent_days", suggested),
    )
