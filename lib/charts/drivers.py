"""What drives the overall score, and what to mend first."""

from math import cos, pi, sin, sqrt
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    NEUTRAL,
    PALETTE,
    RULE,
    direct_label,
    frame_figure,
    inert,
    interval_bar,
    marks,
    named_rows,
    rails,
    room_around,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

LAYERS = {
    "core product": N_("core product"),
    "process & technology": N_("process & technology"),
    "emotion": N_("emotion"),
}
COLOURS = dict(zip(LAYERS, (PALETTE[0], PALETTE[1], PALETTE[4]), strict=True))
SHAPES = dict(zip(LAYERS, ("circle", "square", "diamond"), strict=True))

QUADRANTS = {
    "concentrate here": N_("Concentrate here"),
    "keep up the good work": N_("Keep up the good work"),
    "low priority": N_("Low priority"),
    "possible overkill": N_("Possible overkill"),
}
# Where each stands: at the left or the right, the top or the bottom.
CORNERS = {
    "concentrate here": ("left", "top"),
    "keep up the good work": ("right", "top"),
    "low priority": ("left", "bottom"),
    "possible overkill": ("right", "bottom"),
}
MEND_FIRST = "concentrate here"
WITHIN = sqrt(5.991)  # standard deviations that 95 % of two normal variables lie within
AROUND = 40  # points of an ellipse


