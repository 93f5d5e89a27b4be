"""Who stays: cohorts month by month, and how many are there after how long."""

from bisect import bisect_right
from datetime import date
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    NEUTRAL,
    PALETTE,
    TIERS,
    direct_label,
    frame_figure,
    inert,
    marks,
    spread,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

MOST_COHORTS = 18  # the newest are drawn
MOST_MONTHS = 12  # after a cohort's own
ROW_HEIGHT = 22  # pixels
PALEST, FULLEST = 0.06, 0.62  # how opaque a cell is
OLDER = "*"  # beside a cohort that may hold customers who came before the data

MOST_CURVES = 5
QUARTER = 365.25 / 4  # days between the marks of a curve
MOST_STEPS = 160  # of a curve that are drawn
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


# Cohorts ------------------------------------------------------------------------------------------


def cohorts_drawn(cohort_retention: DataFrame) -> dict[date, list[Any]]:
    """The newest cohorts that were followed for a month, oldest first, each with its months."""
    by_cohort: dict[date, list[Any]] = {}
    for row in known(rows_of(cohort_retention), "share"):
        if 1 <= row.month_number <= MOST_MONTHS:
            by_cohort.setdefault(row.cohort, []).append(row)
    return dict(sorted(by_cohort.items())[-MOST_COHORTS:])


def cohort_map(cohort_retention: DataFrame, say: Language) -> Figure:
    """A row a cohort and a column a month after: in each cell the share who bought in it, in
    percent, the fuller the more; nothing where it is not known yet."""
    cohorts = cohorts_drawn(cohort_retention)
    figure = Sketch()
    places = {cohort: place for place, cohort in enumerate(cohorts)}
    rows = [row for told in cohorts.values() for row in told]
    _cells(figure, rows, places, say)
    figure.add_scatter(
        x=[row.month_number for row in rows],
        y=[places[row.cohort] for row in rows],
        mode="text",
        text=[say.number(row.share * 100) for row in rows],
        textfont_size=11,
        hoverinfo="skip",
    )
    frame_figure(figure, height=70 + ROW_HEIGHT * max(len(cohorts), 2), barmode="overlay", bargap=0)
    figure.update_layout(barcornerradius=0)
    names = [_cohort_label(told[0], say) for told in cohorts.values()]
    figure.update_yaxes(
        range=[len(cohorts) - 0.5, -0.5],
        showgrid=False,
        tickvals=list(range(len(cohorts))),
        ticktext=names,
    )
    months = list(range(1, MOST_MONTHS + 1))
    figure.update_xaxes(range=[0.5, MOST_MONTHS + 0.5], tickvals=months, showline=False)
    figure.update_xaxes(title_text=say("Months after the first purchase: % who bought"))
    return figure.drawn()


def _cohort_label(row: Any, say: Language) -> str:
    older = OLDER if row.may_hold_older else ""
    return f"{say.month(row.cohort)}{older} · {say.short(row.customers)}  "


