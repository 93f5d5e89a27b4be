"""The filter bar as it is drawn: period and tiers in sight, the rest behind one button, and a chip
for each filter that is set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import streamlit as st

from lib.errors import RapportError
from lib.frames import rows_of
from lib.languages import N_
from lib.settings import DEFAULTS
from lib.ui import address, data, notices
from lib.ui.filters import (
    ATTRIBUTE,
    COMPARISONS,
    CUSTOM,
    PERIODS,
    TIERS,
    USUAL,
    YEAR,
    Filters,
    filters,
    later,
    left_out,
    months_between,
    only_code,
    only_of,
    span_code,
    with_only,
)
from lib.ui.languages import _, reader
from lib.ui.options import holds_an_option
from lib.ui.plain import plain
from lib.ui.questions import ask

PERIOD_NAMES = {"3M": N_("3M"), "6M": N_("6M"), "12M": N_("12M"), "24M": N_("24M")}
COMPARED_WITH = {
    "year": N_("Last year"),
    "before": N_("Period before"),
    "target": N_("Target"),
}
COLUMN_NAMES = {
    "kind": N_("Kind"),
    "industry": N_("Industry"),
    "occupation": N_("Occupation"),
    "region": N_("Region"),
    "city": N_("City"),
    "size": N_("Size"),
    "acquired_through": N_("Acquired through"),
}
IN_SIGHT = 8  # names of values to choose from before the rest is folded away


def bar() -> None:
    """Period, tiers, and a button for the rest."""
    chosen = filters()
    st.session_state["period_choice"] = chosen.period if chosen.period in PERIODS else CUSTOM
    st.segmented_control(
        _("Period"),
        [*PERIODS, CUSTOM],
        format_func=lambda code: _("Custom") if code == CUSTOM else _(PERIOD_NAMES[code]),
        required=True,
        key="period_choice",
        on_change=_keep_period,
        args=(chosen,),
        label_visibility="collapsed",
    )
    _tier_buttons(chosen)
    more = st.popover(_("Filters"), icon=":material/tune:", key="more_filters", on_change="rerun")
    if more.open:
        with more:
            _more(chosen)


def _tier_buttons(chosen: Filters) -> None:
    """Tiers to choose, where anybody is in one; else why there are none."""
    try:
        needed = data.settings().tiers_from
    except RapportError:  # the page below says what is wrong with them
        needed = DEFAULTS.tiers_from
    if data.facts().ranked < needed:
        why = _("Tiers need {n} customers ranked by their value.", n=reader().number(needed))
        st.text(_("no tiers yet"), help=why)
        return
    st.session_state["tier_choice"] = list(chosen.tier)
    st.pills(
        _("Tiers"),
        list(TIERS),
        selection_mode="multi",
        key="tier_choice",
        on_change=_keep_tier,
        label_visibility="collapsed",
    )


def _keep_period(chosen: Filters) -> None:
    if not holds_an_option("period_choice", (*PERIODS, CUSTOM)):
        return
    code = st.session_state["period_choice"]
    if code == CUSTOM:
        code = span_code(chosen.since, chosen.until) if chosen.since and chosen.until else ""
    address.keep(period="" if code == USUAL else code)


def _keep_tier() -> None:
    letters = st.session_state["tier_choice"]
    address.keep(tier="".join(letter for letter in TIERS if letter in letters))


def custom_months() -> None:
    """First and last month of a period of the reader's own, where that is what they chose."""
    chosen, facts = filters(), data.facts()
    if chosen.period in PERIODS or not chosen.since or not chosen.until or not facts.as_of:
        return
    first = min(chosen.since, facts.first_day or chosen.since).replace(day=1)
    last = max(chosen.until, facts.as_of).replace(day=1)
    months = [later(first, n) for n in range(months_between(first, last) + 1)]
    st.session_state["first_month"] = chosen.since.replace(day=1)
    st.session_state["last_month"] = chosen.until.replace(day=1)
    with st.container(horizontal=True, width="content", key="custom_months", gap="small"):
        for label, key in ((_("From"), "first_month"), (_("To"), "last_month")):
            st.selectbox(
                label,
                months,
                format_func=reader().month,
                key=key,
                on_change=_keep_months,
                args=(months,),
                width=150,
            )


def _keep_months(months: list[date]) -> None:
    if not all(holds_an_option(end, months) for end in ("first_month", "last_month")):
        return
    ends = sorted((st.session_state["first_month"], st.session_state["last_month"]))
    address.keep(period=span_code(*ends))


def _more(chosen: Filters) -> None:
    st.session_state["vs_choice"] = chosen.comparison
    st.segmented_control(
        _("Compared with"),
        COMPARISONS,
        format_func=lambda code: _(COMPARED_WITH[code]),
        required=True,
        key="vs_choice",
        on_change=_keep_comparison,
    )
    _as_of(chosen)
    _values(chosen)


