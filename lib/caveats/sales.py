"""What a reader must know of the funnel."""

from pandas import DataFrame

from lib.frames import rows_of
from lib.languages import Language


def funnel_stages(sales_funnel: DataFrame, say: Language) -> list[str]:
    rows = rows_of(sales_funnel)
    if not rows:
        return []
    said = []
    if undated := rows[0].undated:
        n = say.number(undated)
        said.append(say("{n} opportunities carry no day: they are left out of a period.", n=n))
    if untold := max(row.without_history for row in rows):  # each counts in every stage it entered
        n = say.number(untold)
        said.append(say("{n} have no history of stages: they count in their present one.", n=n))
    if any(row.method == "counts" for row in rows):
        said.append(say("Where few durations are known, advancing is counted among those decided."))
    return said
