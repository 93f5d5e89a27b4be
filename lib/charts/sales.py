"""Sales: the funnel, and what lies open in it."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    GOOD,
    TRACK,
    bars,
    frame_figure,
    inert,
    named_rows,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

SHORT = 20  # characters of a stage's name, beside which its numbers must fit


def funnel_stages(sales_funnel: DataFrame, say: Language) -> Figure:
    """Opportunities that entered each stage, of those that entered the first; then those won,
    in the colour of what is good.

    The stage that the smallest share advances from is drawn in another colour and hatched.
    """
    rows = sorted(rows_of(sales_funnel), key=lambda row: row.position)
    weakest = weakest_stage(rows)
    names = [inert(row.stage, SHORT) for row in rows]
    notes = [_stage_note(row, say) for row in rows]
    counts = [row.entered for row in rows]
    if rows:
        names.append(say("Won"))
        counts.append(rows[-1].advanced)
        notes.append(f"<b>{say.number(counts[-1])}</b>")
    widest = max(counts, default=1) or 1
    weak = [weakest is not None and place == rows.index(weakest) for place in range(len(counts))]
    figure = Sketch()
    bars(figure, [widest] * len(counts), TRACK)
    bars(
        figure,
        counts,
        [BAD if here else BRAND for here in weak[: len(rows)]] + [GOOD] * bool(rows),
        hatched=weak,
        hover=[_stage_in_words(row, say) for row in rows] + [say("Won")] * bool(rows),
        stands_for=[(row.stage, "entered") for row in rows]
        + [(row.stage, "advanced") for row in rows[-1:]],
    )
    frame_figure(figure, height=rows_height(len(counts)), barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, widest])
    named_rows(figure, names, notes)
    return figure.drawn()


def weakest_stage(rows: list[Any]) -> Any | None:
    """The stage from which the smallest share advances; None where fewer than two are known."""
    judged = known(rows, "conversion")
    return min(judged, key=lambda row: row.conversion) if len(judged) > 1 else None


def _stage_in_words(row: Any, say: Language) -> str:
    return say(
        "{entered} entered<br>{advanced} advanced, {lost} lost, {open} still open",
        entered=say.number(row.entered),
        advanced=say.number(row.advanced),
        lost=say.number(row.lost),
        open=say.number(row.open),
    )


def _stage_note(row: Any, say: Language) -> str:
    words = []
    if row.conversion is not None:
        words.append(say("{share} advance", share=say.percent(row.conversion, 0)))
    if row.median_days is not None:
        words.append(say("{days} days", days=say.number(row.median_days)))
    return "   ".join([" · ".join(words), f"<b>{say.number(row.entered)}</b>"])


def open_pipeline(pipeline: DataFrame, say: Language) -> Figure:
    """Open money by stage: all of it pale, what past wins make of it solid."""
    rows = known(rows_of(pipeline), "amount")
    widest = max((row.amount for row in rows), default=1) or 1
    figure = Sketch()
    bars(figure, [row.amount for row in rows], TRACK)
    bars(figure, [row.weighted or 0 for row in rows], BRAND)
    _whole_row(figure, rows, widest, say)
    frame_figure(figure, height=rows_height(len(rows)), barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, widest])
    named_rows(
        figure, [inert(row.stage, SHORT) for row in rows], [_worth(row, say) for row in rows]
    )
    return figure.drawn()


def _whole_row(figure: Sketch, rows: list[Any], widest: float, say: Language) -> None:
    """What is clicked where a stage's bar is short: nothing to see, as long as the track."""
    bars(
        figure,
        [row.amount or widest for row in rows],
        "rgba(0, 0, 0, 0)",
        hover=[say("{n} opportunities", n=say.number(row.count)) for row in rows],
        stands_for=[[row.stage] for row in rows],
    )


def _worth(row: Any, say: Language) -> str:
    weighted = f"<b>{say.money(row.weighted)}</b>"
    return say("{weighted} weighted of {amount}", weighted=weighted, amount=say.money(row.amount))
