"""Exports open as data in a spreadsheet, never as formulas."""

import csv as reading
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from lib.errors import RapportError
from lib.ui.export import CUT, DANGEROUS, MOST_LETTERS, Sheet, cell, csv, sheet_names, workbook


def read_back(exported: bytes) -> list[list[str]]:
    return list(reading.reader(StringIO(exported.decode("utf-8-sig"))))


@pytest.mark.parametrize("start", DANGEROUS)
def test_a_cell_that_begins_like_a_formula_is_text(start):
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@given(some.text())
def test_no_text_begins_like_a_formula(text):
    assert not cell(text).startswith(DANGEROUS)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, "-5"),
        (-0.25, "-0.25"),
        (3.0, "3"),
        (1e-7, "0.0000001"),
        (Decimal("10.50"), "10.50"),
        (date(2024, 1, 31), "2024-01-31"),
        (pd.Timestamp("2024-01-31"), "2024-01-31"),
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (True, "true"),
    ],
)
def test_numbers_stay_numbers_and_days_are_iso(value, written):
    assert cell(value) == written


def test_it_begins_with_a_byte_order_mark_and_reads_back():
    frame = pd.DataFrame({"name": ["=1+1", 'say "hi", 中文', None], "value": [1.5, -2, None]})
    exported = csv(frame)
    assert exported.startswith(b"\xef\xbb\xbf")
    assert read_back(exported) == [
        ["name", "value"],
        ["'=1+1", "1.5"],
        ['say "hi", 中文', "-2"],
        ["", ""],
    ]


