"""What a reader must know of who comes and goes."""

from pandas import DataFrame

from lib.charts.churn import ENOUGH_HISTORY
from lib.charts.kit import FEW
from lib.frames import known, rows_of
from lib.languages import Language


def churn_by_tier(tier_churn: DataFrame, say: Language) -> list[str]:
    rows = known(rows_of(tier_churn), "churn_rate")
    said = []
    if any(row.history_months < ENOUGH_HISTORY for row in rows):
        said.append(say("Dotted months rest on fewer than 12 months of data before them."))
    newest = max((row.month for row in rows), default=None)
    if any(row.month == newest and row.customers < FEW for row in rows):
        said.append(say("A hollow mark rests on fewer than 30 customers."))
    return said


def silence_errors(silence: DataFrame, say: Language) -> list[str]:
    row = next((row for row in rows_of(silence) if row.silent_days == row.chosen), None)
    if row is None:
        return []
    said = [
        say(
            "Judged on {day}: who bought in the {n} days after it was back, the others gone.",
            day=say.day(row.reference_day),
            n=say.number(row.horizon_days),
        )
    ]
    if row.called and row.back > row.called / 2:
        said.insert(0, say("Over half of those called lost at this limit came back."))
    return said
