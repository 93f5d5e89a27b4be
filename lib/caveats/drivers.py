"""What a reader must know of what satisfaction hangs on."""

from typing import Any

from pandas import DataFrame

from lib.frames import known, rows_of
from lib.languages import Language


def driver_shares(satisfaction_drivers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_drivers)
    if not rows:
        return []
    said = []
    if not known(rows, "share"):
        said.append(say("Drivers need an overall score that varies, and answers enough."))
    if dropped := [row.aspect for row in rows if row.dropped == "constant"]:
        said.append(say("All gave the same answer: {aspects}.", aspects=_quoted(dropped, say)))
    if dropped := [row.aspect for row in rows if row.dropped == "few_answers"]:
        said.append(say("Answered by less than half: {aspects}.", aspects=_quoted(dropped, say)))
    if any(row.sign == 0 for row in known(rows, "share", "sign")):
        said.append(say("A hollow mark does not tell in which direction the aspect works."))
    if known(rows, "share"):
        said.append(_answers_used(rows[0], say))
    return said


def _quoted(names: list[str], say: Language) -> str:
    return say.listing([f"“{name}”" for name in names])


def _answers_used(row: Any, say: Language) -> str:
    """How many answers the correlations rest on, taken pair by pair or only where complete."""
    n = {"n": say.number(row.answers_complete), "pairs": say.number(row.answers_paired)}
    if row.is_listwise:
        return say("Of the {n} answers to all aspects, as some repeat what others say.", **n)
    return say("Taken pair by pair: {pairs} answers or more, {n} to all aspects.", **n)


def importance_performance(satisfaction_drivers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_drivers)
    placed = known(rows, "quadrant")
    if rows and not placed:
        return [
            say("There is no map where the aspects explain less than 10% of the overall score.")
        ]
    if any(not row.is_sure for row in placed):
        return [say("A hollow mark may as well stand in the field beside it.")]
    return []
