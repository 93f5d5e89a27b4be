"""Loyalty in what customers say: its levels, and what satisfaction comes with."""

from itertools import accumulate
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
    TRACK,
    bars,
    direct_label,
    frame_figure,
    marks,
    named_rows,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import rows_of
from lib.languages import N_, Language

# How far loyalty reaches, from the first step up.
STEPS = (
    N_("Asked"),
    N_("Cognitive: prefer us"),
    N_("Affective: satisfied twice"),
    N_("Conative: would buy again"),
    N_("Action: kept buying"),
)
NOT_ASKED = -1  # the level that opens those who were not

CELLS = {
    "apostles": N_("Apostles"),
    "hostages": N_("Hostages"),
    "mercenaries": N_("Mercenaries"),
    "defectors": N_("Defectors"),
}
CELL_SHADES = {
    "apostles": "rgba(37, 163, 149, .26)",
    "hostages": "rgba(189, 136, 3, .28)",
    "mercenaries": "rgba(75, 94, 185, .24)",
    "defectors": "rgba(175, 59, 65, .26)",
}

# Of the chain's three columns: how long a bar is at most, its number beside it, and where the last
# ends, whose numbers are money and longer.
LONGEST = 0.42
LAST_ENDS = 3.35


def steps_of_loyalty(loyalty_levels: DataFrame, say: Language) -> Figure:
    """How many reach each of four steps, of those asked: on each, those who go further are solid,
    those who stop there pale; where most stop is hatched. Who was not asked stands apart."""
    rows = rows_of(loyalty_levels)
    asked = [row for row in rows if row.level is not None]
    stop = [row.customers for row in asked]
    reached = list(accumulate(reversed(stop)))[::-1]
    figure = Sketch()
    if not reached or not reached[0]:  # nobody was asked
        frame_figure(figure, height=rows_height(1))
        return figure.drawn()
    most = most_stop(rows)
    _stopped(figure, asked, reached, most, say)
    _gone_further(figure, reached, say)
    names = [say(step) for step in STEPS]
    notes = [_step_note(n, reached[0], say) for n in reached]
    for row in rows:
        if row.level is None and row.customers:
            _not_asked(figure, len(names), row, reached[0], say)
            names.append(say("Not asked"))
            notes.append(f"<b>{say.number(row.customers)}</b>")
    frame_figure(figure, height=rows_height(len(names)), barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, reached[0]])
    named_rows(figure, names, notes)
    return figure.drawn()


def most_stop(rows: list[Any]) -> Any | None:
    """The level at which most of those asked stop, the last aside; None where nobody does."""
    below = [row for row in rows if row.level is not None and row.level < len(STEPS) - 1]
    most = max(below, key=lambda row: row.customers, default=None)
    return most if most and most.customers else None


def _stopped(figure: Sketch, rows: list[Any], reached: list[int], most: Any, say: Language) -> None:
    """Drawn as long as the step, and covered by those who go further."""
    colours = ["rgba(75, 94, 185, .38)"] * len(rows)
    colours[-1] = GOOD
    if most:
        colours[rows.index(most)] = BAD
    bars(
        figure,
        reached,
        colours,
        hatched=[row is most for row in rows],
        hover=[_stop_in_words(row, say) for row in rows],
        stands_for=[(int(row.level), False) for row in rows],
    )


def _stop_in_words(row: Any, say: Language) -> str:
    words = say(
        "{n} get here, {value}" if row.level == len(STEPS) - 1 else "{n} stop here, {value}",
        n=say.number(row.customers),
        value=say.money(row.value),
    )
    return f"{say(STEPS[int(row.level)])}: {words}"


def _gone_further(figure: Sketch, reached: list[int], say: Language) -> None:
    further = list(enumerate(reached[1:], start=1))
    bars(
        figure,
        [n for _, n in further],
        BRAND,
        hover=[
            f"{say(STEPS[level - 1])}: " + say("{n} go further", n=say.number(n))
            for level, n in further
        ],
        stands_for=[(level, True) for level, _ in further],
    )


