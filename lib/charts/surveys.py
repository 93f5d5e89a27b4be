"""What corrects a survey, and whom it reaches."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    NEUTRAL,
    TIERS,
    TOO_FEW,
    frame_figure,
    inert,
    interval_bar,
    marks,
    named_rows,
    rails,
    reference_line,
    room_around,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

MOST_GROUPS = 10  # those with most answers are drawn
DELIVERY = {"late": N_("Delivered late"), "on time": N_("Delivered on time")}


def newest_corrected(satisfaction_correction: DataFrame) -> Any:
    """The newest month with a ratio to correct; None where there is none."""
    rows = known(rows_of(satisfaction_correction), "surveyed")
    return max(rows, key=lambda row: row.month, default=None)


def correction_steps(satisfaction_correction: DataFrame, say: Language) -> Figure:
    """From what surveys say to what is left of it after complaints and returns, step by step."""
    figure = Sketch()
    row = newest_corrected(satisfaction_correction)
    if row is None:
        frame_figure(figure, height=rows_height(1))
        return figure.drawn()
    between = row.surveyed * row.complaint_factor
    steps = [
        (say("Surveyed"), None, row.surveyed, ""),
        (say("After complaints"), row.surveyed, between, _usual(row, "complaints", say)),
        (say("After returns"), between, row.corrected, _usual(row, "returns", say)),
    ]
    for place, (_name, before, now, _words) in enumerate(steps):
        if before is not None:
            _step(figure, place, before, now)
    figure.add_scatter(
        x=[now for _, _, now, _ in steps],
        y=list(range(len(steps))),
        mode="markers",
        marker={"size": 12, "color": [_direction(before, now) for _, before, now, _ in steps]},
        customdata=marks(
            [words or name for name, _, _, words in steps], [[row.month.isoformat()]] * len(steps)
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    if row.low is not None:
        interval_bar(figure, 0, row.low, row.high, BRAND)
    frame_figure(figure, height=rows_height(len(steps), axis=True))
    ends = [now for _, _, now, _ in steps] + [row.low or 1.0, row.high or 1.0, 1.0]
    title = say("Perceived ÷ expected")
    figure.update_xaxes(range=room_around(ends), nticks=6, tickformat=".0%", title_text=title)
    reference_line(figure, 1, len(steps))
    rails(figure, len(steps))
    named_rows(figure, [name for name, *_ in steps], [_note(step, say) for step in steps])
    return figure.drawn()


def _step(figure: Sketch, place: int, before: float, now: float) -> None:
    figure.add_scatter(
        x=[before, now],
        y=[place, place],
        mode="lines",
        line={"color": _direction(before, now), "width": 5},
        hoverinfo="skip",
    )


def _direction(before: float | None, now: float) -> str:
    if before is None:
        return BRAND
    if abs(now - before) < 0.0005:
        return NEUTRAL
    return GOOD if now > before else BAD


def _note(step: tuple[str, float | None, float, str], say: Language) -> str:
    _, before, now, _ = step
    moved = "" if before is None else f"{say.points(now - before)}   "
    return f"{moved}<b>{say.percent(now)}</b>"


def _usual(row: Any, counted: str, say: Language) -> str:
    count, expected = getattr(row, counted), getattr(row, f"{counted}_expected")
    if count is None or expected is None:
        return say("Nothing is known to correct by")
    count, expected = say.number(count), say.number(expected, 1)
    if counted == "complaints":
        return say("{n} complaints, {usual} usual", n=count, usual=expected)
    return say("{n} returns and repairs, {usual} usual", n=count, usual=expected)


def content_by_group(csat: DataFrame, say: Language) -> Figure:
    """The share of satisfied answers, group by group, the lowest first; of many groups those with
    the most answers."""
    rows = content_groups(csat)
    figure = Sketch()
    colours = [TIERS.get(row.group, BRAND) for row in rows]
    for place, row in enumerate(rows):
        interval_bar(figure, place, row.low, row.high, colours[place])
    figure.add_scatter(
        x=[row.share for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 12,
            "color": colours,
            "symbol": ["circle-open" if row.answers < FEW else "circle" for row in rows],
            "line": {"width": 2, "color": colours},
        },
        customdata=marks([_satisfied(row, say) for row in rows], [[row.group] for row in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    reach = [bound for row in rows for bound in (row.low, row.high)]
    title = say("Share of satisfied answers, with 95% interval;<br>the dash is that of all")
    figure.update_xaxes(range=room_around(reach), nticks=6, tickformat=".0%", title_text=title)
    if rows:
        satisfied, answers = sum(r.satisfied for r in rows), sum(r.answers for r in rows)
        reference_line(figure, satisfied / answers, len(rows))
    rails(figure, len(rows))
    names = [content_group(row.group, say) for row in rows]
    named_rows(figure, names, [f"<b>{say.percent(row.share, 0)}</b>" for row in rows])
    return figure.drawn()


def content_groups(csat: DataFrame) -> list[Any]:
    """The groups that are shown: enough answers, the lowest share first."""
    rows = known(rows_of(csat), "share")
    rows = sorted(rows, key=lambda row: -row.answers)[:MOST_GROUPS]
    return sorted(rows, key=lambda row: row.share)


def content_group(group: str | None, say: Language) -> str:
    """What a group is called: a code of ours in words, a name from the data as it is."""
    if group is None:
        return say("not told")
    if group in DELIVERY:
        return say(DELIVERY[group])
    return say("not ranked") if group == "none" else _called(group, say)


def _satisfied(row: Any, say: Language) -> str:
    return say(
        "{n} of {all} answers satisfied", n=say.number(row.satisfied), all=say.number(row.answers)
    )


def survey_reach(survey_reach: DataFrame, say: Language) -> Figure:
    """The share of each group's customers who answered, beside that of all."""
    rows = [row for row in known(rows_of(survey_reach), "share") if row.customers >= TOO_FEW]
    rows = [row for row in rows if row.group not in (None, "none")]
    figure = Sketch()
    for place, row in enumerate(rows):
        interval_bar(figure, place, row.low, row.high, TIERS.get(row.group, BRAND))
    figure.add_scatter(
        x=[row.share for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 12,
            "color": [TIERS.get(row.group, BRAND) for row in rows],
            "symbol": ["circle-open" if row.customers < FEW else "circle" for row in rows],
            "line": {"width": 2, "color": [TIERS.get(row.group, BRAND) for row in rows]},
        },
        customdata=marks([_reached(row, say) for row in rows], [[row.group] for row in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    figure.update_xaxes(
        range=room_around([0.0, *(row.high for row in rows)]),
        nticks=6,
        tickformat=".0%",
        title_text=say("Share who answered; the dash is that of all"),
    )
    if rows:
        answered, customers = sum(r.answered for r in rows), sum(r.customers for r in rows)
        reference_line(figure, answered / customers, len(rows))
    rails(figure, len(rows))
    names = [_called(row.group, say) for row in rows]
    named_rows(figure, names, [f"<b>{say.percent(row.share, 0)}</b>" for row in rows])
    return figure.drawn()


def _called(group: str, say: Language) -> str:
    return say("Tier {tier}", tier=group) if group in TIERS else inert(group)


def _reached(row: Any, say: Language) -> str:
    return say("{n} of {all} answered", n=say.number(row.answered), all=say.number(row.customers))
