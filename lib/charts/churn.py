"""Churn: who leaves, who comes back."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    GOOD,
    HATCH,
    PALETTE,
    RULE,
    SYMBOLS,
    TIERS,
    TOO_FEW,
    direct_label,
    frame_figure,
    from_first_to_last,
    month_axis,
    short_ticks,
    spread,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

ENOUGH_HISTORY = 12  # months of data before a month; with fewer its rate is drawn dotted


def churn_by_tier(tier_churn: DataFrame, say: Language) -> Figure:
    """Monthly churn rate, one line per tier, A first; dotted while there is little history.

    A tier of fewer than five customers shows no rate that month.
    """
    figure = Sketch()
    rows = [row for row in known(rows_of(tier_churn), "churn_rate") if row.customers >= TOO_FEW]
    rows.sort(key=lambda row: row.month)
    lines = {tier: [row for row in rows if row.tier == tier] for tier in TIERS}
    lines = {tier: line for tier, line in lines.items() if line}
    for tier, line in lines.items():
        _tier_line(figure, tier, line, say)
    _tier_labels(figure, lines, say)
    frame_figure(figure, height=300, margin={"l": 0, "r": 74, "t": 8, "b": 0})
    highest = max((row.churn_rate for row in rows), default=1)
    figure.update_yaxes(tickformat=".0%" if highest > 0.05 else ".1%")
    figure.update_yaxes(rangemode="tozero", nticks=6)
    figure.update_yaxes(title_text=say("Active customers lost in the month"))
    month_axis(figure, [row.month for row in rows], say)
    from_first_to_last(figure, [row.month for row in rows])
    return figure.drawn()


def _tier_line(figure: Sketch, tier: str, line: list[Any], say: Language) -> None:
    enough = [row for row in line if row.history_months >= ENOUGH_HISTORY]
    early = [row for row in line if not enough or row.month <= enough[0].month]
    for part, dash in ((early, "dot"), (enough, "solid")):
        joint = part is early and bool(enough)  # its last point opens the solid part
        figure.add_scatter(
            x=[row.month for row in part],
            y=[row.churn_rate for row in part],
            mode="lines+markers",
            name=say("Tier {tier}", tier=tier),
            line={"color": TIERS[tier], "width": 2.4, "dash": dash},
            marker={"color": TIERS[tier], "size": 5, "symbol": SYMBOLS[tier]},
            customdata=[
                (_count(row, say), row.month.isoformat(), tier)
                for row in (part[:-1] if joint else part)
            ],
            hovertemplate="%{customdata[0]}",
            cliponaxis=False,  # a first month, or one without a loss, keeps its whole mark
        )
    last = line[-1]
    few = last.customers < FEW
    figure.add_scatter(
        x=[last.month],
        y=[last.churn_rate],
        mode="markers",
        marker={
            "color": TIERS[tier],
            "size": 9,
            "symbol": SYMBOLS[tier] + ("-open" if few else ""),
            "line_width": 2 if few else 0,
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _count(row: Any, say: Language) -> str:
    return say(
        "{month}: {rate} ({churned} of {customers})",
        month=say.month(row.month),
        rate=say.percent(row.churn_rate),
        churned=say.number(row.churned),
        customers=say.number(row.customers),
    )


def _month_count(row: Any, column: str, say: Language) -> str:
    return say("{month}: {n}", month=say.month(row.month), n=say.number(getattr(row, column)))


def _tier_labels(figure: Sketch, lines: dict[str, list[Any]], say: Language) -> None:
    """Each line's tier and newest rate at its end, moved apart where they would touch."""
    ends = {tier: line[-1] for tier, line in lines.items()}
    highest = max((row.churn_rate for line in lines.values() for row in line), default=0) or 1
    placed = spread([end.churn_rate for end in ends.values()], 0.07 * highest)
    for (tier, end), y in zip(ends.items(), placed, strict=True):
        text = f"<b>{tier}</b>  {say.percent(end.churn_rate)}"
        direct_label(figure, end.month, y, text, xanchor="left", xshift=9)


