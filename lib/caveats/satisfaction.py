"""What a reader must know of satisfaction, and of what it is corrected by."""

from pandas import DataFrame

from lib.charts.kit import FEW, TOO_FEW
from lib.charts.satisfaction import groups_with_answers, measure
from lib.charts.surveys import newest_corrected
from lib.frames import known, rows_of
from lib.languages import Language


def satisfaction(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    said = []
    if rows and all(row.expected is None for row in rows):
        said.append(say("No answer tells what was expected: there is a mean, but no ratio."))
    if undated := sum(row.undated for row in rows):
        n = say.number(undated)
        said.append(say("{n} answers carry no day: they count in every period.", n=n))
    if hidden := sum(row.respondents < TOO_FEW for row in rows):
        n = say.number(hidden)
        said.append(say("Not shown, with fewer than 5 respondents: {n}.", n=n))
    return said


def satisfaction_by_group(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    said = satisfaction(satisfaction_ratio, say)
    drawn = groups_with_answers(satisfaction_ratio)
    if any(row.respondents < FEW for row in drawn):
        said.insert(0, say("A hollow mark rests on fewer than 30 respondents."))
    enough = [row for row in rows if row.respondents >= TOO_FEW]
    if left_out := len(enough) - len(drawn):
        said.append(say("Smaller groups that are not shown: {n}.", n=say.number(left_out)))
    return said


def satisfaction_by_month(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    months = known(rows, "group", measure(rows))
    said = []
    if any(not month.is_complete for month in months):
        said.append(say("The newest month is not over: it is drawn hollow and may still move."))
    if any(month.is_complete and month.respondents < FEW for month in months):
        said.append(say("A hollow month rests on fewer than 30 respondents."))
    return [*said, *satisfaction(satisfaction_ratio, say)]


def correction_steps(satisfaction_correction: DataFrame, say: Language) -> list[str]:
    row = newest_corrected(satisfaction_correction)
    if row is None:
        return [say("No complete month of these has a satisfaction ratio.")]
    said = []
    if row.complaints_expected is None:
        said.append(say("Complaints correct nothing: their usual number is not known."))
    if row.returns_expected is None:
        said.append(say("Returns correct nothing: their usual number is not known."))
    return said
