"""Payments: those that failed brought no money and are left out."""

from lib.importing.match.draft import Draft
from lib.importing.match.meanings import in_our_words
from lib.importing.match.plain import add_plain
from lib.importing.match.sets import View


def add_payments(draft: Draft, view: View) -> tuple[str, str]:
    status = view.sheet.picks("orders", False).get("status")
    values = view.sheet.values(status.column) if status else ()
    meant = in_our_words(values, "status")
    failed = [value for value, ours in meant.items() if ours == "cancelled"]
    if status is None or not failed:
        return add_plain(draft, view, "payments")
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in failed)
    column = status.cell.sql
    where = f"={column} is null or {column} not in ({quoted})"
    path = add_plain(draft, view, "payments", {"where": where})
    sentence = "Payments whose {column} is {values} brought no money and are left out."
    told: dict[str, object] = {"column": status.column.name, "values": ", ".join(failed)}
    draft.say((*path, "where"), sentence, **told)
    return path
