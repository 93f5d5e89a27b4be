"""What customers are worth: the whale curve, and the bridge from year to year."""

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
    direct_label,
    frame_figure,
    marks,
    named_rows,
    reference_line,
    room_around,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import known, rows_of
from lib.languages import N_, Language

BEST = 20  # percent of the customers, whose share everybody asks for
MANY = 20  # customers, for a fifth of them to be spoken of

PARTS = {
    "new": N_("New or back"),
    "grown": N_("Bring more"),
    "shrunk": N_("Bring less"),
    "lost": N_("Lost"),
    "unchanged": N_("Unchanged"),
    "not_known": N_("Not known"),
}


def whale_curve(
    pareto: DataFrame, say: Language, pareto_summary: DataFrame | None = None
) -> Figure:
    """The share of the value that the best customers bring together, the best first: it rises to
    its peak and falls where customers take value away. `pareto_summary` tells who these are."""
    figure = Sketch()
    rows = placed(pareto)
    frame_figure(figure, height=330, margin={"l": 0, "r": 14, "t": 22, "b": 0})
    if not rows:
        return figure.drawn()
    peak = peak_of(rows)
    _curve(figure, [row for row in rows if row.percentile <= peak.percentile], BRAND, say)
    beyond = [row for row in rows if row.percentile >= peak.percentile]
    if len(beyond) > 1:
        _curve(figure, beyond, BAD, say)
    figure.add_hline(y=1, line={"color": RULE, "width": 1.5, "dash": "dash"}, layer="below")
    _best_fifth(figure, rows, say)
    now = _now(pareto_summary)
    if now and now.beyond:
        _takers(figure, rows, now, say)
    highest = max(row.cumulative_share for row in rows)
    lowest = min(0.0, *(row.cumulative_share for row in rows))
    figure.update_yaxes(range=[lowest, highest * 1.14], tickformat=".0%", nticks=6)
    figure.update_yaxes(title_text=say("Share of the value, added up"))
    figure.update_xaxes(range=[0, 101], tickvals=[0, 20, 40, 60, 80, 100], ticksuffix="%")
    figure.update_xaxes(title_text=say("Customers, the most valuable first"))
    return figure.drawn()


def placed(pareto: DataFrame) -> list[Any]:
    """Its hundredths that hold anyone, each with `reached`: how many percent of the customers stand
    up to its end."""
    rows = [row for row in known(rows_of(pareto), "cumulative_share") if row.customers]
    everyone, so_far = sum(row.customers for row in rows), 0
    for row in rows:
        so_far += row.customers
        row.reached = so_far / everyone * 100
        row.of = everyone
    return rows


def peak_of(rows: list[Any]) -> Any:
    """The hundredth of customers at which the curve is highest; the last of several."""
    return max(rows, key=lambda row: (row.cumulative_share, row.percentile))


def _now(pareto_summary: DataFrame | None) -> Any:
    rows = [] if pareto_summary is None else known(rows_of(pareto_summary), "customers")
    return next((row for row in rows if row.side == "now"), None)


