"""Customers lost: why and of which size, whether more than usual, and who came back after what."""

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    GOOD,
    HATCH,
    NEUTRAL,
    RULE,
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
from lib.languages import N_, Language

# Our own words for reasons that the company does not tell.
REASONS = {
    "left": N_("Left, nobody knows why"),
    "contract_ended": N_("Contract ended"),
    "fell_silent": N_("Fell silent"),
}
SIZES = {
    "large": N_("Large"),
    "medium": N_("Medium"),
    "small": N_("Small"),
    "none": N_("Size not known"),
}
MOST_REASONS = 8  # drawn; the others stand in the table behind the chart
STEPS = {
    "campaign": N_("A campaign reached them"),
    "complaint_resolved": N_("A complaint was put right"),
    "contact": N_("We got in touch"),
    "offer": N_("We made an offer"),
    "nothing": N_("Nothing we know of"),
}
PALEST, FULLEST = 0.12, 0.62  # how opaque a cell is


@dataclass(frozen=True)
class Reason:
    """All losses for one reason; `cells` are its rows by size."""

    code: str
    customers: int
    value: float
    cells: dict[str, Any]

    def in_words(self, say: Language) -> str:
        """Ours in the reader's language; the company's as a label."""
        return say(REASONS[self.code]) if self.code in REASONS else inert(self.code)


def reasons_of(lost_customers: DataFrame) -> list[Reason]:
    """The reasons, what cost most first."""
    by_code: dict[str, dict[str, Any]] = {}
    for row in rows_of(lost_customers):
        by_code.setdefault(row.reason, {})[row.size] = row
    told = [
        Reason(
            code,
            sum(row.customers for row in cells.values()),
            sum(row.value_lost or 0 for row in cells.values()),
            cells,
        )
        for code, cells in by_code.items()
    ]
    return sorted(told, key=lambda reason: (-reason.value, -reason.customers, reason.code))


def losses_by_reason(lost_customers: DataFrame, say: Language) -> Figure:
    """A grid of reasons by size: in each cell the customers lost and what they had brought, the
    fuller the more; the reason that cost most at the top."""
    reasons = reasons_of(lost_customers)[:MOST_REASONS]
    sizes = [size for size in SIZES if any(size in reason.cells for reason in reasons)]
    figure = Sketch()
    frame_figure(figure, height=rows_height(len(reasons)) + 26, barmode="overlay", bargap=0)
    if not reasons:
        return figure.drawn()
    _cells(figure, reasons, sizes, say)
    figure.update_xaxes(visible=False, range=[0, len(sizes)])
    names = [reason.in_words(say) for reason in reasons]
    notes = [f"{say.number(r.customers)} · <b>{say.money(r.value)}</b>" for r in reasons]
    named_rows(figure, names, notes)
    figure.update_yaxes(range=[len(reasons) - 0.5, -1.15])
    for column, size in enumerate(sizes):
        direct_label(figure, column + 0.5, -0.95, say(SIZES[size]))
    return figure.drawn()


