"""Payments: those that failed brought no money and are left out."""

from lib.importing.match.draft import Draft
from lib.importing.match.meanings import in_our_words
from lib.importing.match.plain import add_plain
from lib.importing.match.sets import View
from lib.importing.match.sheets import Pick


def add_payments(draft: Draft, view: View) -> tuple[str, str]:
    picks = view.sheet.picks("orders", False)
    failed = _failed(view, picks.get("status"))
    path = add_plain(draft, view, "payments", failed and {"where": failed[0]})
    if failed:
        sentence = "Payments whose {column} is {values} brought no money and are left out."
        draft.say((*path, "where"), sentence, column=failed[1], values=failed[2])
    amount = view.sheet.picks("payments", True).get("amount")
    refund = picks.get("refund")
    if (given_back := _in_status(view, picks.get("status"), "returned")) and not refund:
        sentence = (
            "Payments whose {column} is {values} count as money received in full, as no column "
            "says how much was given back: leave them out with where, or import what was given "
            "back as payments below zero."
        )
        told = {"column": given_back[0], "values": ", ".join(given_back[1])}
        draft.say(path, sentence, **told)
    if refund and amount:
        sentence = "{refund} holds refunds: look whether {revenue} is already without them."
        told = {"refund": refund.column.name, "revenue": amount.column.name}
        draft.say(path, sentence, **told)
    return path


def _failed(view: View, status: Pick | None) -> tuple[str, str, str] | None:
    """The rows to be kept, and the column and its words that say which failed."""
    found = _in_status(view, status, "cancelled")
    if status is None or not found:
        return None
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in found[1])
    column = status.cell.sql
    where = f"={column} is null or {column} not in ({quoted})"
    return where, found[0], ", ".join(found[1])


def _in_status(view: View, status: Pick | None, word: str) -> tuple[str, list[str]] | None:
    """The column of the status, and its values that mean this word of ours."""
    values = view.sheet.values(status.column) if status else ()
    meant = in_our_words(values, "status")
    found = [value for value, ours in meant.items() if ours == word]
    return (status.column.name, found) if status and found else None
