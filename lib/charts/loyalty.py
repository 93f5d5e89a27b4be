"""Loyalty in what customers do: what they kept, and how that stands against chance."""

from collections.abc import Callable
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    NEUTRAL,
    RULE,
    TIERS,
    TRACK,
    bars,
    direct_label,
    frame_figure,
    inert,
    marks,
    named_rows,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

LOYAL_FROM = 0.8  # of the orders and of the revenue (metrics.md section 2)
BAND = 0.1  # how wide the bands of what was kept are
MOST_KEPT = 2.0  # the last band holds this much and more
LARGEST_MARK = 34  # pixels across
LABEL_ROOM = 0.4  # above the marks, for what the upper quadrants are called
MOST_GROUPS = 8  # the largest are drawn

LOYAL_SHADE = "rgba(37, 163, 149, .12)"


def kept_orders_and_revenue(loyalty_kept: DataFrame, say: Language) -> Figure:
    """What customers kept of their orders against what they kept of their revenue, in marks whose
    area is the customers there; the loyal have a shade and a shape of their own."""
    rows = rows_of(loyalty_kept)
    figure = Sketch()
    for is_loyal in (False, True):
        _kept_marks(figure, [row for row in rows if bool(row.loyal) == is_loyal], rows, say)
    frame_figure(figure, height=380, margin={"l": 0, "r": 8, "t": 8, "b": 0})
    end = MOST_KEPT + 2 * BAND
    top = end + LABEL_ROOM
    if rows:
        _loyal_quadrant(figure, end, top)
        _quadrant_labels(figure, rows, end, top, say)
    ticks = [0, 0.4, LOYAL_FROM, 1.2, 1.6, MOST_KEPT]
    words = [say.percent(tick, 0) for tick in ticks[:-1]] + [f"{say.percent(MOST_KEPT, 0)}+"]
    figure.update_xaxes(range=[-BAND, end], tickvals=ticks, ticktext=words, tickangle=0)
    figure.update_yaxes(range=[-BAND, top], tickvals=ticks, ticktext=words, showgrid=False)
    figure.update_xaxes(title_text=say("Orders kept"))
    figure.update_yaxes(title_text=say("Revenue kept"))
    return figure.drawn()


