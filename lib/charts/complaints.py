"""What is complained of: kinds, months against the usual, causes, who complains."""

from collections.abc import Callable, Sequence
from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    FEW,
    NEUTRAL,
    RULE,
    TRACK,
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
from lib.words import CAUSES

MOST_ROWS = 8  # the most frequent are drawn

AGES = {
    "under 25": N_("under 25"),
    "25-34": "25–34",  # noqa: RUF001
    "35-49": "35–49",  # noqa: RUF001
    "50-64": "50–64",  # noqa: RUF001
    "65 and over": N_("65 and over"),
}
TIER_NAMES = ("A", "B", "C", "D")


def complaints_by_kind(
    complaint_pareto: DataFrame, say: Language, widespread: DataFrame | None = None
) -> Figure:
    """What most complaints are about, the most frequent first; a kind above its limit in the latest
    month is hatched and says so."""
    rows = rows_of(complaint_pareto)[:MOST_ROWS]
    surging = kinds_in_alarm(widespread) if widespread is not None else set()
    is_surging = [row.kind in surging for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.complaints for row in rows],
        [BAD if alarm else BRAND for alarm in is_surging],
        hatched=is_surging,
        hover=[_kind_in_words(row, say) for row in rows],
        stands_for=[(row.kind or "", "") for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(range=[0, max((row.complaints for row in rows), default=1)], visible=False)
    names = [called(row.kind, say) for row in rows]
    notes = [
        _with_alarm(
            f"{say.number(row.complaints)}   <b>{say.percent(row.share, 0)}</b>", alarm, say
        )
        for row, alarm in zip(rows, is_surging, strict=True)
    ]
    named_rows(figure, names, notes)
    return figure.drawn()


def _with_alarm(note: str, alarm: bool, say: Language) -> str:
    return f"{say('above its limit')}   {note}" if alarm else note


def kinds_in_alarm(widespread_complaints: DataFrame) -> set[str]:
    """The kinds above their limit in the latest month judged."""
    rows = known(rows_of(widespread_complaints), "alarm")
    last = max((row.month for row in rows), default=None)
    return {row.kind for row in rows if row.month == last and row.alarm}


def called(name: Any, say: Language) -> str:
    return say("not told") if name is None else inert(name)


def _kind_in_words(row: Any, say: Language) -> str:
    return say(
        "{kind}: {n} valid complaints of {customers} customers, {share} of all",
        kind=called(row.kind, say),
        n=say.number(row.complaints),
        customers=say.number(row.customers),
        share=say.percent(row.share),
    )


# Against the usual --------------------------------------------------------------------------------


def complaints_against_usual(widespread_complaints: DataFrame, say: Language) -> Figure:
    """Each month's complaints of one kind beside what was to be expected and the limit that chance
    seldom passes; a month above it is a diamond with its number."""
    rows = sorted(rows_of(widespread_complaints), key=lambda row: row.month)
    judged = known(rows, "limit")
    figure = Sketch()
    for column, dash in (("limit", "solid"), ("expected", "dash")):
        figure.add_scatter(
            x=[row.month for row in judged],
            y=[getattr(row, column) for row in judged],
            mode="lines",
            line={"color": RULE if column == "limit" else NEUTRAL, "width": 1.5, "dash": dash},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row.month for row in rows],
        y=[row.complaints for row in rows],
        mode="lines+markers",
        line={"color": BRAND, "width": 2.4},
        marker={
            "color": [BAD if row.alarm else BRAND for row in rows],
            "size": [12 if row.alarm else 7 for row in rows],
            "symbol": ["diamond" if row.alarm else "circle" for row in rows],
        },
        customdata=marks(
            [_month_in_words(row, say) for row in rows],
            [(row.month.isoformat(), row.kind) for row in rows],
        ),
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
    frame_figure(figure, height=300, margin={"l": 0, "r": 86, "t": 22, "b": 0})
    figure.update_yaxes(rangemode="tozero", title_text=say("Valid complaints"))
    counts = [row.complaints for row in rows] + [row.limit for row in judged]
    short_ticks(figure, counts, say, whole=True)
    _label_limits(figure, judged, say)
    for row in rows:
        if row.alarm:
            n = f"<b>{say.number(row.complaints)}</b>"
            direct_label(figure, row.month, row.complaints, n, yshift=14)
    month_axis(figure, [row.month for row in rows], say, most=4)
    return figure.drawn()


def _label_limits(figure: Sketch, judged: Sequence[Any], say: Language) -> None:
    for last in judged[-1:]:
        for y, words in ((last.limit, say("Limit")), (last.expected, say("Usual"))):
            text = f"{words} <b>{say.number(y, 1)}</b>"
            direct_label(figure, 1, y, text, xref="paper", xanchor="left", xshift=6)


def _month_in_words(row: Any, say: Language) -> str:
    if row.limit is None:
        return say(
            "{month}: {n} valid complaints",
            month=say.month(row.month),
            n=say.number(row.complaints),
        )
    return say(
        "{month}: {n} valid complaints, {expected} expected, limit {limit}",
        month=say.month(row.month),
        n=say.number(row.complaints),
        expected=say.number(row.expected, 1),
        limit=say.number(row.limit, 1),
    )


# Causes, repeats, and who complains ---------------------------------------------------------------


def causes_of_complaints(failure_causes: DataFrame, say: Language) -> Figure:
    """What went wrong, the most frequent cause first, with the share of those told."""
    rows = [row for row in rows_of(failure_causes) if row.cause is not None]
    return _shares(
        [say(CAUSES.get(row.cause, row.cause)) for row in rows],
        rows,
        [row.complaints for row in rows],
        [(row.cause, "") for row in rows],
        N_("{name}: {n} valid complaints, {share} of those told ({low} to {high})"),
        say,
    )


def repeats_by_kind(repeat_complaints: DataFrame, say: Language) -> Figure:
    """Of each kind, how many are the same customer's again within 90 days."""
    rows = [row for row in known(rows_of(repeat_complaints), "share") if row.repeats]
    rows = sorted(rows, key=lambda row: -row.share)[:MOST_ROWS]
    return _shares(
        [called(row.group, say) for row in rows],
        rows,
        [row.repeats for row in rows],
        [(row.group or "", "") for row in rows],
        N_("{name}: {n} complaints of the same again within 90 days, {share} ({low} to {high})"),
        say,
    )


def _shares(
    names: Sequence[str],
    rows: Sequence[Any],
    counts: Sequence[int],
    stands_for: Sequence[tuple[str, str]],
    words: str,
    say: Language,
) -> Figure:
    """A bar a row with its share and interval; the count at the end."""
    told = list(zip(names, rows, counts, strict=True))
    figure = Sketch()
    bars(
        figure,
        [row.share or 0 for row in rows],
        BRAND,
        hover=[_share_in_words(*each, words, say) for each in told],
        stands_for=stands_for,
    )
    for place, row in enumerate(rows):
        if row.low is not None:
            whisker(figure, place, row.low, row.high)
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(range=[0, max((row.high or 0.01 for row in rows), default=1)])
    figure.update_xaxes(visible=False)
    notes = [f"{say.number(n)}   <b>{say.percent(row.share, 0)}</b>" for _, row, n in told]
    named_rows(figure, names, notes)
    return figure.drawn()


def whisker(figure: Sketch, place: int, low: float, high: float) -> None:
    """The interval of a row's bar."""
    figure.add_scatter(
        x=[low, high],
        y=[place, place],
        mode="lines",
        line={"color": RULE, "width": 4},
        hoverinfo="skip",
    )


def _share_in_words(name: str, row: Any, n: int, words: str, say: Language) -> str:
    return say(
        words,
        name=name,
        n=say.number(n),
        share=say.percent(row.share),
        low=say.percent(row.low),
        high=say.percent(row.high),
    )


def complaints_by_customer(complaints: DataFrame, say: Language) -> Figure:
    """How often 1,000 active customers of each group complain in a month."""
    return _rates(complaints, lambda group: group_called(group, say), say)


def group_called(group: Any, say: Language) -> str:
    """Ours in the reader's words, the company's as a label."""
    if group in TIER_NAMES:
        return say("Tier {tier}", tier=group)
    if group == "none":
        return say("not ranked")
    return say(AGES[group]) if group in AGES else called(group, say)


def rated_groups(complaints: DataFrame) -> list[Any]:
    """Groups that have a rate, tiers and ages in their order, else the highest rate first."""
    rows = [row for row in known(rows_of(complaints), "per_1000_active") if row.group is not None]
    order = [*TIER_NAMES, *AGES]
    if all(row.group in order for row in rows):
        return sorted(rows, key=lambda row: order.index(row.group))
    largest = sorted(rows, key=lambda row: -row.active_customers)[:MOST_ROWS]
    return sorted(largest, key=lambda row: -row.per_1000_active)


def _rates(complaints: DataFrame, name: Callable[[Any], str], say: Language) -> Figure:
    rows = rated_groups(complaints)
    names = [name(row.group) for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.per_1000_active for row in rows],
        [BRAND if row.valid >= FEW else TRACK.replace(".16", ".7") for row in rows],
        hover=[_rate_in_words(called_, row, say) for called_, row in zip(names, rows, strict=True)],
        stands_for=[(row.group, "") for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    most = max((row.per_1000_active for row in rows), default=1) or 1
    figure.update_xaxes(range=[0, most], visible=False)
    named_rows(figure, names, [_rate_note(row, say) for row in rows])
    return figure.drawn()


def _rate_note(row: Any, say: Language) -> str:
    rate = f"<b>{say.number(row.per_1000_active, 1)}</b>"
    if row.valid >= FEW:
        return rate
    return f"{say('of {n} complaints', n=say.number(row.valid))}   {rate}"


def _rate_in_words(name: str, row: Any, say: Language) -> str:
    return say(
        "{group}: {n} valid complaints, {rate} a month of 1,000 active customers",
        group=name,
        n=say.number(row.valid),
        rate=say.number(row.per_1000_active, 1),
    )
