"""What a reader must know of customers lost and back."""

from pandas import DataFrame

from lib.charts.losses import MOST_REASONS, reasons_of
from lib.frames import known, rows_of
from lib.languages import Language


def losses_by_reason(lost_customers: DataFrame, say: Language) -> list[str]:
    reasons = len(reasons_of(lost_customers))
    if not reasons:
        return [say("No customer was lost in these months.")]
    said = []
    if reasons > MOST_REASONS:
        n = say.number(reasons - MOST_REASONS)
        said.append(say("Further reasons not drawn: {n}. Open the rows to see all of them.", n=n))
    said.append(
        say(
            "A customer's size is its own where it is told, else that of its value tier: A large, "
            "B medium, C and D small."
        )
    )
    return said


def losses_against_usual(lost_customers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(lost_customers)
    judged = [row.month for row in known(rows, "limit")]
    if len(judged) == len(rows):
        return []
    if not judged:
        return [
            say(
                "Whether these are many cannot be said yet: a month is judged by the six to twelve "
                "before it."
            )
        ]
    month = say.month(min(judged))
    return [
        say("The months before {month} cannot be judged: each takes six before it.", month=month)
    ]


def returns_by_step(win_backs: DataFrame, say: Language) -> list[str]:
    if not len(win_backs):
        return []
    return [say("What preceded a return need not have caused it.")]
