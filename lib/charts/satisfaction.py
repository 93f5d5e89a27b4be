"""Satisfaction: what was expected against what was perceived."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.happened import mark_events
from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    NEUTRAL,
    RULE,
    SYMBOLS,
    TIERS,
    TOO_FEW,
    direct_label,
    frame_figure,
    from_first_to_last,
    inert,
    interval_bar,
    marks,
    month_axis,
    named_rows,
    rails,
    reference_line,
    room_around,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language


def expected_and_perceived(satisfaction_ratio: DataFrame, say: Language) -> Figure:
    """One line an aspect from what was expected (open) to what was perceived (filled).

    The widest gap first. The pale bar behind the perceived mark is the ratio's 95 % interval, on
    the scale of this aspect. Aspects without expectations show the perceived mark only.
    """
    rows = known(_answered(satisfaction_ratio), "perceived")
    rows.sort(key=lambda row: (row.ratio is None, row.gap if row.ratio else row.perceived))
    figure = Sketch()
    for place, row in enumerate(rows):
        _gap_line(figure, place, row)
    _marks(figure, rows, say)
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    ends = room_around([end for row in rows for end in _reach(row)])
    figure.update_xaxes(range=ends, nticks=7, title_text=_scale(rows, say))
    rails(figure, len(rows))
    named_rows(figure, [inert(row.group) for row in rows], [_gap_note(row, say) for row in rows])
    return figure.drawn()


def _answered(satisfaction_ratio: DataFrame) -> list[Any]:
    """Groups that enough people answered for their ratio to be shown."""
    return [row for row in rows_of(satisfaction_ratio) if row.respondents >= TOO_FEW]


def measure(rows: list[Any]) -> str:
    """What the rows can be told by: their ratio, or what was perceived where nobody said what they
    had expected."""
    return "ratio" if any(row.ratio is not None for row in rows) else "perceived"


def _scale(rows: list[Any], say: Language) -> str:
    """What the marks of each aspect are."""
    if measure(rows) == "perceived":
        return say("Mean answer")
    if any(row.low is not None for row in rows):
        return say("Mean answer:  ◇ expected   ● perceived<br>with 95% interval")
    return say("Mean answer:  ◇ expected   ● perceived")


def _gap_line(figure: Sketch, place: int, row: Any) -> None:
    if row.expected is None:
        return
    if row.low is not None:
        interval_bar(figure, place, row.low * row.expected, row.high * row.expected, RULE)
    figure.add_scatter(
        x=[row.expected, row.perceived],
        y=[place, place],
        mode="lines",
        line={"color": _verdict_colour(row), "width": 3},
        hoverinfo="skip",
    )


def _marks(figure: Sketch, rows: list[Any], say: Language) -> None:
    asked = [(place, row) for place, row in enumerate(rows) if row.expected is not None]
    figure.add_scatter(
        x=[row.expected for _, row in asked],
        y=[place for place, _ in asked],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 11, "color": NEUTRAL, "line_width": 2},
        customdata=[
            [say("Expected {score}", score=say.number(row.expected, 2))] for _, row in asked
        ],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    figure.add_scatter(
        x=[row.perceived for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={"symbol": "circle", "size": 12, "color": [_verdict_colour(row) for row in rows]},
        customdata=marks(
            [_perceived_in_words(row, say) for row in rows], [[row.group] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _verdict_colour(row: Any) -> str:
    if row.expected is None:
        return BRAND
    return BAD if row.perceived < row.expected else GOOD


def _perceived_in_words(row: Any, say: Language) -> str:
    lines = [say("Perceived {score}", score=say.number(row.perceived, 2))]
    if row.low is not None:
        low, high = say.percent(row.low), say.percent(row.high)
        ratio = say.percent(row.ratio)
        lines.append(say("Ratio {ratio} ({low} to {high})", ratio=ratio, low=low, high=high))
    lines.append(say("{n} respondents", n=say.number(row.respondents)))
    return "<br>".join(lines)


def _reach(row: Any) -> list[float]:
    """Every x that this row draws."""
    if row.expected is None:
        return [row.perceived]
    interval = [] if row.low is None else [row.low * row.expected, row.high * row.expected]
    return [row.perceived, row.expected, *interval]


def _gap_note(row: Any, say: Language) -> str:
    if row.ratio is None:
        return f"<b>{say.number(row.perceived, 2)}</b>"
    gap = say("gap {gap}", gap=say.signed(row.gap, 2))
    return f"{gap}   {'▼' if row.gap < 0 else '▲'} <b>{say.percent(row.ratio, 0)}</b>"


def satisfaction_by_month(
    satisfaction_ratio: DataFrame, say: Language, events: DataFrame | None = None
) -> Figure:
    """The ratio month by month with its interval, and what happened; 100 % is what was expected.

    Where nobody said what they expected it is the mean answer, which has no interval here.
    Months with fewer than five respondents are left out; those with fewer than thirty, and a
    month that is not over, are hollow.
    """
    rows = known(_answered(satisfaction_ratio), "group")
    shown = measure(rows)
    rows = sorted(known(rows, shown), key=lambda row: row.group)
    figure = Sketch()
    for part in _of_one_scale(rows):
        _band(figure, known(part, "low", "high"))
        _month_line(figure, part, shown, say)
    frame_figure(figure, height=300, hover="x unified", margin={"l": 0, "r": 58, "t": 8, "b": 0})
    if shown == "ratio":
        _expectation_line(figure, say)
    for row in rows[-1:]:
        label = f"<b>{_figure(row, shown, say)}</b>"
        direct_label(figure, row.group, getattr(row, shown), label, xanchor="left", xshift=9)
    title = say("Perceived ÷ expected") if shown == "ratio" else say("Mean answer")
    figure.update_yaxes(tickformat=TICKS[shown], nticks=6, title_text=title)
    month_axis(figure, [row.group for row in rows], say, most=5)
    from_first_to_last(figure, [row.group for row in rows])
    if events is not None and len(rows) > 1:
        mark_events(figure, events, rows[0].group, rows[-1].group)
    return figure.drawn()


def _of_one_scale(rows: list[Any]) -> list[list[Any]]:
    """The months apart where the scale changed: no line leads from one to the other."""
    parts: list[list[Any]] = []
    for row in rows:
        if not parts or row.scale_max != parts[-1][-1].scale_max:
            parts.append([])
        parts[-1].append(row)
    return parts


def _month_line(figure: Sketch, rows: list[Any], shown: str, say: Language) -> None:
    figure.add_scatter(
        x=[row.group for row in rows],
        y=[getattr(row, shown) for row in rows],
        mode="lines+markers",
        line={"color": BRAND, "width": 2.4},
        marker={"size": 7, "symbol": [_dot(row) for row in rows]},
        customdata=marks(
            [_in_words(row, shown, say) for row in rows], [[row.group.isoformat()] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


TICKS = {"ratio": ".0%", "perceived": ".2~f"}


def _figure(row: Any, shown: str, say: Language) -> str:
    value = getattr(row, shown)
    return say.percent(value) if shown == "ratio" else say.number(value, 2)


def _band(figure: Sketch, rows: list[Any]) -> None:
    months = [row.group for row in rows]
    edge = {"mode": "lines", "line_width": 0, "hoverinfo": "skip"}
    figure.add_scatter(x=months, y=[row.high for row in rows], **edge)
    figure.add_scatter(
        x=months,
        y=[row.low for row in rows],
        fill="tonexty",
        fillcolor="rgba(75, 94, 185, .16)",
        **edge,
    )


def _dot(row: Any) -> str:
    return "circle-open" if row.respondents < FEW or not row.is_complete else "circle"


def _in_words(row: Any, shown: str, say: Language) -> str:
    words = _figure(row, shown, say)
    if row.low is not None:
        words += f" ({say.percent(row.low)} – {say.percent(row.high)})"
    return words + " · " + say("{n} respondents", n=say.number(row.respondents))


def _expectation_line(figure: Sketch, say: Language) -> None:
    figure.add_hline(y=1, line={"color": RULE, "width": 1.5, "dash": "dash"})
    direct_label(
        figure,
        0,
        1,
        say("as expected"),
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        font_size=11,
    )


def satisfaction_by_tier(satisfaction_ratio: DataFrame, say: Language) -> Figure:
    """The ratio of each tier with its interval, A at the top; the mean answer where nobody said
    what they expected."""
    rows = [row for row in _answered(satisfaction_ratio) if row.group in TIERS]
    shown = measure(rows)
    rows = sorted(known(rows, shown), key=lambda row: row.group)
    names = [say("Tier {tier}", tier=row.group) for row in rows]
    return _by_group(rows, names, shown, say)


MOST_GROUPS = 10


def satisfaction_by_group(satisfaction_ratio: DataFrame, say: Language) -> Figure:
    """The same of any groups of customers, the least satisfied first; the ones with most
    respondents where they are many."""
    rows = groups_with_answers(satisfaction_ratio)
    shown = measure(rows)
    rows.sort(key=lambda row: getattr(row, shown))
    names = [say("not told") if row.group is None else inert(row.group) for row in rows]
    return _by_group(rows, names, shown, say)


def groups_with_answers(satisfaction_ratio: DataFrame) -> list[Any]:
    rows = _answered(satisfaction_ratio)
    rows = known(rows, measure(rows))
    return sorted(rows, key=lambda row: -row.respondents)[:MOST_GROUPS]


def _by_group(rows: list[Any], names: list[str], shown: str, say: Language) -> Figure:
    figure = Sketch()
    colours = [TIERS.get(row.group, BRAND) for row in rows]
    for place, row in enumerate(rows):
        if row.low is not None:
            interval_bar(figure, place, row.low, row.high, colours[place])
    figure.add_scatter(
        x=[getattr(row, shown) for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 12,
            "color": colours,
            "symbol": [_group_shape(row) for row in rows],
            "line": {"width": 2, "color": colours},
        },
        customdata=marks(
            [_in_words(row, shown, say) for row in rows], [[row.group] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    bounds = [bound for row in known(rows, "low") for bound in (row.low, row.high)]
    reach = [*(getattr(row, shown) for row in rows), *bounds]
    title = say("Mean answer")
    if shown == "ratio":
        reach.append(1.0)
        title = say("Perceived ÷ expected, with 95% interval")
        reference_line(figure, 1, len(rows))
    figure.update_xaxes(range=room_around(reach), nticks=6)
    figure.update_xaxes(tickformat=TICKS[shown], title_text=title)
    rails(figure, len(rows))
    named_rows(figure, names, [f"<b>{_figure(row, shown, say)}</b>" for row in rows])
    return figure.drawn()


def _group_shape(row: Any) -> str:
    shape = SYMBOLS.get(row.group, "circle")
    return f"{shape}-open" if row.respondents < FEW else shape