def _curve(figure: Sketch, rows: list[Any], colour: str, say: Language) -> None:
    """From nothing, where it begins with the best; every hundredth can be clicked."""
    starts = rows[0].percentile == 1 and colour == BRAND
    figure.add_scatter(
        x=[0] * starts + [row.reached for row in rows],
        y=[0.0] * starts + [row.cumulative_share for row in rows],
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={"color": colour, "size": 3, "symbol": "circle"},
        fill="tozeroy",
        fillcolor="rgba(175, 59, 65, .20)" if colour == BAD else "rgba(75, 94, 185, .12)",
        customdata=[("",)] * starts
        + marks([_hundredth(row, say) for row in rows], [(row.percentile, False) for row in rows]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _hundredth(row: Any, say: Language) -> str:
    return say(
        "The best {n}% bring {share} of the value<br>in the last hundredth {customers} customers, "
        "{value}",
        n=say.number(row.reached),
        share=say.percent(row.cumulative_share),
        customers=say.number(row.customers),
        value=say.money(row.value),
    )


def _best_fifth(figure: Sketch, rows: list[Any], say: Language) -> None:
    """What the best fifth bring, where the eye begins."""
    row = fifth_of(rows)
    if row is None:
        return
    figure.add_shape(
        type="line",
        x0=BEST,
        x1=BEST,
        y0=0,
        y1=row.cumulative_share,
        line={"color": RULE, "width": 1.5, "dash": "dot"},
        layer="below",
    )
    words = say("Best {n}%: <b>{share}</b>", n=BEST, share=say.percent(row.cumulative_share, 0))
    figure.add_scatter(
        x=[BEST],
        y=[row.cumulative_share],
        mode="markers",
        marker={"color": BRAND, "size": 10, "symbol": "circle"},
        hoverinfo="skip",
        cliponaxis=False,
    )
    direct_label(
        figure,
        BEST,
        row.cumulative_share,
        words,
        xanchor="left",
        yanchor="top",
        xshift=8,
        yshift=-6,
    )


def fifth_of(rows: list[Any]) -> Any:
    """The hundredth up to which the best fifth reach; None where there are too few to speak of
    one."""
    best = [row for row in rows if row.percentile <= BEST and row.of >= MANY]
    return max(best, key=lambda row: row.percentile, default=None)


def _takers(figure: Sketch, rows: list[Any], now: Any, say: Language) -> None:
    """The customers beyond the peak: one mark, which opens all of them, and words to it. It stands
    below the curve, whose own marks would be nearer to a click there."""
    place = (now.peak_at + 1) / 2 * 100
    at = min(rows, key=lambda row: abs(row.percentile - place))
    words = say(
        "{n} customers take {value} away",
        n=say.number(now.beyond),
        value=say.money(-now.beyond_value),
    )
    figure.add_scatter(
        x=[place],
        y=[at.cumulative_share / 2],
        mode="markers",
        marker={"color": BAD, "size": 15, "symbol": "triangle-down"},
        customdata=marks([words], [(None, True)]),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    top = max(row.cumulative_share for row in rows)
    direct_label(figure, 100, top, words, xanchor="right", yanchor="bottom", yshift=9)


def value_bridge(profit_bridge: DataFrame, say: Language) -> Figure:
    """From the value of the year before to that of the latest year, by what customers did."""
    figure = Sketch()
    rows = rows_of(profit_bridge)
    if not rows:
        frame_figure(figure, height=rows_height(1))
        return figure.drawn()
    before, after = sum(row.before for row in rows), sum(row.after for row in rows)
    parts = [row for row in rows if row.customers and (row.value or row.part == "unchanged")]
    steps, stood = [], before
    for row in parts:
        steps.append((stood, stood + row.value))
        stood += row.value
    last = len(parts) + 1
    _ends(figure, [(0, before), (last, after)])
    _steps(figure, parts, steps, say)
    frame_figure(figure, height=rows_height(len(parts) + 2), barmode="overlay")
    reached = [end for step in steps for end in step]
    figure.update_xaxes(
        visible=False, range=room_around([0.0, before, after, *reached], share=0.01)
    )
    reference_line(figure, 0, last + 1)
    names = [say("The 12 months before"), *(say(PARTS[row.part]) for row in parts)]
    notes = [f"<b>{say.money(before)}</b>", *(_part_note(row, say) for row in parts)]
    change = f"{say.signed_percent((after - before) / abs(before), 1)}   " if before else ""
    named_rows(
        figure,
        [*names, say("The latest 12 months")],
        [*notes, f"{change}<b>{say.money(after)}</b>"],
    )
    return figure.drawn()


def _ends(figure: Sketch, ends: list[tuple[int, float]]) -> None:
    for place, value in ends:
        figure.add_bar(
            x=[value],
            y=[place],
            orientation="h",
            width=0.36,
            marker={"color": NEUTRAL},
            hoverinfo="skip",
        )


def _steps(
    figure: Sketch, parts: list[Any], steps: list[tuple[float, float]], say: Language
) -> None:
    figure.add_bar(
        x=[end - begin for begin, end in steps],
        base=[begin for begin, _ in steps],
        y=list(range(1, len(parts) + 1)),
        orientation="h",
        width=0.36,
        marker={
            "color": [BAD if row.value < 0 else GOOD for row in parts],
            "pattern": {"shape": ["/" if row.value < 0 else "" for row in parts], **HATCH},
        },
        customdata=marks(
            [_part_in_words(row, say) for row in parts], [(row.part,) for row in parts]
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _part_note(row: Any, say: Language) -> str:
    n = say("{n} customers", n=say.number(row.customers))
    return f"{n}   <b>{say.signed_money(row.value)}</b>"


def _part_in_words(row: Any, say: Language) -> str:
    return say(
        "{part}: {n} customers, {before} before, {after} now",
        part=say(PARTS[row.part]),
        n=say.number(row.customers),
        before=say.money(row.before),
        after=say.money(row.after),
    )
