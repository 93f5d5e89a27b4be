"""By what a question may group customers."""

from collections.abc import Sequence

from lib.database import Database
from lib.errors import BadQuestion


def attribute_asked(db: Database, by: str, groups: Sequence[str]) -> str | None:
    """The attribute to group by; None where `by` is one of the groups every store has.

    An attribute called like one of these is asked for as attr.NAME. Raises BadQuestion where `by`
    is neither.
    """
    if by in groups:
        return None
    known = db.run("select distinct attribute from attributes order by attribute")["attribute"]
    name = by.removeprefix("attr.")
    if name in set(known):
        return name
    raise BadQuestion(
        "by is {by}, which is none of {known}.", by=by, known=", ".join([*groups, *known])
    )
