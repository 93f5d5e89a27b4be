"""Data quality: how sound each table is, dimension by dimension."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import frame_figure, marks
from lib.charts.sketch import Sketch
from lib.frames import rows_of
from lib.languages import N_, Language
from lib.words import TABLES

# A dimension, the columns of data_quality that tell of it (judged, failed), and what it finds.
DIMENSIONS = {
    "complete": ("asked", "missing"),
    "valid": ("checked", "invalid"),
    "unique": ("compared", "repeated"),
    "consistent": ("looked_up", "unknown"),
}
CALLED = {
    "complete": N_("Complete"),
    "valid": N_("Valid"),
    "unique": N_("Unique"),
    "consistent": N_("Consistent"),
}

# What share is sound, what is middling, and the shade of each; below both it is poor. Our own.
SOUND, MIDDLING = 0.99, 0.95
SHADES = {
    "sound": "rgba(37, 163, 149, .20)",
    "middling": "rgba(189, 136, 3, .28)",
    "poor": "rgba(175, 59, 65, .34)",
}
MOST_SHOWN = 0.999  # of a share that is not whole: it never reads as 100 %


def findings_of(data_quality: DataFrame) -> list[Any]:
    """A row for each column and dimension with something to repair, the largest share first.

    table, column, finding; found and judged, counts; share, NULL of too few.
    """
    rows = [row for row in rows_of(data_quality) if row.level == "column"]
    found = [
        _finding(row, dimension)
        for row in rows
        for dimension, (_, failed) in DIMENSIONS.items()
        if getattr(row, failed)
    ]
    return sorted(found, key=lambda row: (-(row.share or 0), -row.found))


def _finding(row: Any, dimension: str) -> Any:
    judged, finding = DIMENSIONS[dimension]
    sound = getattr(row, dimension)
    return SimpleNamespace(
        table=row.table,
        column=row.column,
        finding=finding,
        found=getattr(row, finding),
        judged=getattr(row, judged),
        share=None if sound is None else 1 - sound,
    )


def said_share(share: float | None, say: Language) -> str:
    """A share that is not whole never reads as if it were."""
    if share is None or share < 1:
        return say.percent(None if share is None else min(share, MOST_SHOWN))
    return say.percent(share, 0)


def quality_by_table(data_quality: DataFrame, say: Language) -> Figure:
    """A cell a table and dimension: the share that is sound, shaded by how sound; a dash where
    there is nothing to judge."""
    rows = [row for row in rows_of(data_quality) if row.level == "table"]
    figure = Sketch()
    places = [(row, n, name) for n, row in enumerate(rows) for name in DIMENSIONS]
    if rows:
        _cells(figure, places, say)
        _texts(figure, places, say)
    frame_figure(figure, height=44 + 30 * max(len(rows), 1), meta={"grows": False})
    figure.update_xaxes(
        range=[-0.5, len(DIMENSIONS) - 0.5],
        side="top",
        showline=False,
        tickvals=list(range(len(DIMENSIONS))),
        ticktext=[say(CALLED[name]) for name in DIMENSIONS],
        tickfont={"size": 10},  # side by side on a phone too
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickvals=list(range(len(rows))),
        ticktext=[f"{say(TABLES.get(row.table, row.table))}  " for row in rows],
    )
    return figure.drawn()


def _cells(figure: Sketch, places: Sequence[tuple[Any, int, str]], say: Language) -> None:
    for row, n, name in places:
        share = getattr(row, name)
        if share is None:
            continue
        x = list(DIMENSIONS).index(name)
        figure.add_shape(
            type="rect",
            x0=x - 0.47,
            x1=x + 0.47,
            y0=n - 0.44,
            y1=n + 0.44,
            fillcolor=SHADES[_level(share)],
            line={"width": 0},
            layer="below",
        )


def _level(share: float) -> str:
    if share >= SOUND:
        return "sound"
    return "middling" if share >= MIDDLING else "poor"


def _texts(figure: Sketch, places: Sequence[tuple[Any, int, str]], say: Language) -> None:
    """The shares, each in a mark that can be pointed at; it leads on where there is a finding."""
    figure.add_scatter(
        x=[list(DIMENSIONS).index(name) for _, _, name in places],
        y=[n for _, n, _ in places],
        mode="markers+text",
        text=[said_share(getattr(row, name), say) for row, _, name in places],
        textposition="middle center",
        marker={"size": 26, "symbol": "square", "opacity": 0},
        customdata=[_mark(row, name, say) for row, _, name in places],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _mark(row: Any, name: str, say: Language) -> tuple[object, ...]:
    judged, finding = DIMENSIONS[name]
    words = say(
        "{table}, {dimension}: {found} of {judged} cells to repair",
        table=say(TABLES.get(row.table, row.table)),
        dimension=say(CALLED[name]),
        found=say.number(getattr(row, finding)),
        judged=say.number(getattr(row, judged)),
    )
    stands_for = [(row.table, finding)] if getattr(row, finding) else []
    return marks([words], stands_for)[0]
