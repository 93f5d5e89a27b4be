"""What a reader must know of what campaigns bring."""

from typing import Any

from pandas import DataFrame

from lib.charts.campaigns import MOST
from lib.frames import known, rows_of
from lib.languages import Language


def return_by_campaign(campaign_roi: DataFrame, say: Language) -> list[str]:
    rows = rows_of(campaign_roi)
    said = _not_all_drawn(known(rows, "roi"), say)
    if costless := sum(row.roi is None for row in rows):
        n = say.number(costless)
        said.append(say("Without a known cost, and so without a return: {n}.", n=n))
    if any(row.basis == "revenue" and row.roi is not None for row in rows):
        said.append(say("Where the cost of goods is not known, revenue stands in for profit."))
    if claimed := sum(row.claimed for row in rows):
        n = say.number(claimed)
        said.append(say("Resting on what their channel claims, not on orders: {n}.", n=n))
    return said


def _not_all_drawn(rows: list[Any], say: Language) -> list[str]:
    if len(rows) <= MOST:
        return []
    return [say("Of {all} campaigns the best and the worst are drawn.", all=say.number(len(rows)))]


def lift_by_campaign(campaign_lift: DataFrame, say: Language) -> list[str]:
    if len(campaign_lift) == 0:
        return [say("No campaign of these months held customers back to compare with.")]
    rows = known([row for row in rows_of(campaign_lift) if row.arm == "treated"], "lift")
    if not rows:
        return [
            say(
                "Too few of those held back or of those treated have bought, or their days are "
                "not over: there is nothing to compare yet."
            )
        ]
    across = say("An interval that reaches across zero shows no effect either way.")
    return [*_not_all_drawn(rows, say), across]
