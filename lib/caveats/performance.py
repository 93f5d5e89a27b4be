"""What a reader must know of what is sold, and of what is owed for it."""

from pandas import DataFrame

from lib.charts.performance import MOST_GROUPS as MOST_SOLD
from lib.frames import rows_of
from lib.languages import Language


# Known, as findings are, by the name of the chart they stand under.
def sales_by_group(performance: DataFrame, say: Language) -> list[str]:
    rows = [row for row in rows_of(performance) if row.revenue > 0]
    if rows and all(row.group is None for row in rows):
        return [say("The orders of these months do not tell it.")]
    if len(rows) > MOST_SOLD:
        return [say("The first {n} of {all} are drawn.", n=MOST_SOLD, all=say.number(len(rows)))]
    return []


def receivables_by_age(receivables: DataFrame, say: Language) -> list[str]:
    said = []
    for row in rows_of(receivables)[:1]:
        if row.over_paid:
            amount, n = say.money(row.over_paid), say.number(row.customers_over_paid)
            said.append(
                say(
                    "Paid too much, which is not taken off: {amount} by {n} customers.",
                    n=n,
                    amount=amount,
                )
            )
        if row.unallotted:
            amount = say.money(row.unallotted)
            said.append(
                say("{amount} was paid by nobody known, for no known order.", amount=amount)
            )
    return said
