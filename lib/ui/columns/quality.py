"""The columns of what is wrong with the data, and of how fresh it is."""

from pandas import DataFrame

from lib import words
from lib.charts.quality import findings_of
from lib.languages import N_
from lib.ui.columns.codes import REPAIRS
from lib.ui.columns.column import Column, Columns


def findings() -> Columns:
    """What data quality found, a row each, made of its row a column."""
    return Columns(
        {
            "table": Column("text", N_("Table"), words.TABLES),
            "column": Column("text", N_("Column"), words.COLUMNS),
            "finding": Column("text", N_("Finding"), REPAIRS),
            "share": Column("percent", N_("Share")),
            "found": Column("count", N_("Rows")),
            "judged": Column("count", N_("Of")),
        },
        lambda quality: DataFrame([vars(row) for row in findings_of(quality)]),
    )


def freshness() -> Columns:
    return Columns(
        {
            "table": Column("text", N_("Table"), words.TABLES),
            "newest": Column("day", N_("Newest day")),
            "days_behind": Column("days", N_("Days behind")),
            "usual_gap": Column("days", N_("Usual gap, days")),
            "is_late": Column("flag", N_("Late")),
            "last_loaded": Column("day", N_("Last import")),
            "loads": Column("count", N_("Days with imports")),
            "set_aside": Column("count", N_("Set aside, last import")),
        }
    )
