"""Who the customers are: who the best of them are, how many come, and the segments of RFM."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    HATCH,
    NEUTRAL,
    PALETTE,
    bars,
    direct_label,
    frame_figure,
    inert,
    interval_bar,
    marks,
    month_axis,
    named_rows,
    rails,
    reference_line,
    rows_height,
    short_ticks,
    spread,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

MOST_VALUES = 8  # of an attribute: the most frequent are drawn
MOST_INDEX = 3.0  # an interval that reaches further is cut

SEGMENTS = {
    "champions": N_("Champions"),
    "loyal": N_("Loyal customers"),
    "big_spenders": N_("Big spenders"),
    "promising": N_("Promising"),
    "new": N_("Newcomers"),
    "attention": N_("Need attention"),
    "at_risk": N_("At risk"),
    "big_lost": N_("Big spenders gone quiet"),
    "dormant": N_("Dormant"),
    "lost": N_("Lost"),
}
GOING = ("at_risk", "big_lost", "dormant", "lost")
STAYING = ("champions", "loyal", "big_spenders")


# The best of them ---------------------------------------------------------------------------------


def values_drawn(profile: DataFrame) -> list[Any]:
    """The most frequent values, those furthest above everyone first."""
    rows = known(rows_of(profile), "index", "value")
    largest = sorted(rows, key=lambda row: -row.customers)[:MOST_VALUES]
    return sorted(largest, key=lambda row: -row.index)


def against_everyone(row: Any) -> str:
    """More frequent among the best, less, or not told apart, as far as the interval tells."""
    if row.low > 1:
        return "above"
    return "below" if row.high < 1 else "alike"


def best_customers(profile: DataFrame, say: Language) -> Figure:
    """How frequent each value is among the best, against everyone: a mark with its interval in each
    row, and a line where both are alike."""
    rows = values_drawn(profile)
    figure = Sketch()
    colours = {"above": GOOD, "below": BAD, "alike": NEUTRAL}
    symbols = {"above": "triangle-up", "below": "triangle-down", "alike": "circle"}
    verdicts = [against_everyone(row) for row in rows]
    ends = [min(row.high, max(MOST_INDEX, row.index)) for row in rows]
    if rows:
        rails(figure, len(rows))
        reference_line(figure, 1, len(rows))
    for place, (row, end, verdict) in enumerate(zip(rows, ends, verdicts, strict=True)):
        interval_bar(figure, place, row.low, end, colours[verdict])
    figure.add_scatter(
        x=[row.index for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 13,
            "color": [colours[verdict] for verdict in verdicts],
            "symbol": [
                symbols[verdict] + ("-open" if row.customers < FEW else "")
                for row, verdict in zip(rows, verdicts, strict=True)
            ],
            "line_width": 2,
        },
        customdata=marks([_best_in_words(row, say) for row in rows], [(r.value,) for r in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    top = max([1.25, *ends])
    figure.update_xaxes(
        range=[-0.03 * top, top * 1.04], tickvals=[0, 0.5, 1, 1.5, 2, 2.5, 3], nticks=6
    )
    figure.update_xaxes(title_text=say("Index: 1 = as frequent as among all customers"))
    notes = [f"<b>{say.number(row.index, 2)}</b>" for row in rows]
    named_rows(figure, [inert(row.value) for row in rows], notes)
    return figure.drawn()


def _best_in_words(row: Any, say: Language) -> str:
    return say(
        "{value}: {best} of the best, {share} of them, against {all} of all customers<br>"
        "index {index} ({low} to {high})",
        value=inert(row.value),
        best=say.number(row.in_tier),
        share=say.percent(row.share_in_tier),
        all=say.percent(row.share),
        index=say.number(row.index, 2),
        low=say.number(row.low, 2),
        high=say.number(row.high, 2),
    )


# Those who come -----------------------------------------------------------------------------------

MOST_GROUPS = 5  # the largest have a colour of their own
OTHERS = "\x00others"  # the rest together: no group is called so
PATTERNS = ("", "/", ".", "x", "\\", "")


def new_by_group(prospecting: DataFrame, say: Language) -> Figure:
    """New customers month by month, a colour and pattern a group, and their 12-month mean."""
    rows = rows_of(prospecting)
    months = sorted({row.month for row in rows})
    groups = groups_by_size(rows)
    figure = Sketch()
    for place, group in enumerate(groups[:MOST_GROUPS]):
        _stack(figure, [row for row in rows if row.group == group], place, say)
    _others(figure, [row for row in rows if row.group in groups[MOST_GROUPS:]], months, say)
    trend = _trend(rows)
    figure.add_scatter(
        x=list(trend),
        y=list(trend.values()),
        mode="lines",
        line={"color": NEUTRAL, "width": 2.5, "dash": "dot"},
        hoverinfo="skip",
    )
    frame_figure(figure, height=300, barmode="stack", barcornerradius=0)
    figure.update_yaxes(title_text=say("New customers"))
    new = [sum(row.customers for row in rows if row.month == month) for month in months]
    short_ticks(figure, [*new, *trend.values()], say, whole=True)
    if months:
        _name_stacks(figure, rows, groups, months[-1], say)
    month_axis(figure, months, say, most=3)
    return figure.drawn()


def groups_by_size(rows: Sequence[Any]) -> list[str | None]:
    sizes: dict[str | None, int] = {}
    for row in rows:
        sizes[row.group] = sizes.get(row.group, 0) + row.customers
    return sorted(sizes, key=lambda group: (-sizes[group], group is None, group or ""))


def group_in_words(group: str | None, say: Language) -> str:
    """Ours in the reader's language, theirs as a label."""
    ours = {
        None: N_("not told"),
        OTHERS: N_("others"),
        "business": N_("Businesses"),
        "person": N_("Persons"),
        "all": N_("All customers"),
    }
    return say(ours[group]) if group in ours else inert(group, longest=14)


