"""What every figure shares: colours, marks, axes, and names that stay text.

One figure is right in light, in dark, on paper and exported, because it follows three rules.
Data colours are mid-tones, at least 3:1 against both page colours. Text, grid and paper colours
are never set here: Streamlit's template does, and follows the reader's theme without a rerun.
Colour is never the only cue: a mark also has a shape, a pattern or a label.
"""

from collections.abc import Sequence
from datetime import date
from html import unescape
from itertools import pairwise
from math import floor, log10
from typing import Any

from lib.charts.sketch import Sketch
from lib.languages import Language

PALETTE = (
    "#4B5EB9",
    "#25A395",
    "#BD8803",
    "#AF3B41",
    "#906FC3",
    "#5E9549",
    "#D13C86",
    "#187AA4",
    "#A8591F",
    "#5E666F",
)
BRAND, GOOD, BAD, NEUTRAL = PALETTE[0], PALETTE[1], PALETTE[3], "#7A8291"
TRACK = "rgba(128, 134, 150, .16)"  # what a bar could have reached
RULE = "rgba(128, 134, 150, .55)"  # axes and reference lines

TIERS = dict(zip("ABCD", PALETTE, strict=False))
SYMBOLS = {"A": "circle", "B": "square", "C": "diamond", "D": "triangle-up"}

# Fewer than this many customers hide a ratio, fewer than that many mark it (metrics.md, section 0).
TOO_FEW, FEW = 5, 30

LONGEST_NAME = 34

# How a pattern lies on a bar: white lines over the bar's own colour.
HATCH = {"fillmode": "overlay", "fgcolor": "rgba(255, 255, 255, .6)", "size": 6, "solidity": 0.25}


def frame_figure(figure: Sketch, *, height: int, hover: str = "closest", **layout: Any) -> None:
    """The layout every figure has: no legend, no box, no zoom, quiet axes.

    `meta` says whether the figure may grow taller than `height`: rows with names above them may
    not, as the names keep their distance in pixels.
    """
    figure.update_layout(
        height=height,
        meta={"grows": True},
        margin={"l": 0, "r": 8, "t": 8, "b": 0},
        hovermode=hover,
        dragmode=False,
        showlegend=False,
        bargap=0.35,
        barcornerradius=3,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font_size=12,
    )
    figure.update_layout(**layout)
    # A mark that was clicked has done its work: the others do not fade.
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    figure.update_xaxes(
        showgrid=False,
        zeroline=False,
        linecolor=RULE,
        ticks="",
        automargin=True,
        fixedrange=True,
        tickfont_size=12,
        title_font_size=12,
        title_standoff=8,
    )
    figure.update_yaxes(
        gridcolor=TRACK,
        zeroline=False,
        showline=False,
        ticks="",
        automargin=True,
        fixedrange=True,
        tickfont_size=12,
        title_font_size=12,
        title_standoff=8,
    )


def inert(name: object, longest: int = LONGEST_NAME) -> str:
    """A name from the data as Plotly draws it: never markup, never longer than a label may be.

    Plotly reads <b>, <a> and character entities in every text, so all of them are spelt out.
    """
    text = "".join(c for c in str(name) if c.isprintable())
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    return "".join(f"&#{ord(c)};" if c in "<>&$%{}\"'" else c for c in text)


def spelt(label: str) -> str:
    """The words of a label that `inert` made, as a reader sees them."""
    return unescape(label)


def direct_label(figure: Sketch, x: Any, y: Any, text: str, **place: Any) -> None:
    """Words beside a mark, in place of a legend."""
    figure.add_annotation(
        x=x, y=y, text=text, **({"showarrow": False, "font_size": 12.5, "borderpad": 0} | place)
    )