def _not_asked(figure: Sketch, place: int, row: Any, asked: int, say: Language) -> None:
    """A mark without a length: how many they are has nothing to do with the steps."""
    words = say(
        "Not asked: {n} customers, {value}",
        n=say.number(row.customers),
        value=say.money(row.value),
    )
    figure.add_scatter(
        x=[asked * 0.02],  # all of it within the plot
        y=[place],
        mode="markers",
        marker={"symbol": "square-open", "size": 13, "color": NEUTRAL, "line_width": 2},
        customdata=marks([words], [(NOT_ASKED, False)]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _step_note(reached: int, asked: int, say: Language) -> str:
    return f"{say.percent(reached / asked, 0)}   <b>{say.number(reached)}</b>"


def satisfied_and_loyal(satisfaction_by_loyalty: DataFrame, say: Language) -> Figure:
    """The four cells of satisfied or not beside loyal or not, each with its customers and value."""
    rows = rows_of(satisfaction_by_loyalty)
    everyone = sum(row.customers for row in rows)
    figure = Sketch()
    if everyone:
        _cells(figure, rows, say)
        worth = sum(row.value for row in rows)
        for row in rows:
            direct_label(figure, *_middle(row), _cell_text(row, worth, say))
    frame_figure(figure, height=300, barmode="overlay", bargap=0)
    figure.update_xaxes(
        range=[-0.5, 1.5],
        showline=False,
        tickvals=[0, 1],
        ticktext=[say("Not loyal"), say("Loyal")],
    )
    figure.update_yaxes(
        range=[-0.5, 1.5],
        showgrid=False,
        tickvals=[0, 1],
        ticktext=[f"{say('Not satisfied')}  ", f"{say('Satisfied')}  "],
    )
    return figure.drawn()


def _middle(row: Any) -> tuple[int, int]:
    return int(row.is_loyal), int(row.is_satisfied)


def _cells(figure: Sketch, rows: list[Any], say: Language) -> None:
    """A bar each, as all of a bar can be clicked."""
    figure.add_bar(
        x=[int(row.is_loyal) for row in rows],
        y=[0.97] * len(rows),
        base=[int(row.is_satisfied) - 0.485 for row in rows],
        width=0.98,
        marker={"color": [CELL_SHADES[row.cell] for row in rows], "line_width": 0},
        customdata=marks([_cell_in_words(row, say) for row in rows], [[row.cell] for row in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _cell_in_words(row: Any, say: Language) -> str:
    return say(
        "{cell}: {n} customers, {value} in 12 months",
        cell=say(CELLS[row.cell]),
        n=say.number(row.customers),
        value=say.money(row.value),
    )


def _cell_text(row: Any, worth: float, say: Language) -> str:
    value = say.money(row.value)
    if worth > 0:
        value += f" · {say.percent(row.value / worth, 0)}"
    n = say("{n} customers", n=say.number(row.customers))
    return f"<b>{say(CELLS[row.cell])}</b><br>{n}<br>{value}"


def chain_of_satisfaction(satisfaction_chain: DataFrame, say: Language) -> Figure:
    """Of each band of satisfaction: the loyal share, the share that left, and what each is worth;
    the least satisfied at the top. Hatched where fewer than thirty customers tell."""
    rows = [row for row in rows_of(satisfaction_chain) if row.customers]
    figure = Sketch()
    for place, column in enumerate(_columns(say)):
        _column_of_bars(figure, place, column, rows, say)
    height = rows_height(len(rows)) + 40
    frame_figure(figure, height=height, barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, LAST_ENDS])
    if rows:
        names = [band_in_words(row, say) for row in rows]
        notes = [say("{n} customers", n=say.number(row.customers)) for row in rows]
        named_rows(figure, names, notes)
        figure.update_yaxes(range=[len(rows) - 0.5, -1.45])
        for place, (heading, *_) in enumerate(_columns(say)):
            direct_label(figure, place, -1.1, heading, xanchor="left", align="left")
    return figure.drawn()


Column = tuple[str, str, str, str, str]  # heading, share or value, what of what, colour


def _columns(say: Language) -> tuple[Column, ...]:
    return (
        (say("Loyal"), "loyal_share", "loyal", "known_loyalty", GOOD),
        (say("Left within<br>90 days"), "churn_share", "churned", "followed", BAD),
        (say("Value each"), "value_each", "value", "customers", BRAND),
    )


def _column_of_bars(
    figure: Sketch, place: int, column: Column, rows: list[Any], say: Language
) -> None:
    _, measure, _, base, colour = column
    told = [(n, row) for n, row in enumerate(rows) if getattr(row, measure) is not None]
    most = max((abs(getattr(row, measure)) for _, row in told), default=0) or 1
    if measure == "loyal_share":  # of all there could be
        most = 1
    lengths = [max(getattr(row, measure), 0) / most * LONGEST for _, row in told]
    for colours, long in ((TRACK, [LONGEST] * len(told)), (colour, lengths)):
        figure.add_bar(
            x=long,
            y=[n for n, _ in told],
            base=[place] * len(told),
            orientation="h",
            width=0.36,
            marker={
                "color": colours,
                "pattern": {
                    "shape": [
                        "/" if getattr(row, base) < FEW and colours is colour else ""
                        for _, row in told
                    ],
                    **HATCH,
                },
            },
            customdata=marks(
                [_link_in_words(column, row, say) for _, row in told],
                [_behind(column, row) for _, row in told],
            ),
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    for n, row in told:
        words = _amount(measure, row, say)
        direct_label(figure, place + LONGEST, n, f"<b>{words}</b>", xanchor="left", xshift=5)


def _behind(column: Column, row: Any) -> tuple[object, ...]:
    """The loyal of the band, those of it who left, or all of it."""
    loyal, left_after = column[1] == "loyal_share", column[1] == "churn_share"
    return (row.band, "yes" if loyal else None, left_after)


def _amount(measure: str, row: Any, say: Language) -> str:
    amount = getattr(row, measure)
    return say.money(amount) if measure == "value_each" else say.percent(amount)


def _link_in_words(column: Column, row: Any, say: Language) -> str:
    values = {
        "band": band_in_words(row, say),
        "all": say.number(row.customers),
        "of": say.number(getattr(row, column[3])),
    }
    if column[1] == "value_each":
        return say("{band}: {all} customers, {each} each", each=say.money(row.value_each), **values)
    values["n"] = say.number(getattr(row, column[2]))
    if column[1] == "loyal_share":
        return say("{band}: {n} of {of} loyal", **values)
    return say("{band}: {all} customers; {n} of {of} followed left within 90 days", **values)


def band_in_words(row: Any, say: Language) -> str:
    """The band by its ends: what was perceived, of what was expected."""
    if row.ratio_from is None:
        return say("Below {ratio}", ratio=say.percent(row.ratio_below, 0))
    if row.ratio_below is None:
        return say("{ratio} and more", ratio=say.percent(row.ratio_from, 0))
    return f"{say.percent(row.ratio_from, 0)}–{say.percent(row.ratio_below, 0)}"