def _cells(figure: Sketch, reasons: list[Reason], sizes: list[str], say: Language) -> None:
    told = [
        (place, sizes.index(size), row, reason)
        for place, reason in enumerate(reasons)
        for size, row in reason.cells.items()
    ]
    most = max((row.value_lost or 0 for _, _, row, _ in told), default=0)
    shades = [_shade(row, most) for _, _, row, _ in told]
    figure.add_bar(
        x=[0.97] * len(told),
        y=[place for place, *_ in told],
        base=[column + 0.015 for _, column, *_ in told],
        orientation="h",
        width=0.46,
        marker={"color": shades, "line_width": 0},
        customdata=marks(
            [_cell_in_words(row, reason, say) for *_, row, reason in told],
            [(row.reason, row.size) for *_, row, _ in told],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    for place, column, row, _ in told:
        text = f"<b>{say.number(row.customers)}</b>"
        if row.value_lost is not None:
            text += f" · {say.money(row.value_lost)}"
        direct_label(figure, column + 0.5, place, text)


def _shade(row: Any, most: float) -> str:
    share = max(row.value_lost or 0, 0) / most if most > 0 else 0
    return f"rgba(175, 59, 65, {PALEST + (FULLEST - PALEST) * share:.2f})"


def _cell_in_words(row: Any, reason: Reason, say: Language) -> str:
    return say(
        "{reason}, {size}: {n} customers lost, {value} in the 12 months before, {back} are back",
        reason=reason.in_words(say),
        size=say(SIZES[row.size]),
        n=say.number(row.customers),
        value=say.money(row.value_lost),
        back=say.number(row.back),
    )


# Month by month -----------------------------------------------------------------------------------


def losses_against_usual(lost_customers: DataFrame, say: Language) -> Figure:
    """Large and medium customers lost each month beside what was to be expected, and the limit that
    chance alone seldom passes; a month above it is a filled diamond with its number."""
    rows = sorted(rows_of(lost_customers), key=lambda row: row.month)
    figure = Sketch()
    judged = known(rows, "limit")
    for column, dash, width in (("limit", "solid", 1.5), ("expected", "dash", 1.5)):
        figure.add_scatter(
            x=[row.month for row in judged],
            y=[getattr(row, column) for row in judged],
            mode="lines",
            line={"color": RULE if column == "limit" else NEUTRAL, "width": width, "dash": dash},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row.month for row in rows],
        y=[row.large_or_medium for row in rows],
        mode="lines+markers",
        line={"color": BRAND, "width": 2.4},
        marker={
            "color": [BAD if row.alarm else BRAND for row in rows],
            "size": [12 if row.alarm else 7 for row in rows],
            "symbol": ["diamond" if row.alarm else "circle" for row in rows],
        },
        customdata=marks(
            [_month_in_words(row, say) for row in rows],
            [(row.month.isoformat(),) for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=300, margin={"l": 0, "r": 86, "t": 22, "b": 0})
    figure.update_yaxes(rangemode="tozero", title_text=say("Customers lost"))
    counts = [row.large_or_medium for row in rows] + [row.limit for row in judged]
    short_ticks(figure, counts, say, whole=True)
    if judged:
        last = judged[-1]
        for y, words in ((last.limit, say("Limit")), (last.expected, say("Usual"))):
            text = f"{words} <b>{say.number(y)}</b>"
            direct_label(figure, 1, y, text, xref="paper", xanchor="left", xshift=6)
    for row in rows:
        if row.alarm:
            n = f"<b>{say.number(row.large_or_medium)}</b>"
            direct_label(figure, row.month, row.large_or_medium, n, yshift=15)
    month_axis(figure, [row.month for row in rows], say, most=4)
    return figure.drawn()


def _month_in_words(row: Any, say: Language) -> str:
    month, n = say.month(row.month), say.number(row.large_or_medium)
    if row.limit is None:
        return say("{month}: {n} large and medium customers lost", month=month, n=n)
    return say(
        "{month}: {n} large and medium customers lost, {expected} expected, limit {limit}",
        month=month,
        n=n,
        expected=say.number(row.expected),
        limit=say.number(row.limit),
    )


def value_lost_by_month(lost_customers: DataFrame, say: Language) -> Figure:
    """What the customers lost in each month had brought in the 12 months before."""
    rows = known(sorted(rows_of(lost_customers), key=lambda row: row.month), "value_lost")
    figure = Sketch()
    if rows:
        figure.add_bar(
            x=[row.month for row in rows],
            y=[row.value_lost for row in rows],
            marker={"color": BAD, "pattern": {"shape": "/", **HATCH}},
            customdata=marks(
                [_value_in_words(row, say) for row in rows],
                [(row.month.isoformat(),) for row in rows],
            ),
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
        worst = max(rows, key=lambda row: row.value_lost)
        text = f"<b>{say.money(worst.value_lost)}</b>"
        direct_label(figure, worst.month, max(worst.value_lost, 0), text, yshift=10)
        last = rows[-1]
        if last.month != worst.month:
            beside = {"xref": "paper", "xanchor": "left", "xshift": 4}
            text = f"<b>{say.money(last.value_lost)}</b>"
            direct_label(figure, 1, last.value_lost, text, **beside)
    frame_figure(figure, height=300, margin={"l": 0, "r": 62, "t": 20, "b": 0})
    figure.update_yaxes(title_text=say("Value lost"))
    short_ticks(figure, [row.value_lost for row in rows], say)
    if any(row.value_lost < 0 for row in rows):
        figure.add_hline(y=0, line={"color": RULE, "width": 1})
    else:
        figure.update_yaxes(rangemode="tozero")
    month_axis(figure, [row.month for row in rows], say, most=4)
    return figure.drawn()


def _value_in_words(row: Any, say: Language) -> str:
    return say(
        "{month}: {n} customers lost, {value} in the 12 months before",
        month=say.month(row.month),
        n=say.number(row.customers),
        value=say.money(row.value_lost),
    )


# Coming back --------------------------------------------------------------------------------------


def returns_by_step(win_backs: DataFrame, say: Language) -> Figure:
    """How many came back after each step of ours, and after none; the days they had been away."""
    by_step = {row.preceded: row for row in rows_of(win_backs)}
    rows = [by_step[step] for step in STEPS if step in by_step]
    everyone = sum(row.customers for row in rows)
    figure = Sketch()
    bars(
        figure,
        [row.customers for row in rows],
        [NEUTRAL if row.preceded == "nothing" else GOOD for row in rows],
        hatched=[row.preceded == "nothing" for row in rows],
        hover=[_return_in_words(row, say) for row in rows],
        stands_for=[(row.preceded,) for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(visible=False, range=[0, max((row.customers for row in rows), default=1)])
    if rows:
        notes = [
            f"{say.percent(row.customers / everyone, 0)}   <b>{say.number(row.customers)}</b>"
            for row in rows
        ]
        named_rows(figure, [say(STEPS[row.preceded]) for row in rows], notes)
    return figure.drawn()


def _return_in_words(row: Any, say: Language) -> str:
    return say(
        "{step}: {n} came back after {days} days, who bring {value} in 12 months",
        step=say(STEPS[row.preceded]),
        n=say.number(row.customers),
        days=say.number(row.away_for),
        value=say.money(row.value),
    )
