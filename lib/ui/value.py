"""What the page of value is made of: how value stands, and its charts as far as the data tells."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lib.caveats import caveats
from lib.charts.foretold import cohorts_worth, value_ahead, value_by_cohort
from lib.charts.profit import profit_of_months
from lib.charts.tier_moves import RANKS, tier_grid, tier_streams
from lib.charts.value import value_bridge, whale_curve
from lib.charts.winning import channels_drawn, cost_by_channel, cost_of_winning
from lib.findings.value import how_value_stands as stand
from lib.frames import known, rows_of
from lib.ui import notices
from lib.ui.cards import Chart, board, chart_card
from lib.ui.data import facts, settings
from lib.ui.filters import filters, later
from lib.ui.languages import _, reader
from lib.ui.profiles import value_told_apart
from lib.ui.questions import Answer, ask
from lib.ui.told_apart import TIER, names_told


def how_value_stands() -> None:
    """In one sentence, and what to do about it; or that nothing tells."""
    frame = ask("pareto_summary").frame
    now = next((row for row in known(rows_of(frame), "customers") if row.side == "now"), None)
    if now is None:
        words = _("The data does not tell yet who is worth what.")
        notices.notice("note", "hourglass_empty", words)
        return
    if sentence := stand(frame, reader()):
        notices.notice("warning" if now.beyond else "note", "flag", sentence)
    if now.customers < settings().tiers_from:
        words = _("{n} customers are too few for tiers.", n=reader().number(now.customers))
        notices.notice("note", "help", words)


@dataclass(frozen=True)
class Card:
    """A chart, and whether its answer tells anything it could draw."""

    title: str
    chart: Chart
    answer: Answer
    tells: bool
    beside: Answer | None = None
    told_apart: Callable[[], None] | None = None  # draws it, where the reader chooses by what
    wide: bool = False


def value_argument() -> None:
    """The charts that the data tells; and in one box what the others would need."""
    told = _cards()
    cells = board(2)
    for card in told:
        if card.tells:
            with cells.cell(column_span=2 if card.wide else 1):
                _draw(card)
    if lacking := [card for card in told if not card.tells]:
        with st.container(border=True, key="card_lacking", gap="xsmall"):
            st.header(_("More to see"), anchor=False)
            for words in dict.fromkeys(_why_not(card) for card in lacking):
                st.text(words, width="stretch")


def _draw(card: Card) -> None:
    if card.told_apart:
        card.told_apart()
    else:
        chart_card(card.title, card.chart, card.answer, beside=card.beside)


def _why_not(card: Card) -> str:
    said = caveats(card.chart.__name__, card.answer.frame, reader())
    return reader().paragraph(said) or _("Nothing was found for these months and customers.")


def _cards() -> list[Card]:
    curve, bridge, moves = ask("pareto"), ask("profit_bridge"), ask("tier_moves")
    months, winning = _months(), ask("acquisition")
    moved = any(
        row.customers and (row.tier_from in RANKS or row.tier_to in RANKS)
        for row in rows_of(moves.frame)
    )
    return [
        Card(
            _("The whale curve"),
            whale_curve,
            curve,
            bool(known(rows_of(curve.frame), "cumulative_share")),
            beside=ask("pareto_summary"),
        ),
        Card(_("From year to year"), value_bridge, bridge, len(bridge.frame) > 0),
        Card(_("Profit by month"), profit_of_months, months, len(months.frame) > 0),
        Card(
            _("Cost of winning"),
            cost_of_winning,
            winning,
            bool(known(rows_of(winning.frame), "cac")),
        ),
        _by_channel(),
        *_ahead(),
        Card(_("Moves between tiers"), tier_streams, moves, moved),
        Card(_("Tier by tier"), tier_grid, moves, moved),
    ]


def _by_channel() -> Card:
    """What winning cost by channel, and what those won in these months will bring."""
    winning, chosen = ask("acquisition", by="channel"), filters()
    ahead = None
    if chosen.since and chosen.until:
        ahead = ask(
            "lifetime_value",
            by="acquired_through",
            came_since=chosen.since,
            came_until=chosen.until,
            tier=(),  # as what winning costs
        )
    is_told = bool(channels_drawn(winning.frame))
    return Card(_("Cost of winning, by channel"), cost_by_channel, winning, is_told, beside=ahead)


def _ahead() -> list[Card]:
    """What customers will bring: by how they were won, and by when they came."""
    cohorts = ask("lifetime_value", by="cohort")
    is_told = bool(known(rows_of(cohorts.frame), "value"))
    names = names_told()
    first = next((name for name in ("acquired_through", "kind") if name in names), TIER)
    return [
        Card(
            _("Value of the next 12 months"),
            value_ahead,
            cohorts,
            is_told,
            told_apart=partial(value_told_apart, "worth", first),
        ),
        Card(
            _("Value to come, by month they came"),
            value_by_cohort,
            cohorts,
            bool(cohorts_worth(cohorts.frame)),
            wide=True,
        ),
    ]


def _months() -> Answer:
    """The months chosen; where these end with the latest complete one, the one after it too, as far
    as it goes."""
    chosen, reached = filters(), facts().as_of
    until = chosen.until
    if reached and until and not chosen.as_of:
        latest = later(reached.replace(day=1), -1)
        until = max(until, reached) if until.replace(day=1) == latest else until
    return ask("profit_by_month", until=until)
