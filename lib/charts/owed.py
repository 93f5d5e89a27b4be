"""What is owed, and who waits for a word."""

from typing import Any

from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.charts.kit import (
    BAD,
    BRAND,
    GOOD,
    HATCH,
    PALETTE,
    bars,
    frame_figure,
    marks,
    named_rows,
    rows_height,
)
from lib.charts.sketch import Sketch
from lib.frames import rows_of
from lib.languages import N_, Language

KEY = 26  # pixels below the rows for what their marks are

AGES = {
    "to_30": N_("Up to 30 days"),
    "to_60": N_("31 to 60 days"),
    "to_90": N_("61 to 90 days"),
    "over_90": N_("Over 90 days"),
}
OLD = ("to_90", "over_90")  # what is to be collected

GAPS = {
    "to_30": N_("within 30 days"),
    "to_90": N_("31 to 90 days ago"),
    "to_180": N_("91 to 180 days ago"),
    "over_180": N_("over 180 days ago"),
    "never": N_("never"),
}
LONG = ("over_180", "never")  # whom to call
GAP_COLOURS = dict(zip(GAPS, (GOOD, PALETTE[5], PALETTE[2], BAD, BAD), strict=True))


def receivables_by_age(receivables: DataFrame, say: Language) -> Figure:
    """Money ordered and not paid, by the days since the order; what is over 60 days old is in
    another colour and hatched."""
    rows = sorted(rows_of(receivables), key=lambda row: row.position)
    old = [row.band in OLD for row in rows]
    figure = Sketch()
    bars(
        figure,
        [row.amount for row in rows],
        [BAD if here else BRAND for here in old],
        hatched=old,
        hover=[_open_in_words(row, say) for row in rows],
        stands_for=[[row.band] for row in rows],
    )
    frame_figure(figure, height=rows_height(len(rows)))
    figure.update_xaxes(visible=False, range=[0, max((row.amount for row in rows), default=1) or 1])
    notes = [
        say(
            "{n} customers   {amount}",
            n=say.number(row.customers),
            amount=f"<b>{say.money(row.amount)}</b>",
        )
        for row in rows
    ]
    named_rows(figure, [say(AGES[row.band]) for row in rows], notes)
    return figure.drawn()


def _open_in_words(row: Any, say: Language) -> str:
    return say(
        "{amount} open in {orders} orders of {n} customers",
        amount=say.money(row.amount),
        orders=say.number(row.orders),
        n=say.number(row.customers),
    )


def contact_gaps_by_tier(contact_gaps: DataFrame, say: Language) -> Figure:
    """Customers of each tier by how long ago somebody spoke to them, the longest to the right."""
    rows = [row for row in rows_of(contact_gaps) if row.customers]
    rows = [row for row in rows if row.tier != "none"] or rows
    figure = Sketch()
    for band, words in GAPS.items():
        hatched = band == "never"
        figure.add_bar(
            x=[getattr(row, band) / row.customers for row in rows],
            y=list(range(len(rows))),
            orientation="h",
            width=0.36,
            marker={
                "color": GAP_COLOURS[band],
                "pattern": {"shape": "/" if hatched else "", **HATCH},
            },
            customdata=marks(
                [
                    say(
                        "{n} of {all} customers: {when}",
                        n=say.number(getattr(row, band)),
                        all=say.number(row.customers),
                        when=say(words),
                    )
                    for row in rows
                ],
                [(row.tier, band) for row in rows],
            ),
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    frame_figure(figure, height=rows_height(len(rows)) + KEY, barmode="stack", barcornerradius=0)
    figure.update_xaxes(
        range=[0, 1],
        showticklabels=False,
        showline=False,
        title_text=say("Last spoken to, left to right:<br>30, 90, 180 days ago, longer, never"),
    )
    names = [
        say("Tier {tier}", tier=row.tier) if row.tier != "none" else say("not ranked")
        for row in rows
    ]
    named_rows(figure, names, [_silent_note(row, say) for row in rows])
    return figure.drawn()


def _silent_note(row: Any, say: Language) -> str:
    return say(
        "{n} of {all} not for 180 days",
        n=f"<b>{say.number(sum(getattr(row, band) for band in LONG))}</b>",
        all=say.number(row.customers),
    )
