"""What became of an order, in our words, by a map of the words found."""

from lib.importing.match.draft import Draft, Filled, guess
from lib.importing.match.meanings import in_our_words
from lib.importing.match.sheets import Pick


def status_of(draft: Draft, pick: Pick, table: str) -> dict[str, Filled]:
    """A status in our words, by a map of the values found; a column of anything else is none."""
    values = pick.cell.sheet.values(pick.column)
    known = in_our_words(values, "status")
    if not known or len(known) < len(values) / 2:
        return {}
    draft.map(pick.cell, known)
    unknown = [value for value in values if value not in known]
    if unknown:
        sentence = (
            "{column} is mapped to completed, cancelled and returned; say which {unknown} means."
        )
        told = {"column": pick.column.name, "unknown": ", ".join(unknown[:5])}
        return {"status": guess(pick.cell.bare, sentence, **told)}
    sentence = "{column} is mapped to completed, cancelled and returned; look whether it is right."
    return {"status": guess(pick.cell.bare, sentence, column=pick.column.name)}


def unknown_status(pick: Pick) -> list[tuple[str, dict[str, object]]]:
    """What is to be said of a status none of whose words is known: it says nothing for orders."""
    values = pick.cell.sheet.values(pick.column)
    if len(values) < 2:
        return []
    sentence = (
        "{column} holds words such as {values}, whose meaning is not known: every order counts as "
        "completed until a [map] says which are cancelled or returned."
    )
    return [(sentence, {"column": pick.column.name, "values": ", ".join(values[:3])})]
