"""A number for a card: how it reads, how it moved against what, and whether that is good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lib.charts.kit import FEW, TOO_FEW
from lib.languages import N_
from lib.ui.drill import Drawer
from lib.ui.filters import BEFORE, TARGET, YEAR
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer


@dataclass(frozen=True)
class Kpi:
    """One number for a card.

    `change` carries its sign; `improved` is None where neither direction is better, or nothing
    moved; `compared` says with what, and in a word whether that is better or worse. `metric`
    defines the number, and `statement` is the metric whose SQL gave it, where the answer is made
    of several; `parts` says what was divided by what, `rows` lie behind it.
    """

    name: str
    label: str
    value: str
    answer: Answer
    metric: str = ""
    statement: str = ""
    change: str = ""
    improved: bool | None = None
    compared: str = ""
    trend: Sequence[float] = ()
    parts: Callable[[], About] | None = None
    rows: Drawer | None = None


@dataclass(frozen=True)
class Past:
    """What a number is compared with, and what that is called; `value` None where unknown."""

    value: float | None
    called: str


@dataclass(frozen=True)
class Base:
    """What a ratio rests on: in words where that is few, and where it is too few to show one."""

    few: str
    too_few: str = ""  # none: the ratio is shown however few they are


BASES = {
    "satisfaction_ratio": Base(N_("of {n} respondents"), N_("fewer than 5 respondents")),
    "churn_rate": Base(N_("of {n} customers"), N_("fewer than 5 customers")),
    "churn_rate_a": Base(N_("of {n} customers"), N_("fewer than 5 customers")),
    "win_rate": Base(N_("of {n} decided"), N_("fewer than 5 decided")),
    "campaign_roi": Base(N_("of {n} orders")),  # money by money, whatever the number of orders
}


def resting_on(card: Kpi, n: float | None, base: Base | None) -> Kpi:
    """The card, marked where its ratio rests on few; without the ratio where on too few."""
    if base is None or n is None or n >= FEW:
        return card
    if n >= TOO_FEW or not base.too_few:
        few = _(base.few, n=reader().number(n))
        return replace(card, compared=" · ".join(filter(None, (card.compared, few))))
    unknown = reader().percent(None)
    return replace(card, value=unknown, change="", improved=None, compared=_(base.too_few))


CALLED = {
    YEAR: N_("a year ago"),
    BEFORE: N_("the period before"),
    TARGET: N_("the target"),
}


def written(value: float | None, unit: str) -> str:
    """A ratio or share as a percentage, money in the store's currency, counts plain."""
    say = reader()
    if unit == "money":
        return say.money(value)
    if unit in ("share", "ratio"):
        return say.percent(value)
    if unit == "days":
        return say.number(value)
    if unit == "rate":
        return say.number(value, 1)
    return say.short(value)


def movement(
    value: float | None, past: Past, unit: str, better: str | None
) -> tuple[str, bool | None, str]:
    """The change since then; whether it is good; and both in words."""
    if value is None or past.value is None:
        return "", None, ""
    change = value - past.value
    shown = _change(change, past.value, unit)
    then = _(past.called)
    if better is None or not any(digit in shown for digit in "123456789"):
        return shown, None, _("vs {then}", then=then)
    if (change > 0) == (better == "up"):
        return shown, True, _("better than {then}", then=then)
    return shown, False, _("worse than {then}", then=then)


def _change(change: float, past: float, unit: str) -> str:
    """Shares move by points, days by days, amounts by a share of what they were."""
    say = reader()
    if unit in ("share", "ratio"):
        return say.points(change)
    if unit == "days":
        return say.signed(change)
    return say.signed_percent(change / abs(past), 1) if past else ""
