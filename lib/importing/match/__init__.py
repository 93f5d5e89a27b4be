"""Which of our tables files can feed, and which column is which: a recipe, and its doubts.

    words.toml   what columns are called, in English and in Chinese
    names        a header as words, and the fields it may name
    tongues      headers of other languages in ours (tongues.toml)
    kinds        what a column's kind is worth as a field
    sheets       the columns of a file (together: of several alike), chosen for fields
    subjects     what a file is about
    sets         several files: what they are called, how one leads to another
    known        a recipe that there is already, of the same columns
    stored       whose ids columns hold, of the data there is
    content      columns whose names say nothing
    orders, customers, deals, campaigns, surveys (questions), payments, tickets, plain
                 the blocks of a table, or of a few; statuses says what became of an order
    proposing    which of them a set of files calls for
    meanings     values in our tables' words
    reading      what [read] must say
    draft        the recipe in the making
    model        what comes of it

Nothing is decided here: a guess is said to be one, and what cannot be known is asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.database import Connection, Database
from lib.importing.match.known import known
from lib.importing.match.model import Doubt, Proposal
from lib.importing.match.proposing import propose
from lib.importing.match.sets import sheets_of
from lib.importing.profile import FileProfile
from lib.importing.recipe import Recipe

__all__ = ["Doubt", "Proposal", "match"]


def match(
    db: Connection,
    files: Sequence[FileProfile],
    *,
    stored: Database | None = None,
    recipes: Sequence[Recipe] = (),
    readings: Mapping[str, Mapping[str, Any]] | None = None,
) -> Proposal:
    """A recipe for these files, taken as one set.

    `db` lends its memory; `stored` is the data there is, whose keys tell what a column holds;
    of `recipes` the first is preferred among those that fit alike. `readings` gives for a file's
    name what was said about reading it, as keys of [read], which the recipe then says too. Where
    no table can be fed, the recipe has none, and the doubts say what is missing.
    """
    sheets = sheets_of(db, files, readings or {})
    return known(sheets, recipes) or propose(sheets, stored)
