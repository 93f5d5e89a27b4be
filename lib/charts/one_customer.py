"""One customer: what they bring month by month, how they ranked, and how they differ."""

from datetime import date
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    GOOD,
    NEUTRAL,
    RULE,
    SYMBOLS,
    TIERS,
    bars,
    frame_figure,
    marks,
    month_axis,
    named_rows,
    rails,
    reference_line,
    rows_height,
    short_ticks,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

LEVELS = ("net", "contribution", "marginal", "revenue")  # the first that is known is drawn
LEVEL_WORDS = {
    "net": N_("Net profit"),
    "contribution": N_("Contribution"),
    "marginal": N_("Marginal profit"),
    "revenue": N_("Revenue"),
}
MEASURES = {
    "revenue": N_("Revenue in 12 months"),
    "value": N_("Value in 12 months"),
    "orders": N_("Orders in 12 months"),
    "mean_order": N_("Mean order"),
    "silent_for": N_("Days since the last order"),
    "complaints": N_("Complaints in 12 months"),
}
MORE_IS_WORSE = ("silent_for", "complaints")


def level_known(rows: list[Any]) -> str:
    """The level of profit that most of these months tell, from net down to revenue."""
    told = {level: len(known(rows, level)) for level in LEVELS}
    return max(LEVELS, key=lambda level: (told[level] >= len(rows) / 2, -LEVELS.index(level)))


