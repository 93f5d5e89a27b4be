"""Which of a column's words stand for a missing value."""

from lib.database import Connection
from lib.importing.missing_words import NOTHING, NOTHING_AMONG_FIGURES
from lib.importing.profile.values import FOUND
from lib.importing.sql import literals


def missing_in_any(db: Connection) -> tuple[str, ...]:
    """Those of the column's values that mean nothing wherever they stand.

    NA is one too, but not among codes of two letters, where it is Namibia.
    """
    found = _among(db, (*NOTHING, "na"))
    if not any(word.casefold() == "na" for word in found):
        return found
    codes = f"select bool_and(cell = 'NA' or regexp_full_match(cell, '[A-Z]{{2}}')) from {FOUND}"
    are_codes = db.execute(codes).fetchall()[0][0]
    return tuple(word for word in found if not are_codes or word.casefold() != "na")


def missing_among_figures(db: Connection, is_value: str) -> tuple[str, ...]:
    """Those of a column's texts that are no number or day, and mean nothing."""
    return _among(db, (*NOTHING, *NOTHING_AMONG_FIGURES), f"not ({is_value})")


def _among(db: Connection, words: tuple[str, ...], condition: str = "true") -> tuple[str, ...]:
    rows = db.execute(
        f"select cell from {FOUND} where length(cell) < 20 and lower(cell) in ({literals(words)}) "
        f"and {condition} order by n desc, first"
    ).fetchall()
    return tuple(cell for (cell,) in rows)
