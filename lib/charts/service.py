"""How complaints are handled: in time or not, handed over, put right step by step; and the three
things most in need of measuring."""

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.complaints import called, whisker
from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    NEUTRAL,
    RULE,
    TRACK,
    bars,
    direct_label,
    frame_figure,
    marks,
    month_axis,
    named_rows,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language
from lib.words import STEPS

MOST_ROWS = 8
MOST_POINTS = 5  # of a rating of how a complaint was handled

TIMES = {
    "0": N_("Never passed on"),
    "1": N_("Passed on once"),
    "2": N_("Passed on twice"),
    "3+": N_("More often"),
}


# In time ------------------------------------------------------------------------------------------


def on_time_by_group(promptness: DataFrame, say: Language) -> Figure:
    """Of each group, the share put right in time, with its interval; the slowest group first."""
    rows = judged_groups(promptness)
    names = [group_of(row, say) for row in rows]
    colours = _against_all(promptness, rows)
    figure = Sketch()
    bars(
        figure,
        [1.0] * len(rows),
        TRACK,
        hover=[_missed_in_words(n, row, say) for n, row in zip(names, rows, strict=True)],
        stands_for=[(row.group or "", "missed") for row in rows],
    )
    bars(
        figure,
        [row.share for row in rows],
        colours,
        hatched=[colour == BAD for colour in colours],
        hover=[_on_time_in_words(n, row, say) for n, row in zip(names, rows, strict=True)],
        stands_for=[(row.group or "", "on_time") for row in rows],
    )
    for place, row in enumerate(rows):
        whisker(figure, place, row.low, row.high)
    frame_figure(figure, height=rows_height(len(rows)), barmode="overlay")
    figure.update_xaxes(range=[0, 1], visible=False)
    named_rows(figure, names, [_on_time_note(row, say) for row in rows])
    return figure.drawn()


def judged_groups(promptness: DataFrame) -> list[Any]:
    """The groups of which enough were due, the largest of them, the least in time first."""
    rows = known(rows_of(promptness), "share")
    largest = sorted(rows, key=lambda row: -row.complaints)[:MOST_ROWS]
    return sorted(largest, key=lambda row: (row.share, -row.due))


def share_of_all(promptness: DataFrame) -> float | None:
    rows = rows_of(promptness)
    due = sum(row.due for row in rows)
    return sum(row.on_time for row in rows) / due if due else None


def _against_all(promptness: DataFrame, rows: Sequence[Any]) -> list[str]:
    """Below or above the share of all by more than its interval, or not told apart from it."""
    whole = share_of_all(promptness) or 0
    return [BAD if row.high < whole else GOOD if row.low > whole else BRAND for row in rows]


def group_of(row: Any, say: Language) -> str:
    return say("nobody's") if row.group is None else called(row.group, say)


def _on_time_note(row: Any, say: Language) -> str:
    share = f"<b>{say.percent(row.share, 0)}</b>"
    if row.due < FEW:
        share += " " + say("of {n} complaints", n=say.number(row.due))
    if row.resolution_median is None:
        return share
    return f"{say('{n} h', n=say.number(row.resolution_median))}   {share}"


def _on_time_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} of {due} put right in time, {share} ({low} to {high})",
        group=name,
        n=say.number(row.on_time),
        due=say.number(row.due),
        share=say.percent(row.share),
        low=say.percent(row.low),
        high=say.percent(row.high),
    )


def _missed_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} of {due} too late or past due",
        group=name,
        n=say.number(row.missed),
        due=say.number(row.due),
    )


# Hand-overs ---------------------------------------------------------------------------------------


def content_by_handovers(handovers: DataFrame, say: Language) -> Figure:
    """How content customers were with the handling, by how often a complaint was passed on."""
    rows = [row for row in rows_of(handovers) if row.group in TIMES]
    names = [say(TIMES[row.group]) for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.rating_after or 0 for row in rows],
        [BRAND if row.group == "0" else BAD for row in rows],
        hatched=[row.group != "0" for row in rows],
        hover=[_handed_in_words(n, row, say) for n, row in zip(names, rows, strict=True)],
        stands_for=[(row.group, "") for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(range=[0, MOST_POINTS], visible=False)
    named_rows(figure, names, [_handed_note(row, say) for row in rows])
    return figure.drawn()


def _handed_note(row: Any, say: Language) -> str:
    count = say("{n} complaints", n=say.number(row.complaints))
    if row.rating_after is None:
        return f"{count}   {say('too few rated')}"
    rating = f"<b>{say.number(row.rating_after, 1)}</b>"
    return f"{count}   {say('{rating} of 5', rating=rating)}"


def _handed_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{name}: {n} complaints; {rated} customers rate the handling {rating} of 5",
        name=name,
        n=say.number(row.complaints),
        rated=say.number(row.rated),
        rating=say.number(row.rating_after, 1),
    )


# Recovery -----------------------------------------------------------------------------------------


def recovery_steps_done(recovery: DataFrame, say: Language) -> Figure:
    """Of each step, for how many complaints it is done, and after how long."""
    rows = known(rows_of(recovery), "share")
    names = [say(STEPS[row.step]) for row in rows]
    figure = Sketch()
    bars(figure, [1.0] * len(rows), TRACK)
    bars(
        figure,
        [row.share for row in rows],
        BRAND,
        hover=[_step_in_words(n, row, say) for n, row in zip(names, rows, strict=True)],
        stands_for=[(row.step, "") for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)), barmode="overlay")
    figure.update_xaxes(range=[0, 1], visible=False)
    notes = [_after(row, say) + f"<b>{say.percent(row.share, 0)}</b>" for row in rows]
    named_rows(figure, names, notes)
    return figure.drawn()


