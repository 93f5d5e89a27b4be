"""What a reader must know of what customers bring."""

from pandas import DataFrame

from lib.charts.churn import ENOUGH_HISTORY
from lib.charts.kit import FEW
from lib.charts.winning import channels_drawn
from lib.frames import known, rows_of
from lib.languages import Language


def whale_curve(pareto: DataFrame, say: Language) -> list[str]:
    rows = rows_of(pareto)
    if not rows:
        return [say("No customer of these 12 months has a value that is known.")]
    if not known(rows, "cumulative_share"):
        return [say("All customers together bring nothing: there is no whole to have shares of.")]
    customers = sum(row.customers for row in rows)
    if customers < 100:  # some hundredths hold nobody
        return [say("The curve has steps: there are {n} customers.", n=say.number(customers))]
    return []


def value_bridge(profit_bridge: DataFrame, say: Language) -> list[str]:
    rows = rows_of(profit_bridge)
    if not rows:
        return [say("Two years are compared: the data does not reach back over both yet.")]
    if any(row.part == "not_known" for row in rows):
        return [say("Of the customers not known a cost is missing in one of the two years.")]
    return []


def profit_of_months(profit_by_month: DataFrame, say: Language) -> list[str]:
    rows = rows_of(profit_by_month)
    said = []
    if any(not row.is_complete for row in rows):
        said.append(say("The hollow month is not over and still grows."))
    if nobody := sum(row.without_customer for row in rows):
        amount = say.money(nobody)
        said.append(say("{amount} of revenue names no customer; it counts here.", amount=amount))
    spent = sum(row.not_allotted or 0 for row in rows)
    if spent and all(row.net is not None for row in rows if row.is_complete):
        amount = say.money(spent)
        said.append(say("{amount} of campaigns is allotted to no customer.", amount=amount))
    return said


def tier_moves(tier_moves: DataFrame, say: Language) -> list[str]:
    rows = rows_of(tier_moves)
    if not rows:
        return [say("A year ago there were no customers yet to compare with.")]
    said = []
    if all(row.tier_from in ("none", "new") for row in rows if row.customers):
        said.append(say("There are no tiers with fewer customers than are set to rank them."))
    if rows[0].history_months < ENOUGH_HISTORY:
        said.append(say("The tiers of then rest on fewer than 12 months of data."))
    return said


def cost_of_winning(acquisition: DataFrame, say: Language) -> list[str]:
    rows = rows_of(acquisition)
    if rows and not known(rows, "cac"):
        return [
            say(
                "What winning customers costs is not known: it takes campaigns that say they are "
                "to win, with their cost, or acquisition costs of customers."
            )
        ]
    if any(row.new < FEW for row in known(rows, "cac")):
        return [say("Hatched months won fewer than 30 customers; below 5 none is shown.")]
    return []


def cost_by_channel(acquisition: DataFrame, say: Language) -> list[str]:
    rows = rows_of(acquisition)
    named = known(rows, "channel")
    if rows and not named:
        return [say("No customer tells through which channel they were won.")]
    drawn = channels_drawn(acquisition)
    if not drawn:
        return [
            say(
                "What winning costs is not known by channel: it takes campaigns to win that say "
                "where they ran, or acquisition costs of customers."
            )
        ]
    said = []
    if any(row.cac is None for row in drawn):
        said.append(say("Cost not known: nothing was spent that names this channel."))
    if any(row.new < FEW for row in drawn):
        said.append(say("Hatched channels won fewer than 30 customers; below 5 none is shown."))
    for row in rows:
        if row.channel is None and row.spend_to_win:
            amount = say.money(row.spend_to_win)
            said.append(say("{amount} went into channels no customer names.", amount=amount))
        if row.channel is None and row.new:
            n = say.number(row.new)
            said.append(say("{n} new customers do not tell how they were won.", n=n))
    return said