def _cells(figure: Sketch, rows: list[Any], places: dict[date, int], say: Language) -> None:
    """A bar each, as all of a bar can be clicked."""
    most = max((row.share for row in rows), default=1) or 1
    figure.add_bar(
        x=[0.96] * len(rows),
        y=[places[row.cohort] for row in rows],
        base=[row.month_number - 0.48 for row in rows],
        orientation="h",
        width=0.92,
        marker={
            "color": [_shade(row.share / most, row.may_hold_older) for row in rows],
            "line_width": 0,
        },
        customdata=marks(
            [_cell_in_words(row, say) for row in rows],
            [(row.cohort.isoformat(), row.month_number) for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _shade(share: float, may_hold_older: bool) -> str:
    colour = "122, 130, 145" if may_hold_older else "37, 163, 149"
    return f"rgba({colour}, {PALEST + (FULLEST - PALEST) * share:.2f})"


def _cell_in_words(row: Any, say: Language) -> str:
    return say(
        "{cohort}, {n} months later: {active} of {customers} bought, {share}",
        cohort=say.month(row.cohort),
        n=say.number(row.month_number),
        active=say.number(row.active),
        customers=say.number(row.customers),
        share=say.percent(row.share),
    )


# Retention ----------------------------------------------------------------------------------------


def curves_of(retention_curve: DataFrame) -> dict[str | None, list[Any]]:
    """The rows of the largest groups, by group: tiers in their order, others the largest first."""
    curves: dict[str | None, list[Any]] = {}
    for row in rows_of(retention_curve):
        curves.setdefault(row.group, []).append(row)
    largest = sorted(curves, key=lambda group: -curves[group][0].customers)[:MOST_CURVES]
    ordered = sorted(
        largest, key=lambda group: (group not in TIERS, group if group in TIERS else "")
    )
    return {group: curves[group] for group in ordered}


def at(curve: list[Any], days: float) -> Any:
    """The row that holds on that day."""
    return curve[bisect_right([row.days for row in curve], days) - 1]


def retention_curves(retention_curve: DataFrame, say: Language) -> Figure:
    """Share of customers still there after so many days, a line and dash a group, its 95 % interval
    pale around it; a mark every quarter."""
    curves = curves_of(retention_curve)
    figure = Sketch()
    for place, (group, curve) in enumerate(curves.items()):
        colour = TIERS.get(str(group), PALETTE[place] if group is not None else NEUTRAL)
        _band(figure, curve, colour)
        _steps(figure, curve, colour, DASHES[place])
        _quarters(figure, group, curve, colour, say)
    frame_figure(figure, height=330, margin={"l": 0, "r": 118, "t": 8, "b": 0})
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%", nticks=6)
    longest = max((curve[-1].days for curve in curves.values()), default=365)
    half_years = range(0, int(longest / QUARTER / 2) + 1, 1 if longest < 5 * 365 else 2)
    figure.update_xaxes(
        range=[0, longest],
        tickvals=[2 * QUARTER * n for n in half_years],
        ticktext=[say.number(6 * n) for n in half_years],
        title_text=say("Months since the first purchase"),
    )
    ends = [curve[-1].survival for curve in curves.values()]
    placed = spread(ends, 0.07)
    lift = max(0.02 - min(placed, default=1), 0)  # none stands below the plot
    for (group, curve), y in zip(curves.items(), placed, strict=True):
        text = f"{_name(group, say)} <b>{say.percent(curve[-1].survival, 0)}</b>"
        beside = {"xref": "paper", "xanchor": "left", "xshift": 5, "font_size": 11.5}
        direct_label(figure, 1, y + lift, text, **beside)
    return figure.drawn()


def _name(group: str | None, say: Language) -> str:
    if group is None:
        return say("not told")
    if group == "all":
        return say("All")
    if group == "none":
        return say("not ranked")
    return say("Tier {tier}", tier=group) if group in TIERS else inert(group, longest=13)


def _thinned(curve: list[Any]) -> list[Any]:
    """Few enough to draw, the first and the last among them."""
    step = max(1, -(-len(curve) // MOST_STEPS))
    return [*curve[:-1:step], curve[-1]] if len(curve) > 1 else curve


def _band(figure: Sketch, curve: list[Any], colour: str) -> None:
    rows = known(_thinned(curve), "low", "high")
    upper, lower = _corners(rows, "high"), _corners(rows, "low")[::-1]
    figure.add_scatter(
        x=[x for x, _ in upper + lower],
        y=[y for _, y in upper + lower],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=f"rgba({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))}, .16)",
        hoverinfo="skip",
    )


def _corners(rows: list[Any], column: str) -> list[tuple[float, float]]:
    """Steps as points: the value holds until the next."""
    points: list[tuple[float, float]] = []
    for row in rows:
        if points:
            points.append((row.days, points[-1][1]))
        points.append((row.days, getattr(row, column)))
    return points


def _steps(figure: Sketch, curve: list[Any], colour: str, dash: str) -> None:
    rows = _thinned(curve)
    figure.add_scatter(
        x=[row.days for row in rows],
        y=[row.survival for row in rows],
        mode="lines",
        line={"color": colour, "width": 2.4, "dash": dash, "shape": "hv"},
        hoverinfo="skip",
    )


def _quarters(
    figure: Sketch, group: str | None, curve: list[Any], colour: str, say: Language
) -> None:
    days = [QUARTER * n for n in range(1, int(curve[-1].days / QUARTER) + 1)]
    rows = [at(curve, day) for day in days]
    words = [_stay_in_words(group, round(3 * n), row, say) for n, row in enumerate(rows, start=1)]
    figure.add_scatter(
        x=days,
        y=[row.survival for row in rows],
        mode="markers",
        marker={"color": colour, "size": 7},
        customdata=marks(words, [(group or "",)] * len(rows)),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _stay_in_words(group: str | None, months: int, row: Any, say: Language) -> str:
    return say(
        "{group}: {share} are there after {months} months ({low} to {high})<br>of {n} customers",
        group=_name(group, say),
        share=say.percent(row.survival),
        months=say.number(months),
        low=say.percent(row.low),
        high=say.percent(row.high),
        n=say.number(row.customers),
    )
