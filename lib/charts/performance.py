"""What is sold, against last year and against target."""

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    HATCH,
    NEUTRAL,
    PALETTE,
    bars,
    frame_figure,
    inert,
    marks,
    month_axis,
    named_rows,
    rows_height,
    short_ticks,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

KEY = 26  # pixels below the rows for what their marks are
MOST_GROUPS = 6  # in one figure; the receipt leads to the rest


@dataclass(frozen=True)
class Mark:
    """What a bar is held against: seen on the bar as well as beside it."""

    symbol: str
    size: int
    colour: str
    width: int


A_YEAR_BEFORE = Mark("line-ns", 18, NEUTRAL, 3)  # longer than the bar is thick
TARGET = Mark("diamond", 10, PALETTE[2], 1)


def sales_by_group(performance: DataFrame, say: Language) -> Figure:
    """Revenue of each group, most first; a stroke marks last year, a diamond the target.

    Who stays below the target, or without one below last year, is drawn in another colour and
    hatched.
    """
    rows = groups_sold(performance)
    behind = [is_behind(row) for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.revenue for row in rows],
        [BAD if here else BRAND for here in behind],
        hatched=behind,
        hover=[_sold_in_words(row, say) for row in rows],
        stands_for=[(row.group, row.group is None) for row in rows],
    )
    _held_against(figure, rows, "last_year", A_YEAR_BEFORE)
    _held_against(figure, rows, "target", TARGET)
    frame_figure(figure, height=rows_height(len(rows)) + KEY)
    told = [row.revenue for row in rows]
    told += [each.last_year for each in known(rows, "last_year")]
    told += [each.target for each in known(rows, "target")]
    figure.update_xaxes(
        range=[0, max(told, default=1) * 1.02 or 1],
        showticklabels=False,
        showline=False,
        title_text=_key(rows, say),
    )
    names = [inert(row.group) if row.group is not None else say("not known") for row in rows]
    named_rows(figure, names, [_sold_note(row, say) for row in rows])
    return figure.drawn()


def groups_sold(performance: DataFrame) -> list[Any]:
    """Those that sold most; who sold nothing has no bar, and what is never told is no group."""
    rows = [row for row in rows_of(performance) if row.revenue > 0]
    if all(row.group is None for row in rows):
        return []
    return sorted(rows, key=lambda row: -row.revenue)[:MOST_GROUPS]


def is_behind(row: Any) -> bool:
    """Below the target; where there is none, below last year."""
    least = row.target if row.target is not None else row.last_year
    return least is not None and row.revenue < least


def _held_against(figure: Sketch, rows: list[Any], column: str, mark: Mark) -> None:
    """What each bar is held against, where that is known."""
    told = [(place, row) for place, row in enumerate(rows) if getattr(row, column) is not None]
    if told:
        _strokes(figure, [getattr(row, column) for _, row in told], [at for at, _ in told], mark)


