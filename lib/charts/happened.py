"""What happened between the months of a line: a mark in its month, its words beside it."""

from datetime import date
from unicodedata import east_asian_width

from pandas import DataFrame

from lib.charts.kit import RULE, direct_label, inert
from lib.charts.sketch import Sketch
from lib.frames import rows_of

LINE = 20  # letters of a line of words; those of Chinese are as wide as two
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
    """The words on two lines as long as each other, cut where there are more than fit."""
    label = label.strip()[: 3 * LINE]  # more is never shown
    if _width(label) <= LINE:
        return inert(label)
    spaces = [at for at, letter in enumerate(label) if letter == " "]
    fitting = [at for at in spaces if _width(label[:at]) <= LINE]
    end = min(fitting, key=lambda at: _longer(label, at), default=_fitting(label))
    rest = label[end:].strip()
    if _width(rest) > LINE:
        rest = rest[: _fitting(rest) - 1].rstrip() + "…"
    return f"{inert(label[:end])}<br>{inert(rest)}"


def _longer(label: str, end: int) -> int:
    return max(_width(label[:end]), _width(label[end + 1 :]))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _fitting(text: str) -> int:
    """How many of its letters fit a line."""
    return max(end for end in range(len(text) + 1) if _width(text[:end]) <= LINE)
