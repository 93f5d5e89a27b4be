"""What winning customers costs, in a sentence each."""

from pandas import DataFrame

from lib.charts.kit import TOO_FEW
from lib.charts.winning import channels_drawn
from lib.frames import known, rows_of
from lib.languages import Language


def cost_of_winning(acquisition: DataFrame, say: Language) -> str:
    """What winning a customer cost of late, and when it is paid back."""
    rows = [row for row in known(rows_of(acquisition), "cac", "month") if row.new >= TOO_FEW]
    if not rows:
        return ""
    newest = max(rows, key=lambda row: row.month)
    sentence = say(
        "Winning a customer cost {cac} in {month}",
        cac=say.money(newest.cac),
        month=say.month(newest.month),
    )
    if newest.payback_months is not None:
        months = say.number(newest.payback_months, 1)
        sentence += say(", paid back in {months} months", months=months)
    if newest.cost_per_kept:
        sentence += say("; keeping one cost {cost}", cost=say.money(newest.cost_per_kept))
    return sentence


def cost_by_channel(acquisition: DataFrame, say: Language) -> str:
    """Through which channel a customer costs most, and through which least."""
    rows = known(channels_drawn(acquisition), "cac")
    if not rows:
        return ""
    most, least = max(rows, key=lambda row: row.cac), min(rows, key=lambda row: row.cac)
    if most.cac == least.cac:
        return say(
            "Winning a customer through “{channel}” cost {cac}",
            channel=most.channel,
            cac=say.money(most.cac),
        )
    return say(
        "A customer cost most through “{most}”, {high}, and least through “{least}”, {low}",
        most=most.channel,
        high=say.money(most.cac),
        least=least.channel,
        low=say.money(least.cac),
    )
