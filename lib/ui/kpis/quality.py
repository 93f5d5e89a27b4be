"""How sound the data is, in four numbers."""

from functools import partial
from typing import Any

from lib.charts.quality import DIMENSIONS, said_share
from lib.frames import known, rows_of
from lib.languages import N_
from lib.ui.kpis.comparing import only_row
from lib.ui.kpis.number import Kpi
from lib.ui.languages import _, reader
from lib.ui.provenance import About
from lib.ui.questions import Answer, ask

# What did not keep it, and of what: beside the share, and in its receipt.
TO_REPAIR = {
    "complete": N_("{n} cells empty"),
    "valid": N_("{n} cells break a rule"),
    "consistent": N_("{n} keys name nothing known"),
}


def quality() -> list[Kpi]:
    """Complete, valid, consistent; and how many tables are no later than usual."""
    answer = ask("data_quality")
    everything = only_row(answer)
    return [
        _card("complete", _("Complete"), everything, answer),
        _card("valid", _("Valid"), everything, answer),
        _card("consistent", _("Consistent"), everything, answer),
        _fresh(),
    ]


def _card(dimension: str, label: str, everything: Any, answer: Answer) -> Kpi:
    judged, failed = DIMENSIONS[dimension]
    found = getattr(everything, failed)
    return Kpi(
        dimension,
        label,
        said_share(getattr(everything, dimension), reader()),
        answer,
        metric=f"quality_{dimension}",
        statement="data_quality",
        compared=_(TO_REPAIR[dimension], n=reader().number(found)) if found else "",
        parts=partial(_fraction, getattr(everything, judged), found),
    )


def _fraction(judged: int, failed: int) -> About:
    say = reader()
    return (
        (_("Numerator"), say.number(judged - failed)),
        (_("Denominator"), say.number(judged)),
    )


def _fresh() -> Kpi:
    """Of the tables whose usual gap is known, those that are not late."""
    answer = ask("data_freshness")
    judged = known(rows_of(answer.frame), "is_late")
    late = sum(row.is_late for row in judged)
    say = reader()
    value = _("{n} of {all}", n=say.number(len(judged) - late), all=say.number(len(judged)))
    return Kpi(
        "fresh",
        _("Tables on time"),
        value if judged else say.number(None),
        answer,
        metric="data_freshness",
        compared="" if judged else _("fewer than three imports"),
    )