def _keep_comparison() -> None:
    code = st.session_state["vs_choice"]
    if code not in COMPARISONS:
        return
    address.keep(vs="" if code == YEAR else code)


def _as_of(chosen: Filters) -> None:
    facts = data.facts()
    if not facts.as_of:
        return
    st.session_state["as_of_choice"] = chosen.as_of or facts.as_of
    st.date_input(
        _("As of"),
        min_value=facts.first_day,
        max_value=facts.as_of,
        format="YYYY-MM-DD",
        key="as_of_choice",
        on_change=_keep_as_of,
        args=(facts.as_of,),
        help=_("Everything is told as it stood on this day, as if nothing later were known."),
    )


def _keep_as_of(reached: date) -> None:
    day = st.session_state["as_of_choice"] or reached
    address.keep(as_of="" if day == reached else day.isoformat())


def _values(chosen: Filters) -> None:
    """Customers by what is known about them: a list to choose from for each name."""
    offered: dict[str, list[str]] = {}
    for row in rows_of(ask("customer_values", of=Filters(None, None)).frame):
        name = f"{ATTRIBUTE}{row.name}" if row.is_attribute else row.name
        offered.setdefault(name, []).append(row.value)
    names = list(offered)
    for name in names[:IN_SIGHT]:
        _choose(name, offered[name], chosen)
    if names[IN_SIGHT:]:
        with st.expander(_("More to choose by")):
            for name in names[IN_SIGHT:]:
                _choose(name, offered[name], chosen)


def _choose(name: str, values: list[str], chosen: Filters) -> None:
    now = list(dict(chosen.only).get(name, ()))
    key = f"only_{name}"
    st.session_state[key] = now
    st.multiselect(
        plain(called(name)),
        [*values, *(value for value in now if value not in values)],
        key=key,
        placeholder=_("All"),
        select_all=False,
        on_change=_keep_values,
        args=(name, key),
    )


def called(name: str) -> str:
    """What a filter by this name is called: our word, or the data's own."""
    return _(COLUMN_NAMES[name]) if name in COLUMN_NAMES else name.removeprefix(ATTRIBUTE)


def _keep_values(name: str, key: str) -> None:
    only = with_only(only_of(address.kept("only")), name, tuple(st.session_state[key]))
    address.keep(only=only_code(only))


@dataclass(frozen=True)
class Chip:
    """A filter that is set, in words, and the address without it."""

    words: str
    without: dict[str, str]


def chips(chosen: Filters) -> Iterator[Chip]:
    """What the reader has set beside the usual."""
    say = reader()
    if chosen.period != USUAL and chosen.since and chosen.until:
        yield Chip(months_in_words(chosen), {"period": ""})
    if chosen.as_of:
        yield Chip(_("As of {day}", day=say.day(chosen.as_of)), {"as_of": ""})
    if chosen.comparison != YEAR:
        yield Chip(compared_in_words(chosen), {"vs": ""})
    if chosen.tier:
        yield Chip(tiers_in_words(chosen.tier), {"tier": ""})
    for name, values in chosen.only:
        words = _("{name}: {values}", name=called(name), values=say.listing(list(values)))
        yield Chip(words, {"only": only_code(with_only(chosen.only, name, ()))})


def months_in_words(chosen: Filters) -> str:
    if not chosen.since or not chosen.until:
        return ""
    first, last = reader().month(chosen.since), reader().month(chosen.until)
    return first if first == last else _("{first} to {last}", first=first, last=last)


def compared_in_words(chosen: Filters) -> str:
    sentences = {
        "year": N_("compared with last year"),
        "before": N_("compared with the period before"),
        "target": N_("compared with the target"),
    }
    return _(sentences[chosen.comparison])


def tiers_in_words(tier: tuple[str, ...]) -> str:
    if not tier:
        return _("all tiers")
    return _("tiers {letters}", letters=reader().listing(list(tier)))


def chip_row() -> None:
    """Each filter that is set, to be taken off with a click; and all of them at once."""
    if unknown := left_out(filters()):
        sentence = _(
            "The address asks for {asked}, which this data does not have. What it has is shown.",
            asked=reader().listing(unknown),
        )
        notices.notice("warning", "link_off", sentence)
    active = list(chips(filters()))
    if not active:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for place, chip in enumerate(active):
            st.button(
                plain(chip.words),
                icon=":material/close:",
                icon_position="right",
                key=f"chip_{place}",
                help=_("Remove this filter"),
                on_click=address.keep,
                kwargs=chip.without,
            )
        st.button(
            _("Reset"),
            type="tertiary",
            key="reset_filters",
            on_click=address.keep,
            kwargs=dict.fromkeys(("period", "as_of", "vs", "tier", "only"), ""),
        )
