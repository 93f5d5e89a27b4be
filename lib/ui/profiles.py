"""What the page of profiles has beside its charts, each part told apart by what the reader chooses;
and what the page of churn shares with it: who stays, and the days of silence."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext

import streamlit as st

from lib.charts.churn import silence_errors
from lib.charts.cohorts import cohort_map, retention_curves
from lib.charts.foretold import foretold_and_actual, foretold_by_class, value_ahead
from lib.charts.profiles import best_customers, new_by_group
from lib.findings.profiles import best_segment
from lib.settings import RANGES
from lib.ui import data, drill, notices
from lib.ui.cards import board, chart_card
from lib.ui.languages import _, reader
from lib.ui.questions import ask
from lib.ui.told_apart import TIER, chosen_among, names_told, told_apart

LEAST, MOST = (int(edge) for edge in RANGES["silent_days"])


AWAITED = "awaited_profiles"  # the session's: what it has seen in its place
SENTENCE, NUMBERS, CARD = 48, 112, 380  # pixels


@contextmanager
def awaited(name: str, *heights: int) -> Iterator[None]:
    """Grey places for what is asked for the first time. After a change of filters there are none:
    what was seen stays until there is something new."""
    seen = st.session_state.setdefault(AWAITED, set())
    with ExitStack() as places:
        for height in heights or (NUMBERS, CARD, CARD):
            places.enter_context(nullcontext(st.empty()) if name in seen else st.skeleton(height))
        yield
    seen.add(name)


def who_matters_most() -> None:
    """In one sentence: the segment that brings most."""
    with awaited("who_matters_most", SENTENCE, NUMBERS, CARD, CARD):
        segments = ask("rfm").frame
    if sentence := best_segment(segments, reader()):
        notices.notice("note", "groups", _("{sentence}.", sentence=sentence))


@st.fragment
def best_told_apart() -> None:
    """How the best customers differ from all, by what the reader chooses."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    names = names_told(least=2)
    if not names:
        return
    chosen = chosen_among("best_customers", names, names[0])
    with awaited("best", CARD):
        answer = ask("profile", attribute=chosen.by)
    chart_card(_("Who the best customers are"), best_customers, answer, choice=chosen.choose)


@st.fragment
def new_told_apart() -> None:
    """New customers month by month: by the channel they were won through, where it is known."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    names = ["all", *names_told()]
    first = next((name for name in ("acquired_through", "kind") if name in names), "all")
    chosen = chosen_among("new_customers", names, first)
    with awaited("new", CARD):
        answer = ask("prospecting", by=chosen.by)
    chart_card(_("How customers are won"), new_by_group, answer, choice=chosen.choose)


@st.fragment
def value_told_apart(card: str = "value_ahead", first: str = TIER) -> None:
    """What customers will bring, by tier, by the month they came, or by what the reader chooses."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    chosen = told_apart(card, also=("cohort",), first=first)
    with awaited(card, CARD):
        answer = ask("lifetime_value", by=chosen.by)
    chart_card(_("Value of the next 12 months"), value_ahead, answer, choice=chosen.choose)


@st.fragment
def retention_told_apart() -> None:
    """How many customers stay for how long, by tier or by what the reader chooses."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    chosen = told_apart("retention")
    with awaited("retention", CARD):
        answer = ask("retention_curve", by=chosen.by)
    chart_card(_("How long customers stay"), retention_curves, answer, choice=chosen.choose)


@st.fragment
def cohorts() -> None:
    """Who came in a month, and how many of them bought in those after it."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    with awaited("cohorts", CARD):
        answer = ask("cohort_retention")
    chart_card(_("Cohorts"), cohort_map, answer)


@st.fragment
def held_out() -> None:
    """Whether what the model foretells comes true. Choosing elsewhere draws nothing here anew."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    with awaited("held_out", CARD):
        weeks, classes = ask("holdout"), ask("holdout_classes")
    cards = board(2)
    with cards.cell():
        chart_card(_("Foretold and what came"), foretold_and_actual, weeks)
    with cards.cell():
        chart_card(_("By how often they had come"), foretold_by_class, classes)


@st.fragment
def days_of_silence() -> None:
    """What each number of days of silence would have got wrong: the reader may try another, which
    changes nothing until it is set for the company."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    in_force = data.settings().silent_days
    tried = int(st.session_state.get(TRIED, in_force))
    answer = ask("silence", silent_days=tried)
    chart_card(
        _("After how many days is a customer lost?"),
        silence_errors,
        answer,
        choice=(lambda: _choose_days(tried, in_force)) if len(answer.frame) else None,
    )


TRIED, SLIDER = "silence_tried", "silence_slider"


def _choose_days(tried: int, in_force: int) -> None:
    # A widget's own state goes with the page that draws it, so it is kept apart.
    st.session_state[SLIDER] = tried
    st.slider(_("Days of silence to try"), LEAST, MOST, key=SLIDER, on_change=_keep_days)
    if tried != in_force:
        words = _("In force: {n} days. Settings changes it for every page.", n=in_force)
        st.text(words, width="stretch")


def _keep_days() -> None:
    st.session_state[TRIED] = st.session_state[SLIDER]