def month_axis(figure: Sketch, months: Sequence[date], say: Language, *, most: int = 6) -> None:
    """Ticks at evenly spaced months, the newest always among them, in the reader's words."""
    days = sorted(set(months))
    if not days:
        return
    step = max(1, -(-len(days) // most))
    shown = days[::-1][::step][::-1]
    years = [None, *(day.year for day in shown)]
    text = [
        say.month_on_axis(day, with_year=day.year != before)
        for before, day in zip(years, shown, strict=False)
    ]
    figure.update_xaxes(
        type="date", tickvals=shown, ticktext=text, tickangle=0, hoverformat="%Y-%m"
    )


def short_ticks(
    figure: Sketch,
    values: Sequence[float],
    say: Language,
    *,
    most: int = 5,
    whole: bool = False,
) -> None:
    """Ticks of an axis of amounts at round numbers, as the reader shortens them; of what is
    counted at `whole` numbers only."""
    low, high = min((0.0, *values)), max((0.0, *values))
    step = _round_step((high - low) / most)
    step = max(step, 1.0) if whole else step
    ticks = [step * n for n in range(int(low // step), int(-(-high // step)) + 1)]
    if step < 1:
        words = [say.number(tick, -floor(log10(step))) for tick in ticks]
    else:
        words = [say.short(tick, like=max(ticks, key=abs)) for tick in ticks]
    figure.update_yaxes(tickvals=ticks, ticktext=words)
    if low == high:  # Plotly finds no place for the title of an axis with a single tick
        words = [say.number(0), say.number(1)]
        figure.update_yaxes(range=[0, 1], tickvals=[0, 1], ticktext=words)


def _round_step(least: float) -> float:
    """The first of 1, 2, 5, 10, 20 … that is no smaller."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least * 0.999)


def from_first_to_last(figure: Sketch, months: Sequence[date]) -> None:
    """A month axis without room at its ends, so that a line's label stands in the margin."""
    if len(set(months)) > 1:
        figure.update_xaxes(range=[min(months), max(months)])


def spread(positions: Sequence[float], least: float) -> list[float]:
    """The positions moved apart, as little as needed, so that labels `least` apart fit."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = list(positions)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    surplus = moved[order[-1]] - positions[order[-1]] if order else 0
    if surplus > 0:  # share the push between both ends
        moved = [value - surplus / 2 for value in moved]
    return moved


def named_rows(figure: Sketch, names: Sequence[str], notes: Sequence[str]) -> None:
    """Each row's name above its mark, and what it amounts to at the right end of the plot.

    Rows count from 0 downwards. Names above rather than beside leave the whole width to the marks,
    on a phone too. The x axis must have its range by now.
    """
    left, right = figure.x_range
    for row, (name, note) in enumerate(zip(names, notes, strict=True)):
        direct_label(figure, left, row, f"<b>{name}</b>", xanchor="left", yshift=19)
        direct_label(figure, right, row, note, xanchor="right", yshift=19)
    figure.update_yaxes(range=[len(names) - 0.5, -0.72], visible=False)
    figure.update_layout(meta={"grows": False})


def bars(
    figure: Sketch,
    lengths: Sequence[float],
    colours: str | Sequence[str],
    *,
    hatched: Sequence[bool] = (),
    hover: Sequence[str] = (),
    stands_for: Sequence[Sequence[object]] = (),
) -> None:
    """One bar a row, thin enough for the row's name above it; a click tells what it stands for."""
    figure.add_bar(
        x=list(lengths),
        y=list(range(len(lengths))),
        orientation="h",
        width=0.36,
        marker={
            "color": colours,
            "pattern": {
                "shape": ["/" if here else "" for here in hatched] or "",
                **HATCH,
            },
        },
        customdata=marks(hover, stands_for),
        hovertemplate="%{customdata[0]}<extra></extra>" if hover else None,
        hoverinfo=None if hover else "skip",
    )


def marks(
    hover: Sequence[str], stands_for: Sequence[Sequence[object]] = ()
) -> list[tuple[object, ...]]:
    """Custom data of a trace: the words of each mark's hover, then what the mark stands for."""
    if not stands_for:
        return [(words,) for words in hover]
    return [(words, *codes) for words, codes in zip(hover, stands_for, strict=True)]


def interval_bar(figure: Sketch, place: int, low: float, high: float, colour: str) -> None:
    """The interval of a row's mark, pale behind it."""
    figure.add_scatter(
        x=[low, high],
        y=[place, place],
        mode="lines",
        line={"color": colour, "width": 9},
        opacity=0.35,
        hoverinfo="skip",
    )


def reference_line(figure: Sketch, x: float, rows: int) -> None:
    """What the rows' marks are held against: a dash in each row, below the row's name."""
    for place in range(rows):
        figure.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=place - 0.2,
            y1=place + 0.24,
            line={"color": RULE, "width": 1.5},
            layer="below",
        )


def rails(figure: Sketch, rows: int) -> None:
    """A pale line along each row, for the eye to follow: no grid runs through the rows' names."""
    for place in range(rows):
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=place,
            y1=place,
            line={"color": TRACK, "width": 2},
            layer="below",
        )


def room_around(values: Sequence[float], *, share: float = 0.06) -> list[float]:
    """An axis range that holds the values with some room at both ends."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * share
    return [low - room, high + room]


def rows_height(rows: int, *, axis: bool = False) -> int:
    """Room for the rows; for two at least above an axis, whose words would stand on each other."""
    return 16 + 54 * max(rows, 2 if axis else 1) + (34 if axis else 0)
