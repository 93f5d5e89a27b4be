"""Real files, and files that others keep for being bad: read right, or refused for a reason."""

import csv
import json
from pathlib import Path

import pytest

from lib.command_line import main
from lib.errors import UnreadableFile

from .reading import given, notes, read_file, rows

# What becomes of each bad file: its number of rows, or words of the refusal.
LOOKS_LIKE_DATA = "line 1: this looks like data"
IS_REPEATED = "the header of line 1 stands here again"
HOLDS_NUL = "a NUL byte"

CSVLINT = {
    "cr-line-endings.csv": 2,
    "crlf-line-endings.csv": 2,
    "csvm": 3,
    "inconsistent-line-endings-unquoted.csv": 2,
    "inconsistent-line-endings.csv": 2,
    "invalid-byte-sequence.csv": 'line 1: byte 34 is not UTF-8. If this reads well: “rigem","Hist',
    "invalid_many_rows.csv": 'line 4: a quoted cell is closed and “"” follows it',
    "lf-line-endings.csv": 2,
    "spreadsheet.xls": 0,
    "spreadsheet.xlsx": 0,
    "title-row.csv": 2,
    "valid.csv": 2,
    "valid_many_rows.csv": 6,
    "white space in filename.csv": 2,
    "windows-line-endings.csv": 1,
}

DUCKDB = {
    "10.csv": "line 3: the quote opened here never closes",
    "14177.csv": 5,
    "14512_og.csv": 3,
    "15473_time_timestamp.csv": 4,
    "16.csv": HOLDS_NUL,
    "17.csv": HOLDS_NUL,
    "20.csv": HOLDS_NUL,
    "22.csv": HOLDS_NUL,
    "26.csv": "line 1: byte 1 is not UTF-8",
    "29.csv": HOLDS_NUL,
    "35.csv": HOLDS_NUL,
    "36.csv": HOLDS_NUL,
    "45.csv": HOLDS_NUL,
    "53.csv": "line 1: byte 1 is not UTF-8",
    "7.csv": "line 1: 1 instead of 2 cells",
    "9.csv": HOLDS_NUL,
    "aa_delim.csv": "line 2: " + IS_REPEATED,
    "case_1.csv": HOLDS_NUL,
    "case_23.csv": HOLDS_NUL,
    "case_3.csv": HOLDS_NUL,
    "case_41.csv": HOLDS_NUL,
    "case_7.csv": HOLDS_NUL,
    "case_8.csv": HOLDS_NUL,
    "cast_and_maxline.csv": 3,
    "decimal.csv": 1,
    "dr_who.csv": 1,
    "empty.csv": "is empty",
    "end_quote.csv": 'line 1: a quoted cell is closed and “the" legend"” follows it',
    "enum_type.csv": "line 3: " + IS_REPEATED,
    "evil_nullpadding_2.csv": "line 1: 4 instead of 2 cells",
    "f.csv": LOOKS_LIKE_DATA,
    "f_3.csv": 3,
    "file.csv": LOOKS_LIKE_DATA,
    "file_no_header.csv": LOOKS_LIKE_DATA,
    "identical.csv": 5,
    "lineitem_sample.csv": LOOKS_LIKE_DATA,
    "new_line_string.csv": LOOKS_LIKE_DATA,
    "new_line_string_rn.csv": LOOKS_LIKE_DATA,
    "normalize_names_1.csv": 2,
    "null_terminator.csv": HOLDS_NUL,
    "nullbyte_header.csv": HOLDS_NUL,
    "over_vector.csv": 2925,
    "part_0_0001.csv": 1,
    "rejects_sniffer.csv": 1,
    "response.csv": "line 2: " + IS_REPEATED,
    "rfc_conform_quote.csv": LOOKS_LIKE_DATA,
    "simple_comma.csv": "line 3: 1 instead of 2 cells; the lines that do not fit are 3, 5, 6.",
    "some_escaped_some_not.csv": 'line 2: a quoted cell is closed and “the" legend"” follows it',
    "test.csv": 1,
    "time_date_timestamp_yy.mm.dd.csv": 3,
    "timestamp.csv": 1,
    "timestamp_timezone.csv": 8,
    "tpcc_results.csv": 392,
}

# Read with what a recipe would say of them.
TOLD = {
    "f.csv": ({"header": 0}, [("2", "4")]),
    "file.csv": ({"header": 0, "columns": ("answer",)}, [("42",)]),
    "enum_type.csv": ({"header": 0}, [("happy",), ("sad",), ("happy",), ("angry",)]),
    "response.csv": ({"header": 0}, [("Y",), ("Y",), ("N",), ("Null",)]),
    "rfc_conform_quote.csv": (
        {"header": 0},
        [
            ("123", "TEST2", "one space"),
            ("345", "TEST2", "trailing_space, "),
            ("567", "TEST2", 'no"space'),
        ],
    ),
}