def _kept_marks(figure: Sketch, rows: list[Any], among: list[Any], say: Language) -> None:
    most = max((row.customers for row in among), default=1)
    is_loyal = any(row.loyal for row in rows)
    figure.add_scatter(
        x=[row.orders_kept + BAND / 2 for row in rows],
        y=[row.revenue_kept + BAND / 2 for row in rows],
        mode="markers",
        marker={
            "size": [max(5, LARGEST_MARK * (row.customers / most) ** 0.5) for row in rows],
            "symbol": "circle" if is_loyal else "diamond",
            "color": GOOD if is_loyal else NEUTRAL,
            "opacity": 0.8,
            "line_width": 0,
        },
        customdata=marks(
            [_kept_in_words(row, say) for row in rows],
            [[row.orders_kept, row.revenue_kept] for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _kept_in_words(row: Any, say: Language) -> str:
    return say(
        "Orders kept {orders}, revenue kept {revenue}<br>{n} customers, {value} in 12 months",
        orders=_band_in_words(row.orders_kept, say),
        revenue=_band_in_words(row.revenue_kept, say),
        n=say.number(row.customers),
        value=say.money(row.value),
    )


def _band_in_words(low: float, say: Language) -> str:
    if low >= MOST_KEPT:
        return f"{say.percent(low, 0)}+"
    return f"{say.percent(low, 0)}–{say.percent(low + BAND, 0)}"


def _loyal_quadrant(figure: Sketch, end: float, top: float) -> None:
    """Its shade, and the lines at four fifths of either."""
    edges = {"x0": LOYAL_FROM, "x1": end, "y0": LOYAL_FROM, "y1": top}
    figure.add_shape(type="rect", **edges, fillcolor=LOYAL_SHADE, line={"width": 0}, layer="below")
    line = {"color": RULE, "width": 1.5, "dash": "dash"}
    figure.add_vline(x=LOYAL_FROM, line=line, layer="below")
    figure.add_hline(y=LOYAL_FROM, line=line, layer="below")


def _quadrant_labels(
    figure: Sketch, rows: list[Any], end: float, top: float, say: Language
) -> None:
    """What each quadrant's customers did, and how many they are, in its outer corner."""
    right = {"x": end, "xanchor": "right", "align": "right"}
    left = {"x": -BAND, "xanchor": "left", "align": "left"}
    above, bottom = {"y": top, "yanchor": "top"}, {"y": -BAND, "yanchor": "bottom"}
    under_the_line = {"y": LOYAL_FROM, "yanchor": "top"}
    quadrants = {
        (True, True): (say("Loyal"), right | above),
        (False, True): (say("Fewer, larger<br>orders"), left | above),
        (True, False): (say("Smaller orders"), right | bottom),
        (False, False): (say("Less<br>of both"), left | under_the_line),
    }
    for (often, much), (words, place) in quadrants.items():
        n = sum(
            row.customers
            for row in rows
            if (row.orders_kept >= LOYAL_FROM) == often and (row.revenue_kept >= LOYAL_FROM) == much
        )
        direct_label(figure, text=f"{words}<br><b>{say.number(n)}</b>", **place)


def loyal_share_by_tier(loyalty: DataFrame, say: Language) -> Figure:
    """The loyal share of each tier, A at the top, beside what chance alone would give."""
    order = {tier: place for place, tier in enumerate((*TIERS, "none"))}
    rows = known(rows_of(loyalty), "group", "share")
    rows.sort(key=lambda row: order.get(row.group, len(order)))

    def called(group: str) -> str:
        return say("not ranked") if group == "none" else say("Tier {tier}", tier=group)

    return _loyal_shares(rows, called, say)


def loyal_share_by_group(loyalty: DataFrame, say: Language) -> Figure:
    """The same of any groups, the furthest above chance first; the largest of them where they are
    many."""

    def called(group: str | None) -> str:
        return say("not told") if group is None else inert(group)

    return _loyal_shares(groups_drawn(loyalty), called, say)


def groups_drawn(loyalty: DataFrame) -> list[Any]:
    """Rows of the groups that are shown."""
    rows = known(rows_of(loyalty), "share")
    largest = sorted(rows, key=lambda row: -row.customers)[:MOST_GROUPS]
    return sorted(largest, key=lambda row: row.expected_share - row.share)


def against_chance(row: Any) -> str:
    """Above it, below it, or not told apart from it, as far as the interval tells."""
    if row.low > row.expected_share:
        return "above"
    return "below" if row.high < row.expected_share else "alike"


SHARE_COLOURS = {"above": GOOD, "below": BAD, "alike": BRAND}


def _loyal_shares(rows: list[Any], called: Callable[[Any], str], say: Language) -> Figure:
    names = [called(row.group) for row in rows]
    groups = [row.group or "" for row in rows]
    verdicts = [against_chance(row) for row in rows]
    figure = Sketch()
    bars(
        figure,
        [1.0] * len(rows),
        TRACK,
        hover=[_not_loyal(name, row, say) for name, row in zip(names, rows, strict=True)],
        stands_for=[(group, "no") for group in groups],
    )
    bars(
        figure,
        [row.share for row in rows],
        [SHARE_COLOURS[verdict] for verdict in verdicts],
        hatched=[verdict == "below" for verdict in verdicts],
        hover=[_loyal(name, row, say) for name, row in zip(names, rows, strict=True)],
        stands_for=[(group, "yes") for group in groups],
    )
    for place, row in enumerate(rows):
        _whisker(figure, place, row)
    _chance_marks(figure, rows)
    frame_figure(figure, height=rows_height(len(rows), axis=True), barmode="overlay")
    figure.update_xaxes(range=[0, 1], tickformat=".0%", nticks=6)
    figure.update_xaxes(title_text=say("Loyal, with 95% interval   ❘ by chance alone"))
    named_rows(figure, names, [_share_note(row, say) for row in rows])
    return figure.drawn()


def _whisker(figure: Sketch, place: int, row: Any) -> None:
    figure.add_scatter(
        x=[row.low, row.high],
        y=[place, place],
        mode="lines",
        line={"color": RULE, "width": 4},
        hoverinfo="skip",
    )


def _chance_marks(figure: Sketch, rows: list[Any]) -> None:
    figure.add_scatter(
        x=[row.expected_share for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={"symbol": "line-ns", "size": 20, "line": {"color": NEUTRAL, "width": 3}},
        hoverinfo="skip",
    )


def _loyal(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {loyal} of {customers} loyal, {share} ({low} to {high})<br>{chance} by chance "
        "alone",
        group=name,
        loyal=say.number(row.loyal),
        customers=say.number(row.customers),
        share=say.percent(row.share),
        low=say.percent(row.low),
        high=say.percent(row.high),
        chance=say.percent(row.expected_share),
    )


def _not_loyal(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} of {customers} not loyal",
        group=name,
        n=say.number(row.customers - row.loyal),
        customers=say.number(row.customers),
    )


def _share_note(row: Any, say: Language) -> str:
    share = f"<b>{say.percent(row.share, 0)}</b>"
    if row.customers < FEW:
        share += " " + say("of {n}", n=say.number(row.customers))
    chance = say("{share} by chance", share=say.percent(row.expected_share, 0))
    return f"{chance}   {share}"
