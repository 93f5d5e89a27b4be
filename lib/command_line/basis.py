"""What customers are valued by, before an import and after it: its loss is told with its cause."""

from dataclasses import replace

from lib.database import Connection, Database, query_row
from lib.importing import Imported
from lib.importing.costs import Basis, with_effect


def basis_before(db: Connection) -> Basis | None:
    """As the last build judged it; None where there was nothing to judge."""
    before = Database(db)
    if not before.rows_of("company") or not before.rows_of("orders"):
        return None
    return Basis(before.value("select value_basis from company"))


def with_basis(imported: Imported, before: Basis | None, after: Database) -> Imported:
    """What was imported, told with what it does to the basis; the derived tables are built."""
    judged = after.row("select as_of, value_basis from company")
    known = query_row(after, "tiers_costs", **judged)
    now = Basis(known["value_basis"], known["marginal"], known["unvalued"], known["unserved"])
    files = tuple(dict.fromkeys(fate.file for fate in imported.fates))
    return replace(imported, warnings=with_effect(imported.warnings, files, before, now))
