"""What is foretold: the value of the next 12 months, and whether such foretelling came true."""

from datetime import date
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
    RULE,
    TIERS,
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
    spread,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import Language

MOST_GROUPS = 8  # the most valuable are drawn
MOST_COHORTS = 36  # the newest are drawn
YEAR = 12  # months
MOST_REPEATS = 7  # the last class holds these and more


def groups_drawn(lifetime_value: DataFrame) -> list[Any]:
    """Tiers in their order; months and others the most valuable first."""
    rows = known(rows_of(lifetime_value), "value")
    if {row.group for row in rows} <= {*TIERS, "none"}:
        return sorted(rows, key=lambda row: row.group)
    return sorted(rows, key=lambda row: -row.value)[:MOST_GROUPS]


def called(group: str | None, say: Language) -> str:
    """A tier, a month, or a name from the data."""
    if group is None:
        return say("not told")
    if group in TIERS:
        return say("Tier {tier}", tier=group)
    if group in ("none", "all"):
        return say("not ranked") if group == "none" else say("All customers")
    try:
        return say("Came in {month}", month=say.month(date.fromisoformat(group)))
    except ValueError:
        return inert(group)


def value_ahead(lifetime_value: DataFrame, say: Language) -> Figure:
    """What the customers of each group will bring in 12 months, and each of them; red and hatched
    where they cost more than they bring."""
    rows = groups_drawn(lifetime_value)
    names = [called(row.group, say) for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.value for row in rows],
        [BAD if row.value < 0 else BRAND for row in rows],
        hatched=[row.value < 0 for row in rows],
        hover=[_ahead_in_words(name, row, say) for name, row in zip(names, rows, strict=True)],
        stands_for=[(row.group or "",) for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    values = [row.value for row in rows]
    figure.update_xaxes(visible=False, range=[min([0, *values]), max([1, *values])])
    notes = [
        say(
            "{each} each   <b>{value}</b>",
            each=say.money(row.value_each),
            value=say.money(row.value),
        )
        for row in rows
    ]
    named_rows(figure, names, notes)
    return figure.drawn()


def _ahead_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} customers, {orders} orders expected, {value} in the next 12 months<br>"
        "{alive} of those without a contract are expected to come again",
        group=name,
        n=say.number(row.customers),
        orders=say.number(row.expected_orders),
        value=say.money(row.value),
        alive=say.percent(row.alive_share, 0),
    )


def cohorts_worth(lifetime_value: DataFrame) -> list[Any]:
    """The newest cohorts that are large enough to tell, in their order."""
    rows = known(rows_of(lifetime_value), "group", "value")
    told = [row for row in rows if row.customers >= TOO_FEW]
    return sorted(told, key=lambda row: row.group)[-MOST_COHORTS:]


