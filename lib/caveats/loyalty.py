"""What a reader must know of who stays loyal."""

from pandas import DataFrame

from lib.charts.kit import FEW
from lib.charts.loyalty import groups_drawn
from lib.frames import known, rows_of
from lib.languages import Language


def kept_orders_and_revenue(loyalty_kept: DataFrame, say: Language) -> list[str]:
    if len(loyalty_kept):
        return []
    return [
        say(
            "Nothing to compare: loyalty needs orders of 18 whole months, and customers who bought "
            "in the earlier ones."
        )
    ]


def loyal_share_by_tier(loyalty: DataFrame, say: Language) -> list[str]:
    if not known(rows_of(loyalty), "share"):
        return kept_orders_and_revenue(loyalty, say)
    told = say("Tiers are those at the end of these months: who bought less stands lower for it.")
    return [told, *_loyal_shares(loyalty, say)]


def loyal_share_by_group(loyalty: DataFrame, say: Language) -> list[str]:
    rows = known(rows_of(loyalty), "share")
    if not rows:
        return kept_orders_and_revenue(loyalty, say)
    said = _loyal_shares(loyalty, say)
    if left_out := len(rows) - len(groups_drawn(loyalty)):
        said.append(say("Smaller groups that are not shown: {n}.", n=say.number(left_out)))
    return said


def _loyal_shares(loyalty: DataFrame, say: Language) -> list[str]:
    rows = rows_of(loyalty)
    said = []
    if rows[0].months < 12:
        said.append(say("Half years are compared: the data is shorter than 24 months."))
    if hidden := sum(row.share is None for row in rows):
        n = say.number(hidden)
        said.append(say("Not shown, with fewer than 5 customers: {n}.", n=n))
    return said


def steps_of_loyalty(loyalty_levels: DataFrame, say: Language) -> list[str]:
    rows = rows_of(loyalty_levels)
    asked = sum(row.customers for row in rows if row.level is not None)
    if not asked:
        return [say("Nobody was asked in these 12 months whether they prefer us.")]
    untold = say.percent(1 - asked / sum(row.customers for row in rows), 0)
    return [say("{share} of the customers were not asked whether they prefer us.", share=untold)]


def satisfied_and_loyal(satisfaction_by_loyalty: DataFrame, say: Language) -> list[str]:
    if sum(row.customers for row in rows_of(satisfaction_by_loyalty)):
        return []
    return [
        say(
            "Of no customer both are known: it takes answers that tell what was expected, and "
            "orders of 18 whole months."
        )
    ]


def chain_of_satisfaction(satisfaction_chain: DataFrame, say: Language) -> list[str]:
    rows = [row for row in rows_of(satisfaction_chain) if row.customers]
    if not rows:
        return [say("No answer of these 12 months tells what was expected.")]
    said = [say("What comes with satisfaction need not come from it.")]
    if any(min(row.customers, row.known_loyalty, row.followed) < FEW for row in rows):
        said.append(say("A hatched bar rests on fewer than 30 customers."))
    return said
