"""How customers moved between tiers: as streams from left to right, and as a grid of numbers."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    GOOD,
    NEUTRAL,
    TIERS,
    direct_label,
    frame_figure,
    marks,
)
from lib.charts.sketch import Sketch
from lib.frames import rows_of
from lib.languages import N_, Language

FROM = ("A", "B", "C", "D", "none", "new")
TO = ("A", "B", "C", "D", "none", "left")
RANKS = {"A": 0, "B": 1, "C": 2, "D": 3}
OTHERS = {
    "none": N_("Not ranked"),
    "new": N_("New or back"),
    "left": N_("No longer buying"),
}
GAP = 0.035  # between two tiers of a side, as a share of all customers
NODE = 0.05  # how wide a tier's bar is
LEAST = 0.004  # a thinner stream would not be seen
# Where a stream has the mark that can be clicked, and how far it has come from its left end to its
# right one by there (the curve of `_path` at three tenths).
HANDLE, LEAN = 0.358, 0.216


def called(tier: str, say: Language) -> str:
    return say(OTHERS[tier]) if tier in OTHERS else say("Tier {tier}", tier=tier)


def direction(tier_from: str, tier_to: str) -> int:
    """Better 1, worse -1, neither 0: between tiers, and out of them."""
    if tier_to == "left":
        return -1
    if tier_from in RANKS and tier_to in RANKS:
        difference = RANKS[tier_from] - RANKS[tier_to]
        return (difference > 0) - (difference < 0)
    return 0


def tier_streams(tier_moves: DataFrame, say: Language) -> Figure:
    """Each tier of then on the left, of now on the right, and between them streams as wide as the
    customers who went that way: those who rose, fell or stopped buying stand out."""
    figure = Sketch()
    rows = [row for row in rows_of(tier_moves) if row.customers]
    frame_figure(figure, height=400, margin={"l": 0, "r": 0, "t": 24, "b": 0}, barmode="overlay")
    figure.update_layout(barcornerradius=0)
    if not rows:
        return figure.drawn()
    everyone = sum(row.customers for row in rows)
    lefts = _placed(rows, "tier_from", FROM, everyone)
    rights = _placed(rows, "tier_to", TO, everyone)
    _streams(figure, rows, dict(lefts), dict(rights), everyone, say)
    for side, placed, name, x in (
        ("left", lefts, "tier_from", 0.0),
        ("right", rights, "tier_to", 1.0),
    ):
        _nodes(figure, placed, rows, name, x, say)
        for tier, top in placed.items():
            height = sum(row.customers for row in rows if getattr(row, name) == tier) / everyone
            words = f"{called(tier, say)} <b>{say.number(round(height * everyone))}</b>"
            inward = 1 if side == "left" else -1
            direct_label(
                figure, x + inward * NODE, top + height / 2, words, xanchor=side, xshift=inward * 5
            )
    heights = [1 + GAP * max(len(lefts), len(rights))]
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[heights[0], -0.01])
    days = (say.day(rows[0].from_day), say.day(rows[0].to_day))
    for x, day, anchor in ((0, days[0], "left"), (1, days[1], "right")):
        direct_label(figure, x, 1, day, yref="paper", xanchor=anchor, yanchor="bottom", yshift=4)
    return figure.drawn()


def _placed(rows: list[Any], name: str, order: tuple[str, ...], everyone: int) -> dict[str, float]:
    """Where each tier of a side begins, from the top down."""
    placed, top = {}, 0.0
    for tier in order:
        height = sum(row.customers for row in rows if getattr(row, name) == tier) / everyone
        if height:
            placed[tier] = top
            top += height + GAP
    return placed


def _streams(
    figure: Sketch,
    rows: list[Any],
    lefts: dict[str, float],
    rights: dict[str, float],
    everyone: int,
    say: Language,
) -> None:
    middles, colours = [], []
    for row in rows:
        height = row.customers / everyone
        begin, end = lefts[row.tier_from], rights[row.tier_to]
        lefts[row.tier_from] += height
        rights[row.tier_to] += height
        colour = STREAMS[direction(row.tier_from, row.tier_to)]
        figure.add_shape(
            type="path",
            path=_path(begin, end, max(height, LEAST)),
            fillcolor=colour,
            line={"width": 0},
            layer="below",
        )
        middles.append(begin + (end - begin) * LEAN + height / 2)
        colours.append(colour)
    figure.add_scatter(
        x=[HANDLE] * len(rows),
        y=middles,
        mode="markers",
        marker={"size": 9, "color": [MARKS[direction(r.tier_from, r.tier_to)] for r in rows]},
        customdata=marks(
            [move_in_words(row, say) for row in rows],
            [(row.tier_from, row.tier_to) for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


STREAMS = {
    1: "rgba(37, 163, 149, .38)",
    -1: "rgba(175, 59, 65, .32)",
    0: "rgba(122, 130, 145, .22)",
}
MARKS = {1: GOOD, -1: BAD, 0: NEUTRAL}


def _path(begin: float, end: float, height: float) -> str:
    """A band from one side to the other, level at both."""
    left, right = NODE, 1 - NODE
    return (
        f"M {left},{begin} C 0.5,{begin} 0.5,{end} {right},{end} "
        f"L {right},{end + height} "
        f"C 0.5,{end + height} 0.5,{begin + height} {left},{begin + height} Z"
    )


def _nodes(
    figure: Sketch, placed: dict[str, float], rows: list[Any], name: str, x: float, say: Language
) -> None:
    counts = {tier: sum(r.customers for r in rows if getattr(r, name) == tier) for tier in placed}
    everyone = sum(row.customers for row in rows)
    figure.add_bar(
        x=[NODE / 2 if x == 0 else 1 - NODE / 2] * len(placed),
        y=[count / everyone for count in counts.values()],
        base=list(placed.values()),
        width=NODE,
        marker={"color": [TIERS.get(tier, NEUTRAL) for tier in placed]},
        customdata=marks(
            [
                say("{tier}: {n} customers", tier=called(tier, say), n=say.number(count))
                for tier, count in counts.items()
            ],
            [(tier, None) if name == "tier_from" else (None, tier) for tier in placed],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def move_in_words(row: Any, say: Language) -> str:
    return say(
        "{before} to {after}: {n} customers, {value} before, {now} now",
        before=called(row.tier_from, say),
        after=called(row.tier_to, say),
        n=say.number(row.customers),
        value=say.money(row.value_from),
        now=say.money(row.value_to),
    )


def tier_grid(tier_moves: DataFrame, say: Language) -> Figure:
    """From tier to tier in numbers: rows the tier of then, columns that of now. Darker where more
    of the row's customers went."""
    figure = Sketch()
    rows = rows_of(tier_moves)
    froms = [t for t in FROM if any(r.customers for r in rows if r.tier_from == t)]
    tos = [t for t in TO if any(r.customers for r in rows if r.tier_to == t)]
    cells = [row for row in rows if row.customers and row.tier_from in froms and row.tier_to in tos]
    frame_figure(figure, height=400, margin={"l": 0, "r": 0, "t": 8, "b": 0}, bargap=0)
    figure.update_layout(barmode="overlay", barcornerradius=2)
    if not cells:
        return figure.drawn()
    _grid_cells(figure, cells, froms, tos, say)
    for row in cells:
        n = say.short(row.customers)
        direct_label(
            figure, tos.index(row.tier_to), froms.index(row.tier_from), f"<b>{n}</b>", font_size=13
        )
    figure.update_xaxes(
        range=[-0.5, len(tos) - 0.5],
        side="top",
        showline=False,
        tickvals=list(range(len(tos))),
        ticktext=[_short(tier, say) for tier in tos],
        tickangle=0,
    )
    figure.update_xaxes(title_text=say("Now"))
    figure.update_yaxes(
        range=[len(froms) - 0.5, -0.5],
        showgrid=False,
        tickvals=list(range(len(froms))),
        ticktext=[f"{_short(tier, say)}  " for tier in froms],
        title_text=say("Then"),
    )
    return figure.drawn()


