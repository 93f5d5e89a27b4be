"""Derived tables: what the source tables say, month by month, only where an import touched it.

What campaigns, surveys and opportunities said is worked out whole, a fifth of a build.
"""

from datetime import date

from lib.build.baskets import build_baskets
from lib.build.standing import build_standing, clear_standing, empty_standing
from lib.build.told import (
    OF_ATTRIBUTES,
    OF_CAMPAIGNS,
    OF_DEALS,
    OF_SURVEYS,
    build_answers,
    build_campaigns,
    build_deals,
    build_names,
)
from lib.build.touched import (
    all_months,
    ended_months,
    find_touched,
    is_changed,
    known_company,
    later,
    renew,
    stale_months,
)
from lib.build.trade import (
    SPENT_SINCE,
    build_comings,
    build_customer_month,
    build_trade_gaps,
    build_trade_spans,
)
from lib.database import Connection, parsed
from lib.derived import filled, replace, replace_made_of, row, stand_empty
from lib.progress import Progress, silent
from lib.statements import definitions, derived_sql

__all__ = ["build", "later"]


def build(db: Connection, progress: Progress = silent) -> None:
    """Bring the derived tables up to date with the source tables, and empty `changes`."""
    progress("Finding what the import touched", 0.0)
    before = known_company(db)
    as_of = row(db, "as_of")["as_of"]
    sources = filled(db)
    given_back = renew(db, before, "deductions", "select distinct month from came_or_went")
    db.execute(parsed(f"create or replace view sales_lines as {derived_sql('sales_lines')}"))
    replace(db, "newest_days")
    replace(db, "months", as_of=as_of)
    touched = find_touched(db, before, as_of, given_back)

    progress("Adding up what each customer did", 0.02)
    months = all_months(db)
    if touched and touched.facts:
        db.execute(SPENT_SINCE, {"since": min(touched.facts)})
    build_customer_month(db, touched, months, as_of)
    build_baskets(db, touched)
    build_trade_gaps(db, touched, months)
    known = row(db, "value_basis", as_of=as_of)
    basis = known["value_basis"]

    if touched is None or before is None or basis != before.value_basis:
        stale, ended = months, frozenset[date]()
        empty_standing(db)
    else:
        stale = stale_months(touched, months)
        ended = ended_months(db, touched, stale)
        clear_standing(db, months, [month for month in stale if month not in ended])
    build_standing(db, stale, ended, as_of, basis, progress)
    build_comings(db, touched, stale, as_of)
    build_trade_spans(db, touched)
    build_names(db, touched)

    def is_due(*names: str) -> bool:
        return before is None or not stand_empty(db, sources, *names)

    if is_due(*OF_ATTRIBUTES):
        replace_made_of(db, sources, *OF_ATTRIBUTES)
    is_touched = touched is None or stale or touched.facts or is_changed(db, "touches")
    if is_touched and is_due(*OF_CAMPAIGNS):
        build_campaigns(db, sources)
    if is_due(*OF_SURVEYS):
        build_answers(db, sources, as_of)
    if is_due(*OF_DEALS):
        build_deals(db, sources)

    replace(db, "company", as_of=as_of, definitions=definitions(), **known)
    db.execute("delete from changes")
