"""What one customer brings, how they ranked, and how they differ, each in one sentence."""

from math import floor

from pandas import DataFrame

from lib.charts.kit import TIERS, TOO_FEW
from lib.charts.one_customer import (
    LEVEL_WORDS,
    MEASURES,
    MORE_IS_WORSE,
    amount_of,
    level_known,
    tier_spans,
)
from lib.frames import known, rows_of
from lib.languages import Language


def profit_of_customer(customer_profit: DataFrame, say: Language) -> str:
    """What these months brought together, and how many of them cost more than they brought."""
    rows = rows_of(customer_profit)
    level = level_known(rows)
    rows = known(rows, level)
    if not rows:
        return ""
    sentence = say(
        "{level}: {amount} in {n} months with business",
        level=say(LEVEL_WORDS[level]),
        amount=say.money(sum(getattr(row, level) for row in rows)),
        n=say.number(len(rows)),
    )
    lost = sum(getattr(row, level) < 0 for row in rows)
    if lost:
        sentence += say("; {n} of them cost more than they brought", n=say.number(lost))
    return sentence


def standing_of_customer(customer_standing: DataFrame, say: Language) -> str:
    """The newest tier, since when, and the one before it."""
    rows = sorted(rows_of(customer_standing), key=lambda row: row.month)
    spans = tier_spans(rows)
    if not spans:
        return ""
    tier, since = spans[-1]
    if tier not in TIERS:
        return say("Not ranked since {month}", month=say.month(since))
    before = spans[-2][0] if len(spans) > 1 else None
    if before in TIERS:
        return say(
            "Tier {tier} since {month}, tier {before} before",
            tier=tier,
            month=say.month(since),
            before=before,
        )
    return say("Tier {tier} since {month}", tier=tier, month=say.month(since))


def beside_peers(customer_peers: DataFrame, say: Language) -> str:
    """What sets this customer furthest apart from those like them."""
    rows = known(rows_of(customer_peers), "below", "typical")
    if not rows:
        return ""
    apart = [row for row in rows if row.theirs != row.typical]  # else below holds only equals
    furthest = max(apart, key=lambda row: abs(row.below - 0.5), default=None)
    if furthest is None or abs(furthest.below - 0.5) < 0.25:
        return say("In nothing far from the {n} customers like this one", n=rows[0].peers)
    said = {
        "name": say(MEASURES[furthest.measure]),
        "theirs": amount_of(furthest.measure, furthest.theirs, say),
        "typical": amount_of(furthest.measure, furthest.typical, say),
        "n": say.number(furthest.peers),
    }
    worse = (furthest.below > 0.5) == (furthest.measure in MORE_IS_WORSE)
    if worse:
        return say(
            "Behind {n} customers like this one in: {name}, {theirs} (usual {typical})", **said
        )
    return say(
        "Ahead of {n} customers like this one in: {name}, {theirs} (usual {typical})", **said
    )


def customer_ahead(customer_ahead: DataFrame, say: Language) -> str:
    """What the customer will bring, how that stands among those like them, and will they come."""
    row = next(iter(known(rows_of(customer_ahead), "lifetime_value")), None)
    if row is None:
        return ""
    if row.note == "left":
        return say("Has left: nothing more is expected")
    sentence = say("{value} expected in the next 12 months", value=say.money(row.lifetime_value))
    if row.below is not None and row.peers >= TOO_FEW:
        sentence += _among_those_alike(row.below, row.peers, say)
    if row.alive is not None:
        sentence += say("; {alive} likely to come again", alive=say.percent(row.alive, 0))
    return sentence


def _among_those_alike(below: float, peers: int, say: Language) -> str:
    n = say.number(peers)
    if below == 1:
        return say("; more than any of the {n} like this one will bring", n=n)
    if below >= 0.5:
        share = say.percent(floor(below * 100) / 100, 0)  # never all but one as 100 %
        return say("; more than {share} of the {n} like this one will bring", share=share, n=n)
    share = say.percent(1 - below, 0)
    return say("; {share} of the {n} like this one will bring as much or more", share=share, n=n)
