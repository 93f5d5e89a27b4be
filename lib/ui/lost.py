"""What the page of lost customers has beside its charts: the sentence on top, and whom to call."""

from lib.findings.losses import how_losses_stand as stand
from lib.frames import rows_of
from lib.ui import columns, drill, notices, tables
from lib.ui.cards import list_card
from lib.ui.languages import _, reader
from lib.ui.questions import ask


def how_losses_stand() -> None:
    """In one sentence: is it more than usual, and why did most of the value go?"""
    by_month, by_reason = ask("lost_customers", by="month"), ask("lost_customers")
    sentence = stand(by_month.frame, by_reason.frame, reader())
    if not sentence:
        too_short = _(
            "The data does not tell yet who was lost: that takes a whole month, and at least 90 "
            "days of orders before it."
        )
        notices.notice("note", "hourglass_empty", too_short)
        return
    rows = sorted(rows_of(by_month.frame), key=lambda row: row.month)
    if rows[-1].alarm:
        notices.notice("warning", "warning", sentence)
    else:
        notices.notice("note", "flag", sentence)


def call_list() -> None:
    """Those lost and not back, what they had brought most first: to be searched, and taken away
    with what was last said to and by each; a row opens its customer."""
    answer = ask("lost_customers_list", still_gone=True, limit=tables.MOST_ROWS)
    finding = ""
    if len(answer.frame):
        n = reader().number(int(answer.frame["total"].iloc[0]))
        finding = _("{n} customers lost in these months are not back: the most valuable first", n=n)
    shown = columns.to_call(answer.frame)
    row = list_card(
        _("Whom to call"), answer, shown, key="call_list", finding=finding, on_select="row"
    )
    drill.open_customer(row)
