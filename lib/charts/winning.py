"""What winning customers costs: month by month, and by the channel they came through."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    HATCH,
    NEUTRAL,
    TOO_FEW,
    bars,
    direct_label,
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

MOST_CHANNELS = 8
ASIDE = 0.025  # of the width: room for all of a ring at the figure's edge


def cost_of_winning(acquisition: DataFrame, say: Language) -> Figure:
    """What winning a customer cost, month by month; hatched where few were won."""
    figure = Sketch()
    rows = [row for row in known(rows_of(acquisition), "cac", "month") if row.new >= TOO_FEW]
    bars_up = [row.cac for row in rows]
    frame_figure(figure, height=300)
    figure.add_bar(
        x=[row.month for row in rows],
        y=bars_up,
        marker={
            "color": BRAND,
            "pattern": {"shape": ["/" if row.new < FEW else "" for row in rows], **HATCH},
        },
        customdata=marks(
            [_won_in_words(row, say) for row in rows], [(row.month.isoformat(),) for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    if rows:
        newest = max(rows, key=lambda row: row.month)
        words = f"<b>{say.money(newest.cac)}</b>"
        direct_label(figure, newest.month, newest.cac, words, yanchor="bottom", yshift=3)
    title = say("Spent per customer won ({currency})", currency=say.currency)
    figure.update_yaxes(title_text=title)
    short_ticks(figure, bars_up, say)
    month_axis(figure, [row.month for row in rows], say)
    return figure.drawn()


def _won_in_words(row: Any, say: Language) -> str:
    lines = [
        say(
            "{month}: {n} customers won for {spent}, {cac} each",
            month=say.month(row.month),
            n=say.number(row.new),
            spent=say.money(row.spend_to_win),
            cac=say.money(row.cac),
        )
    ]
    if row.payback_months is not None:
        months = say.number(row.payback_months, 1)
        lines.append(say("Paid back in {months} months", months=months))
    if row.cost_per_kept is not None:
        lines.append(say("{cost} per customer kept", cost=say.money(row.cost_per_kept)))
    return "<br>".join(lines)


def channels_drawn(acquisition: DataFrame) -> list[Any]:
    """The channels that won most customers, enough of them to tell: the dearest first, those whose
    cost is not known last."""
    rows = [row for row in known(rows_of(acquisition), "channel") if row.new >= TOO_FEW]
    rows = sorted(rows, key=lambda row: -row.new)[:MOST_CHANNELS]
    rows.sort(key=lambda row: -1 if row.cac is None else row.cac, reverse=True)
    return rows if known(rows, "cac") else []


def cost_by_channel(
    acquisition: DataFrame, say: Language, lifetime_value: DataFrame | None = None
) -> Figure:
    """What winning a customer cost through each channel, and how many times that such a customer
    will bring: red below once, hatched where few were won. `lifetime_value` tells of the same."""
    figure = Sketch()
    rows = channels_drawn(acquisition)
    ahead = {} if lifetime_value is None else _worth_each(lifetime_value)
    dear = [row for row in rows if row.cac]  # stand first
    bars(
        figure,
        [row.cac for row in dear],
        [BAD if _is_dear(row, ahead) else BRAND for row in dear],
        hatched=[row.new < FEW for row in dear],
        hover=[_channel_in_words(row, ahead.get(row.channel), say) for row in dear],
        stands_for=[(row.channel,) for row in dear],
    )
    _rings(figure, rows, len(dear), ahead, say)
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(visible=False, range=[0, max([1, *(row.cac or 0 for row in rows)])])
    notes = [_channel_note(row, ahead.get(row.channel), say) for row in rows]
    named_rows(figure, [inert(row.channel) for row in rows], notes)
    return figure.drawn()


def _rings(
    figure: Sketch, rows: list[Any], after: int, ahead: dict[str, float], say: Language
) -> None:
    """A ring for each channel without a bar, so that its customers can be opened too."""
    without = rows[after:]
    if not without:
        return
    inside = ASIDE * max([1, *(row.cac or 0 for row in rows)])
    figure.add_scatter(
        x=[inside] * len(without),
        y=list(range(after, len(rows))),
        mode="markers",
        marker={"symbol": "circle-open", "size": 12, "color": NEUTRAL, "line": {"width": 2}},
        cliponaxis=False,
        customdata=marks(
            [_channel_in_words(row, ahead.get(row.channel), say) for row in without],
            [(row.channel,) for row in without],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _is_dear(row: Any, ahead: dict[str, float]) -> bool:
    """Does a customer cost more than they will bring?"""
    return row.cac is not None and ahead.get(row.channel, row.cac) < row.cac


def _worth_each(lifetime_value: DataFrame) -> dict[str, float]:
    """What a customer won through a channel will bring, where enough came."""
    rows = known(rows_of(lifetime_value), "group", "value_each")
    return {row.group: row.value_each for row in rows if row.customers >= TOO_FEW}


def _channel_note(row: Any, ahead: float | None, say: Language) -> str:
    if row.cac is None:
        return say("cost not known")
    if ahead is None or not row.cac:
        return f"<b>{say.money(row.cac)}</b>"
    return say(
        "brings {times} times   <b>{cac}</b>",
        times=say.number(ahead / row.cac, 1),
        cac=say.money(row.cac),
    )


def _channel_in_words(row: Any, ahead: float | None, say: Language) -> str:
    if row.cac is None:
        lines = [say("{n} customers won, at a cost not known", n=say.number(row.new))]
    else:
        lines = [
            say(
                "{n} customers won for {spent}, {cac} each",
                n=say.number(row.new),
                spent=say.money(row.spend_to_win),
                cac=say.money(row.cac),
            )
        ]
    if row.payback_months is not None:
        months = say.number(row.payback_months, 1)
        lines.append(say("Paid back in {months} months", months=months))
    if ahead is not None:
        lines.append(say("{value} each to come in 12 months", value=say.money(ahead)))
    return "<br>".join(lines)