def _after(row: Any, say: Language) -> str:
    if row.median_hours is None:
        return ""
    if row.median_hours < 48:
        return say("after {n} h", n=say.number(row.median_hours)) + "   "
    return say("after {n} days", n=say.number(row.median_hours / 24)) + "   "


def _step_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{step}: done for {n} of {all} valid complaints, {share}",
        step=name,
        n=say.number(row.done),
        all=say.number(row.complaints),
        share=say.percent(row.share),
    )


def what_recovery_earns(recovery_effect: DataFrame, say: Language) -> Figure:
    """Each step's gain: how much more trade again with it than without it, both beside like
    customers; with its interval, the largest first."""
    rows = steps_with_gain(recovery_effect)
    names = [say(STEPS[row.group]) for row in rows]
    figure = Sketch()
    for place, row in enumerate(rows):
        whisker(figure, place, row.gain_low, row.gain_high)
    figure.add_scatter(
        x=[row.gain for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "color": [GOOD if row.pays else NEUTRAL for row in rows],
            "symbol": ["diamond" if row.pays else "circle" for row in rows],
            "size": [14 if row.pays else 11 for row in rows],
        },
        customdata=marks(
            [_gain_in_words(n, row, say) for n, row in zip(names, rows, strict=True)],
            [(row.group, "") for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    ends = [0.0, *(row.gain_low for row in rows), *(row.gain_high for row in rows)]
    room = (max(ends) - min(ends) or 1) * 0.04
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    figure.add_vline(x=0, line={"color": RULE, "width": 1.5}, layer="below")
    low, high = min(ends) - room, max(ends) + room
    ticks = [place / 10 for place in range(ceil(low * 10), floor(high * 10) + 1)]
    words = [say.signed(100 * tick) for tick in ticks]
    figure.update_xaxes(range=[low, high], tickvals=ticks, ticktext=words)
    figure.update_xaxes(title_text=say("More who trade again, in points, with 95% interval"))
    named_rows(figure, names, [f"<b>{say.points(row.gain)}</b>" for row in rows])
    return figure.drawn()


def steps_with_gain(recovery_effect: DataFrame) -> list[Any]:
    rows = [row for row in known(rows_of(recovery_effect), "gain") if row.group in STEPS]
    return sorted(rows, key=lambda row: -row.gain)


def _gain_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{step}: of {n} complaints with it {share} trade again, of like customers {like}; against "
        "those without it {gain} ({low} to {high})",
        step=name,
        n=say.number(row.complaints),
        share=say.percent(row.share),
        like=say.percent(row.like),
        gain=say.points(row.gain),
        low=say.points(row.gain_low),
        high=say.points(row.gain_high),
    )


# The three measures -------------------------------------------------------------------------------

MEASURES = (
    ("customers", N_("Customers: satisfaction ratio"), GOOD),
    ("employees", N_("Employees: share of full marks"), BRAND),
    ("cash", N_("Cash received"), NEUTRAL),
)


def three_things_to_measure(three_measures: DataFrame, say: Language) -> Figure:
    """Customers, employees and cash over the same months, one above the other, each on a scale of
    its own; an unfinished month is hollow."""
    rows = rows_of(three_measures)
    told = [measure for measure in MEASURES if known(rows, measure[0])]
    figure = Sketch()
    for place, (column, words, colour) in enumerate(told):
        _band(figure, known(rows, column), column, say(words), colour, place, say)
    frame_figure(figure, height=40 + 92 * max(len(told), 1), margin={"l": 0, "r": 92, "t": 4})
    figure.update_yaxes(visible=False, range=[-len(told) + 0.0, 0.12])
    month_axis(figure, [row.month for row in rows], say, most=4)
    return figure.drawn()


def _band(
    figure: Sketch,
    rows: Sequence[Any],
    column: str,
    words: str,
    colour: str,
    place: int,
    say: Language,
) -> None:
    values = [getattr(row, column) for row in rows]
    low, high = min(values), max(values)
    heights = [
        -place - 0.82 + 0.5 * ((v - low) / (high - low) if high > low else 0.5) for v in values
    ]
    hover = [
        f"{words}, {say.month(row.month)}: {_written(column, value, say)}"
        for row, value in zip(rows, values, strict=True)
    ]
    figure.add_scatter(
        x=[row.month for row in rows],
        y=heights,
        mode="lines+markers",
        line={"color": colour, "width": 2.4},
        marker={
            "size": 7,
            "symbol": ["circle" if row.is_complete else "circle-open" for row in rows],
        },
        customdata=marks(hover, [(row.month.isoformat(), "") for row in rows])
        if column == "customers"
        else marks(hover),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    direct_label(
        figure, 0, -place - 0.08, f"<b>{words}</b>", xref="paper", xanchor="left", yanchor="middle"
    )
    direct_label(
        figure,
        1,
        heights[-1],
        f"<b>{_written(column, values[-1], say)}</b>",
        xref="paper",
        xanchor="left",
        xshift=8,
    )


def _written(column: str, value: float, say: Language) -> str:
    return say.money(value) if column == "cash" else say.percent(value)