def plain_csv(frame):
    """The same export cell by cell: slow, and too plain to be wrong."""
    out = StringIO()
    rows = reading.writer(out, lineterminator="\r\n")
    rows.writerow([cell(name) for name in frame])
    for row in frame.astype(object).itertuples(index=False):
        rows.writerow([cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


# Columns as DuckDB gives them.
KINDS = {
    "float64": some.floats(),
    "int64": some.integers(-(2**63), 2**63 - 1),
    "int32": some.integers(-(2**31), 2**31 - 1),
    "bool": some.booleans(),
    "str": some.none() | some.text(),
    "datetime64[us]": some.none() | some.dates(),
    "object": some.none() | some.booleans() | some.text() | some.dates() | some.floats(),
}


@some.composite
def frames(draw):
    kinds = draw(some.lists(some.sampled_from(sorted(KINDS)), min_size=1, max_size=4))
    names = draw(some.lists(some.text(), min_size=len(kinds), max_size=len(kinds), unique=True))
    rows = draw(some.integers(0, 5))
    columns = [
        pd.Series(draw(some.lists(KINDS[kind], min_size=rows, max_size=rows)), dtype=kind)
        for kind in kinds
    ]
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


@settings(deadline=None)
@given(frames())
def test_whole_columns_are_written_as_each_of_their_cells_would_be(frame):
    assert csv(frame) == plain_csv(frame)


def sheets_of(exported):
    """Each sheet of a workbook by its name, read back as an import reads it."""
    book = CalamineWorkbook.from_filelike(BytesIO(exported))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def there_and_back(values, **about):
    """The cells of one column, after a workbook."""
    frame = pd.DataFrame({"column": pd.Series(values, dtype=object)})
    exported = workbook([Sheet("Data", frame, **about)], about_title="About")
    return [row[0] for row in sheets_of(exported)["Data"][1:]]


def test_the_first_sheet_tells_what_is_to_be_known_of_the_others():
    frame = pd.DataFrame({"value": [1]})
    sheets = [
        Sheet("Tiers", frame, (("As of", "2024-10-31"), ("SQL", "select 1\nfrom tiers"))),
        Sheet("Win rate", frame, (("Filters", "=none"),)),
    ]
    assert sheets_of(workbook(sheets, about_title="About"))["About"] == [
        ["Tiers", ""],
        ["As of", "2024-10-31"],
        ["SQL", "select 1\nfrom tiers"],
        ["", ""],
        ["Win rate", ""],
        ["Filters", "=none"],
    ]


def test_text_numbers_days_and_null_stay_what_they_are():
    frame = pd.DataFrame(
        {
            "customer_id": ["007", "1e5"],
            "name": ["晨光制造", None],
            "revenue": [Decimal("1234.56"), None],
            "orders": [1, 12_345],
            "kept": [True, False],
            "share": [0.25, float("nan")],
            "last_trade_day": pd.to_datetime(["2024-10-31", None]),
            "asked_at": [datetime(2024, 10, 31, 12, 30), pd.NaT],
        }
    )
    exported = workbook([Sheet("客户", frame, shares=("share",))], about_title="说明")
    assert sheets_of(exported)["客户"] == [
        list(frame),
        [
            "007",
            "晨光制造",
            1234.56,
            1,
            True,
            0.25,
            date(2024, 10, 31),
            datetime(2024, 10, 31, 12, 30),
        ],
        ["1e5", "", "", 12_345, False, "", "", ""],
    ]


@pytest.mark.parametrize("start", DANGEROUS)
def test_text_that_begins_like_a_formula_is_exact_and_no_formula(start):
    text = f"{start}HYPERLINK(1)"
    frame = pd.DataFrame({text: [text]})
    exported = workbook([Sheet(text, frame, ((text, text),))], about_title="About")
    assert list(sheets_of(exported).values())[1] == [[text], [text]]
    with ZipFile(BytesIO(exported)) as book:
        pages = [book.read(name) for name in book.namelist() if "sheets/sheet" in name]
    assert len(pages) == 2
    assert not any(re.search(rb"<f\b|<hyperlink", page) for page in pages)


def test_addresses_are_no_links():
    assert there_and_back(["https://example.com", "mailto:a@b.c"]) == [
        "https://example.com",
        "mailto:a@b.c",
    ]


def test_what_no_cell_can_hold_is_empty():
    assert there_and_back(["first", float("inf"), float("-inf"), Decimal("NaN"), pd.NA, 1]) == [
        "first",
        *[""] * 4,
        1,
    ]


def test_whole_numbers_a_spreadsheet_would_round_are_text():
    assert there_and_back([999_999_999_999_999, 4_111_111_111_111_111, -(10**15)]) == [
        999_999_999_999_999,
        "4111111111111111",
        "-1000000000000000",
    ]


def test_days_before_spreadsheets_count_are_text():
    assert there_and_back([date(1899, 12, 31), date(1900, 3, 1)]) == [
        "1899-12-31",
        date(1900, 3, 1),
    ]


@settings(deadline=None, max_examples=60)
@given(some.lists(some.text(), min_size=1))
def test_every_text_comes_back_exactly(texts):
    assert there_and_back(["first", *texts, "last"])[1:-1] == texts


@settings(deadline=None, max_examples=60)
@given(some.lists(some.floats(-1e300, 1e300), min_size=1))
def test_every_number_comes_back_to_fifteen_digits(numbers):
    assert there_and_back(["first", *numbers])[1:] == pytest.approx(numbers, rel=1e-15, abs=0)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark():
    (cut, rare, whole) = there_and_back(["x" * 40_000, "😀" * 20_000, "y" * MOST_LETTERS])
    assert (len(cut), cut[-len(CUT) :]) == (MOST_LETTERS, CUT)
    assert rare == "😀" * ((MOST_LETTERS - len(CUT)) // 2) + CUT
    assert whole == "y" * MOST_LETTERS


def test_more_rows_than_a_sheet_holds_are_refused_in_a_sentence():
    frame = pd.DataFrame({"n": np.zeros(1_048_576, dtype="int8")})
    with pytest.raises(RapportError, match="Orders has 1,048,576 rows .* download it as CSV"):
        workbook([Sheet("Orders", frame)], about_title="About")


def test_equal_sheets_give_equal_bytes():
    frame = pd.DataFrame({"value": [1.5], "day": [date(2024, 1, 31)]})
    first, second = (workbook([Sheet("Data", frame)], about_title="About") for _ in range(2))
    assert first == second
    assert first != workbook(
        [Sheet("Data", frame)], about_title="About", created=datetime(2024, 10, 31)
    )


def test_a_frame_without_rows_still_has_its_head():
    frame = pd.DataFrame({"name": pd.Series(dtype="str"), "value": pd.Series(dtype="float64")})
    exported = workbook([Sheet("Data", frame)], about_title="About")
    assert sheets_of(exported)["Data"] == [["name", "value"]]


def the_page(exported):
    """The second sheet and the styles, as XML."""
    with ZipFile(BytesIO(exported)) as book:
        return book.read("xl/worksheets/sheet2.xml").decode(), book.read("xl/styles.xml").decode()


def test_the_head_stays_in_sight_and_filters():
    page, styles = the_page(
        workbook([Sheet("Data", pd.DataFrame({"a": [1], "b": [2]}))], about_title="About")
    )
    assert '<pane ySplit="1"' in page and 'state="frozen"' in page
    assert '<autoFilter ref="A1:B2"/>' in page
    assert "<b/>" in styles


def test_a_column_is_wide_enough_for_what_it_shows():
    frame = pd.DataFrame(
        {"a": ["晨光制造有限公司"], "b": ["abcdefghijklmnopqrst"], "c": ["x" * 500]}
    )
    page, _ = the_page(workbook([Sheet("Data", frame)], about_title="About"))
    widths = [round(float(width)) for width in re.findall(r'<col [^>]*width="([\d.]+)"', page)]
    assert widths == [18, 22, 61]


def test_numbers_are_formatted_by_their_size_and_shares_on_request():
    frame = pd.DataFrame(
        {"year": [2024], "count": [12_345], "money": [99.5], "ratio": [0.93], "share": [0.5]}
    )
    exported = workbook([Sheet("Data", frame, shares=("share",))], about_title="About")
    patterns = set(re.findall(r'formatCode="([^"]+)"', the_page(exported)[1]))
    assert patterns == {"#,##0", "#,##0.00", "0.0000", "0.0%"}  # and none for the year
    assert sheets_of(exported)["Data"][1] == [2024, 12_345, 99.5, 0.93, 0.5]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tiers [A/B]: *?\\", "Tiers -A-B-- ---"),
        ("'quoted'", "quoted"),
        ("", "1"),
        ("客户分级", "客户分级"),
        ("x" * 40, "x" * 31),
        ("History", "History (2)"),
    ],
)
def test_a_sheet_is_called_as_it_may_be(title, name):
    assert sheet_names([title]) == [name]


def test_sheets_of_one_title_are_told_apart():
    assert sheet_names(["Tiers", "tiers", "x" * 40, "X" * 40]) == [
        "Tiers",
        "tiers (2)",
        "x" * 31,
        "X" * 27 + " (2)",
    ]


@settings(deadline=None, max_examples=60)
@given(some.lists(some.text(), min_size=1, max_size=6))
def test_a_workbook_takes_sheets_of_any_titles(titles):
    frame = pd.DataFrame({"a": [1]})
    names = list(sheets_of(workbook([Sheet(t, frame) for t in titles], about_title="About")))
    assert len({name.lower() for name in names}) == len(titles) + 1


def test_columns_are_called_as_the_reader_calls_them():
    frame = pd.DataFrame({"tier": ["A"], "n": [1]})
    exported = workbook([Sheet("Tiers", frame, heads={"tier": "等级"})], about_title="About")
    assert sheets_of(exported)["Tiers"] == [["等级", "n"], ["A", 1]]
