"""What happened between the months of a line: a mark in its month, its words beside it."""

from datetime import date
from unicodedata import east_asian_width

from pandas import DataFrame

from lib.charts.kit import RULE, direct_label, inert
from lib.charts.sketch import Sketch
from lib.frames import rows_of

LINE = 18  # letters of a line of words; those of Chinese are as wide as two
TWO_LINES = 30  # as high, in pixels
NEAR = 0.35  # of the axis: as wide as a line of words where it is narrowest


def mark_events(figure: Sketch, events: DataFrame, first: date, last: date) -> None:
    """A line in the month it happened in, its words at the foot of it.

    A month of several events shows the first of them and how many more. Words lead away from the
    next event where there is room for them, so that they do not cross its line.
    """
    months: dict[date, list[str]] = {}
    for row in rows_of(events):
        months.setdefault(row.happened_on.replace(day=1), []).append(row.label)
    months = {month: months[month] for month in sorted(months) if first <= month <= last}
    along = [(month - first) / (last - first) for month in months]
    lefts = [_is_left(along, place) for place in range(len(along))]
    raised = False
    for place, (month, labels) in enumerate(months.items()):
        crowded = place > 0 and along[place] - along[place - 1] < NEAR
        raised = crowded and lefts[place] == lefts[place - 1] and not raised
        figure.add_vline(x=month, line={"color": RULE, "width": 1, "dash": "dot"}, layer="below")
        more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
        direct_label(
            figure,
            month,
            0,
            in_two_lines(labels[0]) + more,
            yref="paper",
            yanchor="bottom",
            yshift=2 + TWO_LINES * raised,
            xanchor="right" if lefts[place] else "left",
            xshift=-4 if lefts[place] else 4,
            align="right" if lefts[place] else "left",
            font_size=11,
        )


def _is_left(along: list[float], place: int) -> bool:
    """Whether its words stand left of it: away from the next event, or where more room is."""
    here = along[place]
    if here > 1 - NEAR or here < NEAR:
        return here > 0.5
    follows = place + 1 < len(along) and along[place + 1] - here < NEAR
    precedes = place > 0 and here - along[place - 1] < NEAR
    return follows if follows != precedes else here > 0.5


def in_two_lines(label: str) -> str:
    """The words on two lines at most, cut where there are more; between words where it can be."""
    fits = _fitting(label)
    if fits == len(label):
        return inert(label)
    space = label.rfind(" ", 0, fits + 1)
    end = space if space > 0 else fits
    rest = label[end:].strip()
    fits = _fitting(rest)
    if fits < len(rest):
        rest = rest[: fits - 1].rstrip() + "…"
    return f"{inert(label[:end])}<br>{inert(rest)}"


def _fitting(text: str) -> int:
    """How many of its letters fit a line."""
    width = 0
    for place, letter in enumerate(text):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > LINE:
            return place
    return len(text)
