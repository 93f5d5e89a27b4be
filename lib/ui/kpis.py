"""Numbers for cards: how each reads, how it moved, and whether that is good."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.frames import rows_of
from lib.ui.definitions import DEFINITIONS
from lib.ui.languages import _, reader
from lib.ui.questions import Answer


@dataclass(frozen=True)
class Kpi:
    """One number for a card.

    `change` carries its sign; `improved` is None where neither direction is better, or nothing
    moved; `compared` says with what, and in a word whether that is better or worse.
    """

    label: str
    value: str
    change: str = ""
    improved: bool | None = None
    compared: str = ""
    trend: Sequence[float] = ()
    about: str = ""


def win_rate(win_rate: Answer) -> list[Kpi]:
    """The funnel in four numbers; none where nothing was decided."""
    say = reader()
    rows = rows_of(win_rate.frame)
    if not rows:
        return []
    row = rows[0]
    about = DEFINITIONS["win_rate"].said(win_rate.question.settings, say)
    interval = ""
    if row.low is not None:
        interval = _("{low} to {high}", low=say.percent(row.low, 0), high=say.percent(row.high, 0))
    decided = _(
        "{won} of {decided}", won=say.number(row.won), decided=say.number(row.won + row.lost)
    )
    return [
        Kpi(_("Win rate"), say.percent(row.rate), decided, compared=interval, about=about),
        Kpi(
            _("Win rate by value"),
            say.percent(row.rate_by_value),
            say.money(row.won_amount),
            compared=_("won"),
        ),
        Kpi(
            _("Days to win"), say.number(row.median_days), _("median"), compared=_("from creation")
        ),
        Kpi(
            _("Velocity"),
            say.money(row.velocity),
            _("a day"),
            compared=_("from {n} open", n=say.number(row.open)),
        ),
    ]
