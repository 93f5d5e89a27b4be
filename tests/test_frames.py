from datetime import date
from decimal import Decimal

from pandas import NA, DataFrame, Series, Timestamp

from lib.frames import known, rows_of

FRAME = DataFrame(
    {
        "name": Series(["Tan", None]),
        "money": [Decimal("1.50"), None],
        "share": [0.5, float("nan")],
        "customers": Series([3, NA], dtype="Int64"),
        "is_over": Series([True, NA], dtype="boolean"),
        "month": Series([Timestamp(2026, 3, 1), None], dtype="datetime64[s]"),
        "day": [date(2026, 3, 2), None],
    }
)


def test_a_row_holds_plain_python():
    row = rows_of(FRAME)[0]
    assert vars(row) == {
        "name": "Tan",
        "money": 1.5,
        "share": 0.5,
        "customers": 3,
        "is_over": True,
        "month": date(2026, 3, 1),
        "day": date(2026, 3, 2),
    }
    of_types = {name: type(value) for name, value in vars(row).items()}
    assert of_types == {
        "name": str,
        "money": float,
        "share": float,
        "customers": int,
        "is_over": bool,
        "month": date,
        "day": date,
    }


def test_null_of_any_type_is_none():
    assert set(vars(rows_of(FRAME)[1]).values()) == {None}


def test_a_frame_without_rows_has_none():
    assert rows_of(FRAME.head(0)) == []


def test_rows_in_which_columns_are_known():
    assert [row.name for row in known(rows_of(FRAME), "money", "day")] == ["Tan"]