def profit_of_customer(customer_profit: DataFrame, say: Language) -> Figure:
    """What one customer brought month by month, losses below the line."""
    rows = sorted(rows_of(customer_profit), key=lambda row: row.month)
    level = level_known(rows)
    rows = known(rows, level)
    figure = Sketch()
    figure.add_bar(
        x=[row.month for row in rows],
        y=[getattr(row, level) for row in rows],
        marker={"color": [BRAND if getattr(row, level) >= 0 else BAD for row in rows]},
        customdata=marks(
            [_brought(row, level, say) for row in rows], [[row.month.isoformat()] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    frame_figure(figure, height=240)
    figure.add_hline(y=0, line={"color": RULE, "width": 1}, layer="below")
    figure.update_yaxes(title_text=say(LEVEL_WORDS[level]))
    short_ticks(figure, [getattr(row, level) for row in rows], say)
    month_axis(figure, [row.month for row in rows], say)
    return figure.drawn()


def _brought(row: Any, level: str, say: Language) -> str:
    return say(
        "{month}: {amount} of {revenue} revenue",
        month=say.month(row.month),
        amount=say.money(getattr(row, level)),
        revenue=say.money(row.revenue),
    )


def standing_of_customer(customer_standing: DataFrame, say: Language) -> Figure:
    """What one customer was worth over 12 months, as of each month start, with the tier then."""
    rows = sorted(known(rows_of(customer_standing), "value"), key=lambda row: row.month)
    figure = Sketch()
    figure.add_scatter(
        x=[row.month for row in rows],
        y=[row.value for row in rows],
        mode="lines",
        line={"color": NEUTRAL, "width": 1.5},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[row.month for row in rows],
        y=[row.value for row in rows],
        mode="markers",
        marker={
            "size": 9,
            "color": [TIERS.get(row.tier, NEUTRAL) for row in rows],
            "symbol": [SYMBOLS.get(row.tier, "circle-open") for row in rows],
        },
        customdata=marks(
            [_stood(row, say) for row in rows], [[row.month.isoformat()] for row in rows]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    _tier_changes(figure, rows, say)
    frame_figure(figure, height=240, margin={"l": 0, "r": 12, "t": 20, "b": 0})
    figure.update_yaxes(title_text=say("Value of the 12 months before"))
    short_ticks(figure, [row.value for row in rows], say)
    figure.update_yaxes(rangemode="tozero")
    month_axis(figure, [row.month for row in rows], say)
    return figure.drawn()


def tier_spans(rows: list[Any]) -> list[tuple[str, date]]:
    """The tiers in their order, each with the month it began in."""
    spans: list[tuple[str, date]] = []
    for row in rows:
        if not spans or spans[-1][0] != row.tier:
            spans.append((row.tier, row.month))
    return spans


def _tier_changes(figure: Sketch, rows: list[Any], say: Language) -> None:
    values = {row.month: row.value for row in rows}
    for tier, month in tier_spans(rows):
        if tier in TIERS:
            figure.add_annotation(
                x=month,
                y=values[month],
                text=f"<b>{tier}</b>",
                showarrow=False,
                yshift=14,
                font_size=12,
            )


def _stood(row: Any, say: Language) -> str:
    words = say.money(row.value)
    if row.value_rank is not None:
        words = say(
            "{value}, place {place} of {all}",
            value=words,
            place=say.number(row.value_rank),
            all=say.number(row.ranked),
        )
    if row.tier in TIERS:
        words = say("Tier {tier}", tier=row.tier) + " · " + words
    return f"{say.month(row.month)} · {words}"


def beside_peers(customer_peers: DataFrame, say: Language) -> Figure:
    """The share of customers like them that has less of each measure; the dash is the middle."""
    rows = known(rows_of(customer_peers), "below")
    figure = Sketch()
    figure.add_scatter(
        x=[row.below for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={"size": 12, "color": [_good_or_bad(row) for row in rows]},
        customdata=marks([_beside(row, say) for row in rows], [[row.measure] for row in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=rows_height(len(rows), axis=True))
    figure.update_xaxes(
        range=[-0.03, 1.03],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
        title_text=say("Share of customers like this one who have less"),
    )
    reference_line(figure, 0.5, len(rows))
    rails(figure, len(rows))
    names = [say(MEASURES[row.measure]) for row in rows]
    named_rows(figure, names, [_against(row, say) for row in rows])
    return figure.drawn()


def _good_or_bad(row: Any) -> str:
    if 0.25 <= row.below <= 0.75 or row.theirs == row.typical:
        return BRAND
    return GOOD if (row.below > 0.75) != (row.measure in MORE_IS_WORSE) else BAD


def amount_of(measure: str, amount: float | None, say: Language) -> str:
    """A measure's amount as a reader reads it."""
    if measure in ("revenue", "value", "mean_order"):
        return say.money(amount)
    return say.number(amount, 0 if amount is None or amount == round(amount) else 1)


def _against(row: Any, say: Language) -> str:
    theirs = amount_of(row.measure, row.theirs, say)
    typical = amount_of(row.measure, row.typical, say)
    return say("<b>{theirs}</b>, usual {typical}", theirs=theirs, typical=typical)


def _beside(row: Any, say: Language) -> str:
    return say(
        "{name}: {theirs}; the middle of {n} like this one: {typical}",
        name=say(MEASURES[row.measure]),
        theirs=amount_of(row.measure, row.theirs, say),
        typical=amount_of(row.measure, row.typical, say),
        n=say.number(row.peers),
    )


def customer_ahead(customer_ahead: DataFrame, say: Language) -> Figure:
    """What one customer will bring in 12 months, and the middle of those like them."""
    figure = Sketch()
    row = next(iter(known(rows_of(customer_ahead), "lifetime_value")), None)
    if row is None:
        frame_figure(figure, height=rows_height(1))
        return figure.drawn()
    names, amounts = [say("This customer")], [row.lifetime_value]
    if row.typical is not None:
        names.append(say("The middle of {n} like this one", n=say.number(row.peers)))
        amounts.append(row.typical)
    bars(
        figure,
        amounts,
        [
            BAD if amount < 0 else colour
            for amount, colour in zip(amounts, (BRAND, NEUTRAL), strict=False)
        ],
        hatched=[amount < 0 for amount in amounts],
        hover=[f"{name}: {say.money(to)}" for name, to in zip(names, amounts, strict=True)],
        stands_for=[(), ("peers",)][: len(names)],
    )
    frame_figure(figure, height=rows_height(len(names)))
    figure.update_xaxes(visible=False, range=[min([0, *amounts]), max([1, *amounts])])
    named_rows(figure, names, [f"<b>{say.money(amount)}</b>" for amount in amounts])
    return figure.drawn()