def customers_gained_and_lost(churn_flows: DataFrame, say: Language) -> Figure:
    """Customers gained above the line and lost below it, month by month."""
    figure = Sketch()
    rows = sorted(flows_of(churn_flows), key=lambda row: row.month)
    for column, (name, colour, pattern, sign) in _flows(say).items():
        figure.add_bar(
            x=[row.month for row in rows],
            y=[getattr(row, column) * sign for row in rows],
            name=name,
            marker={
                "color": colour,
                "pattern": {"shape": pattern, **HATCH},
            },
            customdata=[
                (_month_count(row, column, say), row.month.isoformat(), column) for row in rows
            ],
            hovertemplate="%{customdata[0]}",
        )
    frame_figure(figure, height=300, barmode="relative", barcornerradius=0)
    figure.update_yaxes(title_text=say("Customers"))
    short_ticks(figure, _reach(rows), say, whole=True)
    figure.add_hline(y=0, line={"color": RULE, "width": 1})
    if rows:
        _flow_labels(figure, rows, say)
    month_axis(figure, [row.month for row in rows], say, most=4)
    return figure.drawn()


def flows_of(churn_flows: DataFrame) -> list[Any]:
    """Its rows, with `lost`: everyone who left, those who came in the same month among them."""
    rows = rows_of(churn_flows)
    for row in rows:
        row.lost = row.churned + row.arrived_and_left
    return rows


def _reach(rows: list[Any]) -> list[float]:
    """How far each month goes above the line and below it."""
    return [row.arrived + row.won_back for row in rows] + [-row.lost for row in rows]


def _flows(say: Language) -> dict[str, tuple[str, str, str, int]]:
    """Column → its name, colour, pattern, and the side of the line it is drawn on."""
    return {
        "arrived": (say("New"), BRAND, "", 1),
        "won_back": (say("Won back"), GOOD, ".", 1),
        "lost": (say("Lost"), BAD, "/", -1),
    }


def _flow_labels(figure: Sketch, rows: list[Any], say: Language) -> None:
    """What each part of the newest bar is, beside it."""
    newest = rows[-1]
    middles, texts, above = [], [], 0.0
    for column, (name, _, _, sign) in _flows(say).items():
        height = getattr(newest, column)
        middles.append(above + height / 2 if sign > 0 else -height / 2)
        above += height if sign > 0 else 0
        texts.append(f"{name} <b>{say.number(height)}</b>")
    reach = max(max(row.arrived + row.won_back, row.lost) for row in rows) or 1
    for y, text in zip(spread(middles, 0.16 * reach), texts, strict=True):
        direct_label(figure, 1, y, text, xref="paper", xanchor="left", xshift=4)
    figure.update_layout(margin_r=92)


def silence_errors(silence: DataFrame, say: Language) -> Figure:
    """What each limit of silence would have got wrong: those called lost who came back, and those
    gone who were not called. `chosen` is the limit to mark beside the suggested one."""
    figure = Sketch()
    rows = sorted(rows_of(silence), key=lambda row: row.silent_days)
    curves = {
        "missed_share": (say("Gone, not called yet"), BRAND, "solid"),
        "back_share": (say("Called lost, came back"), PALETTE[2], "dash"),
    }
    for column, (name, colour, dash) in curves.items():
        line = known(rows, column)
        figure.add_scatter(
            x=[row.silent_days for row in line],
            y=[getattr(row, column) for row in line],
            mode="lines",
            name=name,
            line={"color": colour, "width": 2.4, "dash": dash},
            customdata=[(_silence_count(row, say),) for row in line],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    frame_figure(figure, height=220, margin={"l": 0, "r": 8, "t": 30, "b": 0})
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=5)
    figure.update_xaxes(title_text=say("Days of silence"))
    if rows:
        _silence_labels(figure, rows, curves, say)
    return figure.drawn()


def _silence_count(row: Any, say: Language) -> str:
    return say(
        "{days} days: {back} of {called} called lost came back; {missed} of {gone} gone not called",
        days=say.number(row.silent_days),
        back=say.number(row.back),
        called=say.number(row.called),
        missed=say.number(row.missed),
        gone=say.number(row.gone),
    )


def _silence_labels(
    figure: Sketch, rows: list[Any], curves: dict[str, tuple[str, str, str]], say: Language
) -> None:
    """Each curve's name where it is highest; the limits at the top."""
    for column, (name, _, _) in curves.items():
        if line := known(rows, column):
            end = max(line, key=lambda row: (getattr(row, column), row.silent_days))
            place = "right" if end is line[-1] else "left"
            direct_label(
                figure, end.silent_days, getattr(end, column), name, xanchor=place, yshift=10
            )
    for days, dash in ((rows[0].chosen, "solid"), (rows[0].suggested, "dot")):
        figure.add_vline(x=days, line={"color": RULE, "width": 1.5, "dash": dash})