def _short(tier: str, say: Language) -> str:
    """Six of them stand side by side on a telephone."""
    short = {
        "none": N_("Not<br>ranked"),
        "new": N_("New<br>or back"),
        "left": N_("Stopped<br>buying"),
    }
    return say(short[tier]) if tier in short else tier


def _grid_cells(
    figure: Sketch, cells: list[Any], froms: list[str], tos: list[str], say: Language
) -> None:
    """A bar each, as all of a bar can be clicked."""
    of_row = {t: sum(c.customers for c in cells if c.tier_from == t) for t in froms}
    shades = {1: "37, 163, 149", -1: "175, 59, 65", 0: "122, 130, 145"}
    figure.add_bar(
        x=[tos.index(cell.tier_to) for cell in cells],
        y=[0.94] * len(cells),
        base=[froms.index(cell.tier_from) - 0.47 for cell in cells],
        width=0.95,
        marker={
            "color": [
                f"rgba({shades[direction(cell.tier_from, cell.tier_to)]}, "
                f"{0.12 + 0.5 * cell.customers / of_row[cell.tier_from]:.2f})"
                for cell in cells
            ],
            "line_width": 0,
        },
        customdata=marks(
            [move_in_words(cell, say) for cell in cells],
            [(cell.tier_from, cell.tier_to) for cell in cells],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