def value_by_cohort(lifetime_value: DataFrame, say: Language) -> Figure:
    """What one of those who came in a month will bring in 12 months; hatched where few came."""
    figure = Sketch()
    rows = cohorts_worth(lifetime_value)
    months = [date.fromisoformat(str(row.group)[:10]) for row in rows]
    frame_figure(figure, height=300)
    figure.add_bar(
        x=months,
        y=[row.value_each for row in rows],
        marker={
            "color": [_of_cohort(row, nth) for nth, row in enumerate(rows, YEAR - len(rows))],
            "pattern": {"shape": ["/" if row.customers < FEW else "" for row in rows], **HATCH},
        },
        customdata=marks(
            [_cohort_in_words(month, row, say) for month, row in zip(months, rows, strict=True)],
            [(month.isoformat(),) for month in months],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    title = say("Of each who came then ({currency})", currency=say.currency)
    figure.update_yaxes(title_text=title)
    short_ticks(figure, [row.value_each for row in rows], say)
    month_axis(figure, months, say)
    return figure.drawn()


def _of_cohort(row: Any, nth_of_year: int) -> str:
    """The newest year's stand out: the finding holds them against those before."""
    if row.value_each < 0:
        return BAD
    return BRAND if nth_of_year >= 0 else NEUTRAL


def _cohort_in_words(month: date, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} customers will bring {each} each, {value} in all<br>"
        "{alive} of those without a contract are expected to come again",
        group=say("Came in {month}", month=say.month(month)),
        n=say.number(row.customers),
        each=say.money(row.value_each),
        value=say.money(row.value),
        alive=say.percent(row.alive_share, 0),
    )


def foretold_and_actual(holdout: DataFrame, say: Language) -> Figure:
    """Repeat purchases added up week by week, as they were and as they were expected; what the
    model did not see is shaded."""
    rows = rows_of(holdout)
    figure = Sketch()
    curves = {
        "actual_so_far": (say("Actual"), BRAND, "solid"),
        "expected_so_far": (say("Foretold"), GOOD, "dash"),
    }
    for column, (name, colour, dash) in curves.items():
        line = known(rows, column)
        figure.add_scatter(
            x=[row.week_start for row in line],
            y=[getattr(row, column) for row in line],
            mode="lines",
            name=name,
            line={"color": colour, "width": 2.6, "dash": dash},
            customdata=[(_week_in_words(row, say), row.week) for row in line],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    frame_figure(figure, height=300, margin={"l": 0, "r": 96, "t": 22, "b": 0})
    figure.update_yaxes(title_text=say("Repeat purchases so far"), rangemode="tozero")
    if rows:
        told = [getattr(row, column) for column in curves for row in known(rows, column)]
        short_ticks(figure, told, say)
        _held_out(figure, rows, say)
        ends = {
            column: getattr(known(rows, column)[-1], column)
            for column in curves
            if known(rows, column)
        }
        high = max(ends.values()) or 1
        for (column, end), y in zip(
            ends.items(), spread(list(ends.values()), 0.09 * high), strict=True
        ):
            text = f"{curves[column][0]} <b>{say.short(end)}</b>"
            direct_label(figure, 1, y, text, xref="paper", xanchor="left", xshift=5)
    month_axis(figure, _months(rows), say, most=3)
    return figure.drawn()


def _months(rows: list[Any]) -> list[date]:
    return sorted({row.week_start.replace(day=1) for row in rows})[1:]


def _held_out(figure: Sketch, rows: list[Any], say: Language) -> None:
    first = next((row.week_start for row in rows if row.is_held_out), None)
    if first is None:
        return
    figure.add_shape(
        type="rect",
        x0=first,
        x1=rows[-1].week_start,
        yref="paper",
        y0=0,
        y1=1,
        fillcolor="rgba(128, 134, 150, .10)",
        line={"width": 0},
        layer="below",
    )
    figure.add_vline(x=first, line={"color": RULE, "width": 1.5, "dash": "dot"})
    words = say("Not seen by the model")
    direct_label(figure, first, 1, words, yref="paper", yanchor="bottom", xanchor="left")


def _week_in_words(row: Any, say: Language) -> str:
    return say(
        "To the week of {day}: {actual} repeat purchases, {expected} expected<br>of {n} customers",
        day=say.day(row.week_start),
        actual=say.number(row.actual_so_far),
        expected=say.number(row.expected_so_far),
        n=say.number(row.customers),
    )


def foretold_by_class(holdout_classes: DataFrame, say: Language) -> Figure:
    """Purchases a customer in the weeks held out, by repeat purchases before: as they were, and as
    they were expected."""
    rows = known(rows_of(holdout_classes), "actual_each", "expected_each")
    figure = Sketch()
    columns = {
        "actual_each": (say("Actual"), BRAND, ""),
        "expected_each": (say("Foretold"), NEUTRAL, "/"),
    }
    for column, (name, colour, pattern) in columns.items():
        figure.add_bar(
            x=[row.repeats for row in rows],
            y=[getattr(row, column) for row in rows],
            name=name,
            marker={"color": colour, "pattern": {"shape": pattern, **HATCH}},
            customdata=[(_class_in_words(row, say), row.repeats) for row in rows],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    frame_figure(figure, height=300, barmode="group", margin={"l": 0, "r": 8, "t": 26, "b": 0})
    classes = [row.repeats for row in rows]
    figure.update_xaxes(
        tickvals=classes,
        ticktext=[f"{n}+" if n == MOST_REPEATS else str(n) for n in classes],
        title_text=say("Repeat purchases before"),
    )
    figure.update_yaxes(title_text=say("Purchases a customer since"), nticks=6)
    if rows:
        words = say("Solid: actual. Hatched: expected.")
        direct_label(
            figure, 0, 1, words, xref="paper", yref="paper", xanchor="left", yanchor="bottom"
        )
    return figure.drawn()


def _class_in_words(row: Any, say: Language) -> str:
    return say(
        "{repeats} repeat purchases before: {n} customers came {actual} times each, {expected} "
        "expected",
        repeats=f"{row.repeats}+" if row.repeats == MOST_REPEATS else str(row.repeats),
        n=say.number(row.customers),
        actual=say.number(row.actual_each, 2),
        expected=say.number(row.expected_each, 2),
    )
