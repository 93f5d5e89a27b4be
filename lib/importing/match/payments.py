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
    if (refund := picks.get("refund")) and amount:
        sentence = "{refund} holds refunds: look whether {revenue} is already without them."
        told: dict[str, object] = {"refund": refund.column.name, "revenue": amount.column.name}
        draft.say(path, sentence, **told)
    return path


def _failed(view: View, status: Pick | None) -> tuple[str, str, str] | None:
    """The rows to be kept, and the column and its words that say which failed."""
    values = view.sheet.values(status.column) if status else ()
    meant = in_our_words(values, "status")
    failed = [value for value, ours in meant.items() if ours == "cancelled"]
    if status is None or not failed:
        return None
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in failed)
    column = status.cell.sql
    where = f"={column} is null or {column} not in ({quoted})"
    return where, status.column.name, ", ".join(failed)