def _stack(figure: Sketch, rows: list[Any], place: int, say: Language) -> None:
    figure.add_bar(
        x=[row.month for row in rows],
        y=[row.customers for row in rows],
        marker={
            "color": PALETTE[place],
            "pattern": {"shape": PATTERNS[place], **HATCH},
        },
        customdata=marks(
            [_new_in_words(row.month, row.group, row.customers, say) for row in rows],
            [(row.month.isoformat(), row.group or "") for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _others(figure: Sketch, rows: list[Any], months: list[date], say: Language) -> None:
    """What is left, together: a mark without a list of its own."""
    if not rows:
        return
    counts = [sum(row.customers for row in rows if row.month == month) for month in months]
    figure.add_bar(
        x=months,
        y=counts,
        marker={"color": NEUTRAL},
        customdata=marks(
            [_new_in_words(m, OTHERS, n, say) for m, n in zip(months, counts, strict=True)]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _new_in_words(month: date, group: str | None, n: int, say: Language) -> str:
    return say(
        "{month}, {group}: {n} new customers",
        month=say.month(month),
        group=group_in_words(group, say),
        n=say.number(n),
    )


def _trend(rows: Sequence[Any]) -> dict[date, float]:
    """The 12-month mean of all groups together, where each has one."""
    told: dict[date, float] = {}
    unknown = {row.month for row in rows if row.trend is None}
    for row in rows:
        if row.month not in unknown:
            told[row.month] = told.get(row.month, 0.0) + row.trend
    return dict(sorted(told.items()))


def _name_stacks(
    figure: Sketch, rows: list[Any], groups: list[str | None], month: date, say: Language
) -> None:
    """What each part of the newest bar is, beside it."""
    newest = {row.group: row.customers for row in rows if row.month == month}
    parts = {group: newest.get(group, 0) for group in groups[:MOST_GROUPS]}
    if rest := groups[MOST_GROUPS:]:
        parts[OTHERS] = sum(newest.get(group, 0) for group in rest)
    middles, above = [], 0.0
    for height in parts.values():
        middles.append(above + height / 2)
        above += height
    totals: dict[date, int] = {}
    for row in rows:
        totals[row.month] = totals.get(row.month, 0) + row.customers
    reach = max(totals.values()) or 1
    for (group, n), y in zip(parts.items(), spread(middles, 0.085 * reach), strict=True):
        text = f"{group_in_words(group, say)} <b>{say.number(n)}</b>"
        direct_label(figure, 1, y, text, xref="paper", xanchor="left", xshift=4, font_size=11.5)
    figure.update_layout(margin_r=118)


# Segments -----------------------------------------------------------------------------------------


def rfm_segments(rfm: DataFrame, say: Language) -> Figure:
    """How many customers are in each segment, and what share of the revenue is theirs."""
    rows = [row for row in rows_of(rfm) if row.customers]
    figure = Sketch()
    bars(
        figure,
        [row.customers for row in rows],
        [_segment_colour(row.segment) for row in rows],
        hatched=[row.segment in GOING for row in rows],
        hover=[_segment_in_words(row, say) for row in rows],
        stands_for=[(row.segment,) for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    most = max((row.customers for row in rows), default=1)
    figure.update_xaxes(visible=False, range=[0, most])
    notes = [
        say(
            "{n}   <b>{share}</b> of revenue",
            n=say.number(row.customers),
            share=say.percent(row.share_of_revenue, 0),
        )
        for row in rows
    ]
    named_rows(figure, [say(SEGMENTS[row.segment]) for row in rows], notes)
    return figure.drawn()


def _segment_colour(segment: str) -> str:
    if segment in STAYING:
        return GOOD
    return BAD if segment in GOING else BRAND


def _segment_in_words(row: Any, say: Language) -> str:
    return say(
        "{segment}: {n} customers, {money} each in {orders} orders<br>last bought {days} days ago",
        segment=say(SEGMENTS[row.segment]),
        n=say.number(row.customers),
        money=say.money(row.revenue_each),
        orders=say.number(row.orders_each, 1),
        days=say.number(row.silent_for),
    )