def driver_shares(satisfaction_drivers: DataFrame, say: Language) -> Figure:
    """How much of the overall score each aspect explains, by layer and largest first.

    The pale bar is its 95 % interval; a hollow mark does not say in which direction it works.
    """
    order = [*LAYERS, None]
    rows = known(rows_of(satisfaction_drivers), "share")
    rows.sort(key=lambda row: (order.index(row.layer), -row.share))
    figure = Sketch()
    for place, row in enumerate(rows):
        if row.low is not None:
            interval_bar(figure, place, row.low, row.high, _colour(row))
    figure.add_scatter(
        x=[row.share for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 12,
            "color": [_colour(row) for row in rows],
            "symbol": [_shape(row) for row in rows],
            "line": {"width": 2, "color": [_colour(row) for row in rows]},
        },
        customdata=marks(
            [_share_in_words(row, say) for row in rows], [[row.aspect] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    ends = [0.0, *(end for row in rows for end in (row.share, row.high or 0))]
    title = say("Share explained, with 95% interval")
    figure.update_xaxes(range=room_around(ends), nticks=6, tickformat=".0%", title_text=title)
    rails(figure, len(rows))
    names = [inert(row.aspect) for row in rows]
    named_rows(figure, names, [_share_note(row, say) for row in rows])
    return figure.drawn()


def _colour(row: Any) -> str:
    return COLOURS.get(row.layer, NEUTRAL)


def _shape(row: Any) -> str:
    shape = SHAPES.get(row.layer, "circle")
    return shape if row.sign else f"{shape}-open"


def _share_note(row: Any, say: Language) -> str:
    layer = say(LAYERS[row.layer]) if row.layer else ""
    return f"{layer}   <b>{say.percent(row.share, 0)}</b>"


def _share_in_words(row: Any, say: Language) -> str:
    lines = [say("Explains {share}", share=say.percent(row.share))]
    if row.low is not None:
        low, high = say.percent(row.low), say.percent(row.high)
        lines.append(say("{low} to {high}", low=low, high=high))
    if not row.sign:
        lines.append(say("Its direction is unsure"))
    elif row.sign < 0:
        lines.append(say("The higher it is rated, the lower the overall score"))
    return "<br>".join(lines)


def importance_performance(satisfaction_drivers: DataFrame, say: Language) -> Figure:
    """Each aspect by how it performs and how much it matters, in four fields.

    The ellipse holds 95 % of the bootstraps. Where an aspect may as well be in the field beside,
    its mark is hollow.
    """
    rows = known(rows_of(satisfaction_drivers), "quadrant")
    figure = Sketch()
    frame_figure(figure, height=420, margin={"l": 0, "r": 8, "t": 8, "b": 0})
    if not rows:
        return figure.drawn()
    for row in known(rows, "performance_sd", "share_sd", "correlation"):
        _ellipse(figure, row)
    figure.add_scatter(
        x=[row.performance for row in rows],
        y=[row.share for row in rows],
        mode="markers",
        marker={
            "size": 11,
            "color": [_verdict(row) for row in rows],
            "symbol": ["circle" if row.is_sure else "circle-open" for row in rows],
            "line": {"width": 2, "color": [_verdict(row) for row in rows]},
        },
        customdata=marks(
            [_place_in_words(row, say) for row in rows], [[row.aspect] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    across = room_around([row.performance for row in rows], share=0.16)
    up = room_around([end for row in rows for end in _up_and_down(row)], share=0.12)
    _cross_hairs(figure, rows, across, up, say)
    _name(figure, rows, across, up)
    is_ratio = rows[0].is_ratio
    title = (
        say("Performance: perceived ÷ expected") if is_ratio else say("Performance: mean answer")
    )
    figure.update_xaxes(range=across, nticks=6, tickformat=".0%", title_text=title)
    figure.update_yaxes(range=up, nticks=6, tickformat=".0%")
    figure.update_yaxes(title_text=say("Importance: share explained"))
    return figure.drawn()


def _verdict(row: Any) -> str:
    return BAD if row.quadrant == MEND_FIRST else PALETTE[0]


def _place_in_words(row: Any, say: Language) -> str:
    lines = [
        say(QUADRANTS[row.quadrant]),
        say("Explains {share}", share=say.percent(row.share)),
        say("Performance {ratio}", ratio=say.percent(row.performance)),
    ]
    if not row.is_sure:
        lines.append(say("Unsure: in this field in {share} of resamples", share=_held(row, say)))
    return "<br>".join([f"<b>{inert(row.aspect)}</b>", *lines])


def _held(row: Any, say: Language) -> str:
    return say.percent(row.held_in, 0)


def _ellipse(figure: Sketch, row: Any) -> None:
    """Where 95 % of two normal variables with these spreads and this correlation lie."""
    steps = [2 * pi * step / AROUND for step in range(AROUND + 1)]
    slant = sqrt(max(0.0, 1 - row.correlation**2))
    figure.add_scatter(
        x=[row.performance + WITHIN * row.performance_sd * cos(at) for at in steps],
        y=[
            row.share + WITHIN * row.share_sd * (row.correlation * cos(at) + slant * sin(at))
            for at in steps
        ],
        mode="lines",
        line={"color": _verdict(row), "width": 0},
        fill="toself",
        opacity=0.16,
        hoverinfo="skip",
    )


def _up_and_down(row: Any) -> tuple[float, float]:
    """What of the map its ellipse takes up, or its mark."""
    half = WITHIN * (row.share_sd or 0)
    return row.share - half, row.share + half


def _cross_hairs(
    figure: Sketch, rows: list[Any], across: list[float], up: list[float], say: Language
) -> None:
    line = {"color": RULE, "width": 1.5, "dash": "dash"}
    figure.add_vline(x=sum(row.performance for row in rows) / len(rows), line=line, layer="below")
    figure.add_hline(y=sum(row.share for row in rows) / len(rows), line=line, layer="below")
    for quadrant, (side, end) in CORNERS.items():
        colour = {"font_color": BAD} if quadrant == MEND_FIRST else {"opacity": 0.75}
        direct_label(
            figure,
            across[0] if side == "left" else across[1],
            up[1] if end == "top" else up[0],
            f"<i>{say(QUADRANTS[quadrant])}</i>",
            xanchor=side,
            yanchor=end,
            **colour,
        )


# As shares of the map: a name is so high, and a letter of it so wide.
NAME_HEIGHT, LETTER_WIDTH = 0.05, 0.021


def _name(figure: Sketch, rows: list[Any], across: list[float], up: list[float]) -> None:
    """Each aspect's name above its mark, or below where there is no room; what has none either way
    is named when pointed at. What is to be mended first is named first."""
    width, depth = across[1] - across[0], up[1] - up[0]
    # The middle and the half width of what is there already: at first the marks.
    taken = [
        ((row.performance - across[0]) / width, (row.share - up[0]) / depth, LETTER_WIDTH)
        for row in rows
    ]
    for row in sorted(rows, key=lambda row: (row.quadrant != MEND_FIRST, -row.share)):
        name = inert(row.aspect, longest=22)
        middle, height = (row.performance - across[0]) / width, (row.share - up[0]) / depth
        half = LETTER_WIDTH * min(len(row.aspect), 22) / 2
        for shift in (14, -14):
            place = height + (NAME_HEIGHT if shift > 0 else -NAME_HEIGHT)
            if all(
                abs(place - other) >= NAME_HEIGHT * 0.8 or abs(middle - there) >= half + wide
                for there, other, wide in taken
            ):
                taken.append((middle, place, half))
                direct_label(figure, row.performance, row.share, name, yshift=shift, font_size=11.5)
                break
