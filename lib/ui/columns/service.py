"""The columns of open complaints, and of what puts them right."""

from pandas import DataFrame

from lib.languages import N_
from lib.ui.columns.column import Column, Columns
from lib.ui.columns.every_column import COLUMNS
from lib.ui.columns.lists import named

WORKLIST = (
    *("name", "tier", "level", "hours_over", "owner", "next_step", "about", "severity"),
    *("opened_at", "value", "complaints_before", "region", "channel", "handovers", "customer_id"),
    "complaint_id",
)
NO_DIFFERENCE = "none"


def worklist(frame: DataFrame) -> Columns:
    """Open complaints: whom to call, how overdue, whose it is and what comes next."""
    shown = {name: COLUMNS[name] for name in WORKLIST if name in frame}
    return Columns(
        shown, lambda waiting: named(waiting).assign(hours_over=waiting["hours_over"].round())
    )


def remedies() -> Columns:
    """A row a kind: the remedy that works best for it, or that no difference is shown."""
    return Columns(
        {
            "group": Column("text", N_("Complained of")),
            "remedy": Column("text", N_("Works best"), {NO_DIFFERENCE: N_("no difference shown")}),
            "share": Column("percent", N_("Trade again after it")),
            "others": Column("percent", N_("After the others")),
            "complaints": Column("count", N_("Complaints")),
        },
        _best_of_each_kind,
    )


def _best_of_each_kind(remedies: DataFrame) -> DataFrame:
    """The kinds with most complaints first."""
    rows = []
    for kind, tried in remedies.groupby("kind", dropna=False):
        best = tried[tried["is_best"].astype(bool)]
        rows.append(
            {
                "group": kind,
                "remedy": best["remedy"].iloc[0] if len(best) else NO_DIFFERENCE,
                "share": best["share"].iloc[0] if len(best) else None,
                "others": best["others"].iloc[0] if len(best) else None,
                "complaints": int(tried["complaints"].sum()),
            }
        )
    told = DataFrame(rows, columns=["group", "remedy", "share", "others", "complaints"])
    return told.sort_values("complaints", ascending=False, kind="stable")
