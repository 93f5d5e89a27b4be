"""Campaigns: what they returned, and what they truly changed."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    GOOD,
    NEUTRAL,
    bars,
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
from lib.languages import Language

MOST = 10  # campaigns in one figure; the table beside it has the rest


def return_by_campaign(campaign_roi: DataFrame, say: Language) -> Figure:
    """Return on investment of each campaign, best first; losses hatched and to the left."""
    return _returns(known(rows_of(campaign_roi), "roi"), "campaign", say)


def return_by_channel(campaign_roi: DataFrame, say: Language) -> Figure:
    """The same over all campaigns of a channel."""
    return _returns(known(rows_of(campaign_roi), "roi"), "channel", say)


def _returns(rows: list[Any], named_by: str, say: Language) -> Figure:
    rows = ends_of(sorted(rows, key=lambda row: -row.roi), MOST)
    lost = [row.roi < 0 for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.roi for row in rows],
        [BAD if here else GOOD for here in lost],
        hatched=lost,
        hover=[_roi_in_words(row, say) for row in rows],
        stands_for=[_stood_for(row, named_by) for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    ends = room_around([0.0, *(row.roi for row in rows)], share=0.02)
    figure.update_xaxes(visible=False, range=ends)
    reference_line(figure, 0, len(rows))
    names = [inert(getattr(row, named_by) or say("not known")) for row in rows]
    named_rows(figure, names, [_roi_note(row, say) for row in rows])
    return figure.drawn()


def _stood_for(row: Any, named_by: str) -> list[str]:
    return [row.channel] if named_by == "channel" else [row.campaign_id, row.campaign]


def ends_of(rows: list[Any], most: int) -> list[Any]:
    """The first and the last rows where there are more than fit; in their order."""
    if len(rows) <= most:
        return rows
    return rows[: most - most // 2] + rows[-(most // 2) :]


def _roi_note(row: Any, say: Language) -> str:
    return f"{'▼' if row.roi < 0 else '▲'} <b>{say.signed_percent(row.roi)}</b>"


def _roi_in_words(row: Any, say: Language) -> str:
    lines = [
        say("Cost {amount}", amount=say.money(row.cost)),
        say("Revenue {amount}", amount=say.money(row.revenue)),
        say("Profit {amount}", amount=say.money(row.profit)),
        say("Orders {n}", n=say.number(row.orders)),
    ]
    return "<br>".join(lines)


def lift_by_campaign(campaign_lift: DataFrame, say: Language) -> Figure:
    """What each campaign added per customer against its control, with its 95 % interval.

    A triangle up is a shown gain, one down a shown loss, an open circle neither.
    """
    rows = known([row for row in rows_of(campaign_lift) if row.arm == "treated"], "lift")
    rows = ends_of(sorted(rows, key=lambda row: -row.lift), MOST)
    verdicts = [verdict(row.low, row.high) for row in rows]
    figure = Sketch()
    for place, (row, said) in enumerate(zip(rows, verdicts, strict=True)):
        if row.low is not None:
            interval_bar(figure, place, row.low, row.high, LIFT_COLOURS[said])
    figure.add_scatter(
        x=[row.lift for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 13,
            "color": [LIFT_COLOURS[said] for said in verdicts],
            "symbol": [LIFT_SYMBOLS[said] for said in verdicts],
            "line_width": [2 if said == "unsure" else 0 for said in verdicts],
        },
        customdata=marks(
            [_lift_in_words(row, say) for row in rows],
            [_stood_for(row, "campaign") for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    bounds = [bound for row in known(rows, "low") for bound in (row.low, row.high)]
    title = say("Added per customer treated ({currency}), with 95% interval", currency=say.currency)
    figure.update_xaxes(range=room_around([0.0, *(row.lift for row in rows), *bounds]))
    figure.update_xaxes(nticks=6, title_text=title)
    rails(figure, len(rows))
    reference_line(figure, 0, len(rows))
    notes = [f"<b>{say.signed_money(row.lift)}</b>" for row in rows]
    named_rows(figure, [inert(row.campaign) for row in rows], notes)
    return figure.drawn()


LIFT_COLOURS = {"gain": GOOD, "loss": BAD, "unsure": NEUTRAL}
LIFT_SYMBOLS = {"gain": "triangle-up", "loss": "triangle-down", "unsure": "circle-open"}


def verdict(low: float | None, high: float | None) -> str:
    """Whether an interval shows a gain, a loss, or neither."""
    if low is None or high is None:
        return "unsure"
    return "gain" if low > 0 else "loss" if high < 0 else "unsure"


def _lift_in_words(row: Any, say: Language) -> str:
    lines = [say("Lift {amount} per customer", amount=say.signed_money(row.lift))]
    if row.low is not None:
        low, high = say.signed_money(row.low), say.signed_money(row.high)
        lines.append(say("95% interval {low} to {high}", low=low, high=high))
    lines.append(say("{n} customers treated", n=say.number(row.customers)))
    return "<br>".join(lines)
