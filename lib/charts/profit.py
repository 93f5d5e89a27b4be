"""What customers bring, month by month."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    HATCH,
    RULE,
    direct_label,
    frame_figure,
    marks,
    month_axis,
    short_ticks,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

# What profit is called, the highest level first.
LEVELS = {
    "net": N_("Net profit"),
    "contribution": N_("Contribution"),
    "marginal": N_("Marginal profit"),
    "revenue": N_("Revenue"),
}


def level_of(rows: list[Any]) -> str:
    """The highest level of profit that every complete month tells."""
    complete = [row for row in rows if row.is_complete] or rows
    return next(name for name in LEVELS if all(getattr(row, name) is not None for row in complete))


def profit_of_months(profit_by_month: DataFrame, say: Language) -> Figure:
    """Profit month by month, losses below the line and hatched; a month that is not over hollow."""
    figure = Sketch()
    rows = rows_of(profit_by_month)
    frame_figure(figure, height=330, barcornerradius=3)
    if not any(row.customers or row.revenue for row in rows):
        return figure.drawn()
    level = level_of(rows)
    told = known(rows, level)
    figure.add_bar(
        x=[row.month for row in told],
        y=[getattr(row, level) for row in told],
        marker={
            "color": [_month_colour(row, level) for row in told],
            "line": {
                "color": [BAD if getattr(row, level) < 0 else BRAND for row in told],
                "width": [0 if row.is_complete else 2 for row in told],
            },
            "pattern": {
                "shape": ["/" if getattr(row, level) < 0 else "" for row in told],
                **HATCH,
            },
        },
        customdata=marks(
            [_month_in_words(row, say) for row in told],
            [(row.month.isoformat(),) for row in told],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    figure.add_hline(y=0, line={"color": RULE, "width": 1})
    newest = max((row for row in told if row.is_complete), key=lambda row: row.month, default=None)
    if newest:
        amount = getattr(newest, level)
        words = f"<b>{say.money(amount)}</b>"
        direct_label(figure, newest.month, max(amount, 0), words, yanchor="bottom", yshift=3)
    figure.update_yaxes(title_text=f"{say(LEVELS[level])} ({say.currency})")
    short_ticks(figure, [getattr(row, level) for row in told], say)
    month_axis(figure, [row.month for row in told], say)
    return figure.drawn()


def _month_colour(row: Any, level: str) -> str:
    if not row.is_complete:
        return "rgba(75, 94, 185, .15)"
    return BAD if getattr(row, level) < 0 else BRAND


def _month_in_words(row: Any, say: Language) -> str:
    lines = [say("{month}: {n} customers", month=say.month(row.month), n=say.number(row.customers))]
    lines += [
        f"{say(name)} {say.money(getattr(row, level))}"
        for level, name in LEVELS.items()
        if getattr(row, level) is not None
    ]
    if row.margin_rate is not None:
        lines.append(say("Margin {rate}", rate=say.percent(row.margin_rate)))
    if not row.is_complete:
        lines.append(say("The month is not over"))
    return "<br>".join(lines)