def _strokes(figure: Sketch, x: list[Any], y: list[Any], mark: Mark) -> None:
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={
            "symbol": mark.symbol,
            "size": mark.size,
            "color": mark.colour,
            "line": {"width": mark.width, "color": mark.colour},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _key(rows: list[Any], say: Language) -> str:
    """What the marks beside the bars are."""
    told = []
    if known(rows, "last_year"):
        told.append(say("┃ a year before"))
    if known(rows, "target"):
        told.append(say("◆ target"))
    return "   ".join(told)


def _sold_note(row: Any, say: Language) -> str:
    words = f"<b>{say.money(row.revenue)}</b>"
    if row.target:
        of_target = say("{share} of target", share=say.percent(row.revenue / row.target, 0))
        return f"{of_target}   {words}"
    if row.change is not None:
        return f"{'▼' if row.change < 0 else '▲'} {say.signed_percent(row.change)}   {words}"
    return words


def _sold_in_words(row: Any, say: Language) -> str:
    lines = [say("Revenue {amount}", amount=say.money(row.revenue))]
    if row.target is not None:
        lines.append(say("Target {amount}", amount=say.money(row.target)))
    if row.last_year is not None:
        lines.append(say("A year before {amount}", amount=say.money(row.last_year)))
    if row.marginal is not None and row.revenue_costed:
        margin = say.percent(row.marginal / row.revenue_costed, 0)
        lines.append(say("Margin {share}", share=margin))
    lines.append(say("{n} customers", n=say.number(row.customers)))
    return "<br>".join(lines)


def targets_by_month(targets: DataFrame, say: Language) -> Figure:
    """What each month brought as a bar, its target as a dash; a month behind its pace is hatched,
    the unfinished one pale."""
    rows = sorted(known(rows_of(targets), "month", "actual", "pace"), key=lambda row: row.month)
    behind = [row.pace < 1 for row in rows]
    figure = Sketch()
    figure.add_bar(
        x=[row.month for row in rows],
        y=[row.actual for row in rows],
        marker={
            "color": [BAD if here else BRAND for here in behind],
            "opacity": [1 if row.share_gone >= 1 else 0.55 for row in rows],
            "pattern": {"shape": ["/" if here else "" for here in behind], **HATCH},
        },
        customdata=marks(
            [_month_in_words(row, say) for row in rows],
            [[row.month.isoformat()] for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    _strokes(figure, [row.month for row in rows], [row.target for row in rows], TARGET)
    frame_figure(figure, height=rows_height(MOST_GROUPS, axis=True))
    amounts = [amount for row in rows for amount in (row.actual, row.target or 0)]
    short_ticks(figure, amounts, say)
    figure.update_yaxes(title_text=say("bars: actual   ◆ target"))
    month_axis(figure, [row.month for row in rows], say, most=5)
    return figure.drawn()


def _month_in_words(row: Any, say: Language) -> str:
    told = say(
        "{month}: {actual} of {target}",
        month=say.month(row.month),
        actual=say.short(row.actual),
        target=say.short(row.target),
    )
    return told + "<br>" + _pace(row, say)


def _pace(row: Any, say: Language) -> str:
    if row.share_gone < 1:
        return say(
            "{pace} of what {gone} of the month should have brought",
            pace=say.percent(row.pace, 0),
            gone=say.percent(row.share_gone, 0),
        )
    return say("{share} of target", share=say.percent(row.pace, 0))


def targets_by_group(targets: DataFrame, say: Language) -> Figure:
    """How far each person or region has come of what was to be reached by now, the furthest behind
    first; a stroke marks what was to be reached."""
    rows = sorted(known(rows_of(targets), "group", "pace"), key=lambda row: row.pace)[:MOST_GROUPS]
    behind = [row.pace < 1 for row in rows]
    figure = Sketch()
    bars(
        figure,
        [max(row.pace, 0) for row in rows],
        [BAD if here else BRAND for here in behind],
        hatched=behind,
        hover=[_group_in_words(row, say) for row in rows],
        stands_for=[[row.group] for row in rows],
    )
    _strokes(figure, [1] * len(rows), list(range(len(rows))), TARGET)
    frame_figure(figure, height=rows_height(len(rows)) + KEY)
    title = say("◆ to be reached by now")
    widest = max((row.pace for row in rows), default=1)
    figure.update_xaxes(
        range=[0, max(1.05, widest)], showticklabels=False, showline=False, title_text=title
    )
    notes = [
        say(
            "{actual} of {target}   {pace}",
            actual=say.short(row.actual),
            target=say.short(row.target),
            pace=f"<b>{say.percent(row.pace, 0)}</b>",
        )
        for row in rows
    ]
    named_rows(figure, [inert(row.group) for row in rows], notes)
    return figure.drawn()


def _group_in_words(row: Any, say: Language) -> str:
    return say(
        "{actual} of {target} for {n} months, {pace} of what was to be reached by now",
        actual=say.short(row.actual),
        target=say.short(row.target),
        n=say.number(row.months),
        pace=say.percent(row.pace, 0),
    )