def as_python_reads(path: Path, delimiter: str) -> list[tuple[str, ...]]:
    """The rows in the eyes of Python's csv module, without those that hold nothing."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file, delimiter=delimiter, strict=True))
    return [tuple(row) for row in found if any(cell.strip() for cell in row)]


@pytest.mark.parametrize(
    "name",
    [
        *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines"),
        *("newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"),
    ],
)
def test_csv_spectrum_is_read_as_its_authors_expect(realdata, tmp_path, name):
    """The files named for CRLF have lost it on their way here, and get it back."""
    folder = realdata / "bad_input" / "csv_spectrum"
    content = (folder / "csvs" / f"{name}.csv").read_bytes()
    if name.endswith("_crlf"):
        content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    table = given(tmp_path, content)
    expected = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))
    assert [dict(zip(table.columns, row, strict=True)) for row in rows(table)] == expected


@pytest.mark.parametrize(("folder", "fates"), [("csvlint_fixtures", CSVLINT), ("duckdb", DUCKDB)])
def test_bad_files_are_read_or_refused_for_a_reason(realdata, tmp_path, folder, fates):
    files = {path.name: path for path in (realdata / "bad_input" / folder).iterdir()}
    assert set(files) == set(fates)
    for name, fate in fates.items():
        if isinstance(fate, int):
            table = read_file(files[name], scratch=tmp_path)
            assert (name, len(rows(table))) == (name, fate)
        else:
            with pytest.raises(UnreadableFile) as refusal:
                read_file(files[name], scratch=tmp_path)
            assert fate in str(refusal.value)
            assert name in str(refusal.value)


def test_every_bad_file_is_told_of_in_one_line(realdata, capsys):
    """`read`: what it holds, or the same refusal; never a traceback."""
    known = {"csvlint_fixtures": CSVLINT, "duckdb": DUCKDB}
    for path in sorted((realdata / "bad_input").rglob("*")):
        if path.is_dir():
            continue
        status = main(["--json", "read", str(path)])
        fates = known.get(path.parent.name, {})
        printed = capsys.readouterr()
        (told,) = map(json.loads, printed.out.splitlines())
        assert "Traceback" not in printed.err
        if status == 0:
            fate = fates.get(path.name, told["read"]["rows"])
            assert (path.name, told["read"]["rows"]) == (path.name, fate)
        else:
            fate = fates.get(path.name, "is JSON; export it as CSV")
            assert str(fate) in told["error"]["message"]


def test_a_recipe_gets_bad_files_read_that_were_refused(realdata, tmp_path):
    for name, (reading, expected) in TOLD.items():
        path = realdata / "bad_input" / "duckdb" / name
        assert rows(read_file(path, scratch=tmp_path, **reading)) == expected


def test_what_is_odd_about_a_bad_file_is_noted(realdata, tmp_path):
    path = realdata / "bad_input" / "duckdb" / "14512_og.csv"
    assert notes(read_file(path, scratch=tmp_path)) == [
        "Lines end in more than one way (LF, CRLF or CR); all were taken.",
        "Blanks between quotes and delimiters were dropped; cells: 1, the first on line 4.",
    ]


def test_every_file_that_is_read_holds_what_python_reads_in_it(realdata, tmp_path):
    """DuckDB's count equals ours (see `rows`), its cells those of a strict second reader."""
    refused = {"CDNOW_master.txt", "CDNOW_sample.txt", "data.csv", "订单.csv"}
    read = 0
    for path in sorted([*realdata.rglob("*.csv"), *realdata.rglob("CDNOW*.txt")]):
        if "duckdb" in path.parts or "csvlint_fixtures" in path.parts or path.name in refused:
            continue
        table = read_file(path, scratch=tmp_path)
        expected = as_python_reads(path, table.delimiter)
        assert [tuple(name.strip() for name in expected[0])] == [
            tuple("" if name == "column_1" else name for name in table.columns)
        ]
        assert rows(table) == expected[1:], path
        assert table.path == path
        read += 1
    assert read > 60


def test_bad_files_that_are_read_hold_what_python_reads_in_them(realdata, tmp_path):
    odd = {"14512_og.csv", "title-row.csv", "spreadsheet.xls", "spreadsheet.xlsx"}
    for folder, fates in (("csvlint_fixtures", CSVLINT), ("duckdb", DUCKDB)):
        for name in [name for name, fate in fates.items() if isinstance(fate, int)]:
            path = realdata / "bad_input" / folder / name
            table = read_file(path, scratch=tmp_path)
            if name not in odd:
                assert rows(table) == as_python_reads(path, table.delimiter)[1:], name


@pytest.mark.parametrize("name", ["data.csv", "订单.csv"])
def test_files_in_gbk_are_read_once_the_recipe_says_so(realdata, tmp_path, name):
    path = realdata / "gbk_small" / name
    with pytest.raises(UnreadableFile, match='encoding = "gb18030"'):
        read_file(path, scratch=tmp_path)
    table = read_file(path, scratch=tmp_path, encoding="gb18030")
    text = path.read_bytes().decode("gb18030")
    assert rows(table) == [tuple(row) for row in csv.reader(text.splitlines())][1:]


def test_cells_merged_in_a_sheet_are_filled_down(realdata, tmp_path):
    path = realdata / "gbk_small" / "订单.csv"
    table = read_file(path, scratch=tmp_path, encoding="gb18030", fill_down=("销售日期",))
    assert all(row[0] for row in rows(table))


def test_the_padded_columns_of_cdnow(realdata, tmp_path):
    names = ("customer", "sample", "day", "units", "value")
    path = realdata / "cdnow" / "CDNOW_sample.txt"
    padded = {"delimiter": "whitespace", "scratch": tmp_path}
    table = read_file(path, header=0, columns=names, **padded)
    assert (table.rows, rows(table)[0]) == (6919, ("00004", "0001", "19970101", "2", "29.33"))
    table = read_file(path.with_name("CDNOW_master.txt"), **padded)
    assert table.columns == ("customer_id", "date", "number_of_cds", "dollar_value")
    assert table.rows == 69_659
