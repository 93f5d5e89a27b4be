"""Tables whose fields are columns as they stand, or nearly: complaints, contracts, returns, …"""

from collections.abc import Mapping

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.kinds import has_point_zero
from lib.importing.match.meanings import in_our_words
from lib.importing.match.orders import customer_value, fingerprint
from lib.importing.match.sets import View
from lib.importing.match.subjects import about
from lib.schema import TABLES

NO_ID = "No column numbers the rows: each row is taken for one."

# Fields whose rule allows a few words only, and what the values of a column mean of them.
WORDS = {
    ("returns", "kind"): "return",
    ("interactions", "direction"): "direction",
    ("targets", "measure"): "measure",
    ("recovery_steps", "step"): "step",
}

# Fields a column of any values cannot fill: their few words have no like in other files.
NEVER = {("complaints", "cause"), ("ratings", "layer"), ("campaigns", "purpose")}

# Fields asked of a recipe's rows only where the name says them beyond doubt.
STRICT = {"valid", "rating_after", "in_control"}


def add_plain(
    draft: Draft, view: View, table: str, keys: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """A block of any table, from the columns that are called like its fields."""
    picks = view.sheet.picks(table, about(view.sheet, table))
    fields: dict[str, Filled] = {}
    for name in TABLES[table].names:
        pick = picks.get(name)
        if pick is None or (table, name) in NEVER or (name in STRICT and not pick.sure):
            continue
        if (table, name) in WORDS:
            known = in_our_words(view.sheet.values(pick.column), WORDS[table, name])
            if not known:
                continue
            draft.map(pick.cell, known)
        is_spoilt = name == "customer_id" and has_point_zero(pick.column)
        fields[name] = customer_value(pick.cell) if is_spoilt else picked(pick)
    key = TABLES[table].key
    if len(key) == 1 and key[0].endswith("_id") and key[0] not in fields:
        fields[key[0]] = guess(fingerprint(view.sheet), NO_ID)
    return draft.add(table, view.sheet, fields, keys=keys)
