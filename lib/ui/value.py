"""What the page of value has beside its charts: how value stands, and profit month by month."""

from lib.charts.value import profit_of_months
from lib.findings.value import how_value_stands as stand
from lib.frames import known, rows_of
from lib.ui import notices
from lib.ui.cards import chart_card
from lib.ui.data import facts, settings
from lib.ui.filters import filters, later
from lib.ui.languages import _, reader
from lib.ui.questions import ask


def how_value_stands() -> None:
    """In one sentence, and what to do about it; or that nothing tells."""
    frame = ask("pareto_summary").frame
    now = next((row for row in known(rows_of(frame), "customers") if row.side == "now"), None)
    if now is None:
        notices.notice(
            "note", "hourglass_empty", _("The data does not tell yet who is worth what.")
        )
        return
    sentence = stand(frame, reader())
    if sentence:
        notices.notice("warning" if now.beyond else "note", "flag", sentence)
    if now.customers < settings().tiers_from:
        words = _("{n} customers are too few for tiers.", n=reader().number(now.customers))
        notices.notice("note", "help", words)


def profit_month_by_month() -> None:
    """The months chosen; where these end with the latest complete one, the one after it too, as far
    as it goes."""
    chosen, reached = filters(), facts().as_of
    until = chosen.until
    if reached and until and not chosen.as_of and until < reached:
        if later(reached.replace(day=1), -1) == until.replace(day=1):
            until = reached
    chart_card(_("Profit by month"), profit_of_months, ask("profit_by_month", until=until))
