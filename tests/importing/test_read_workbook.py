"""Workbooks: the sheet chosen, figures exact, days as days, and none that takes us down."""

import zipfile

import pytest

from lib.errors import UnreadableFile
from lib.importing.read import lines_of, unpack

from .reading import notes, read_file, rows
from .workbooks import DAY, DURATION, MOMENT, row, text, value, workbook

HEADER = row(1, text("id"), text("name"))


def test_figures_stay_exact_and_days_are_written_as_days(tmp_path):
    path = workbook(
        tmp_path / "orders.xlsx",
        Orders=row(1, *map(text, ["id", "price", "tiny", "large", "day", "moment", "paid", "took"]))
        + row(
            2,
            value(17850),
            value("731.93999999999994"),
            value("1E-7"),
            value("123456789012345"),
            value(41587, style=DAY),
            value(41587.5, style=MOMENT),
            value(1, kind="b"),
            value(1.5, style=DURATION),
        )
        + row(3, text("00123"), value(5), "", "", "", value(41588, style=MOMENT)),
    )
    assert rows(read_file(path)) == [
        (
            *("17850", "731.9399999999999", "0.0000001", "123456789012345"),
            *("2013-11-09", "2013-11-09 12:00:00", "TRUE", "36:00:00"),
        ),
        ("00123", "5", "", "", "", "2013-11-10 00:00:00", "", ""),
    ]


def test_the_only_sheet_that_holds_anything_needs_no_choosing(tmp_path):
    path = workbook(tmp_path / "x.xlsx", Notes="", Orders=HEADER + row(2, text("x"), text("y")))
    assert rows(read_file(path)) == [("x", "y")]


def test_one_of_several_sheets_has_to_be_chosen(tmp_path):
    path = workbook(
        tmp_path / "x.xlsx",
        Orders=HEADER + row(2, text("x"), text("y")),
        Returns=HEADER + row(2, text("u"), text("v")),
    )
    with pytest.raises(UnreadableFile, match='“Orders”, “Returns”; .* sheet = "Orders"'):
        read_file(path)
    assert rows(read_file(path, sheet="Returns")) == [("u", "v")]
    with pytest.raises(UnreadableFile, match="no sheet “returns”; it has “Orders”, “Returns”"):
        read_file(path, sheet="returns")


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(tmp_path):
    path = workbook(
        tmp_path / "x.xlsx",
        Orders=row(2, text("Sales of 2024"))
        + row(4, text("id"), text("name"), text("place"))
        + row(5, text("x"), text("two\nlines"), text("z"))
        + row(8, text("u"), text("v"), text("w")),
    )
    table = read_file(path)
    assert rows(table) == [("x", "two\nlines", "z"), ("u", "v", "w")]
    assert table.header_line == 4
    assert lines_of(table, [1, 2]) == {1: 5, 2: 8}
    assert notes(table) == [
        "The header was found on line 4; “Sales of 2024” above it was skipped.",
        "Blank lines between rows were skipped: 2, the first is line 6.",
    ]


def test_merged_cells_are_blank_and_may_be_filled_down(tmp_path):
    path = workbook(
        tmp_path / "x.xlsx",
        Orders=HEADER + row(2, text("May"), text("x")) + row(3, "", text("y")),
    )
    assert rows(read_file(path)) == [("May", "x"), ("", "y")]
    assert rows(read_file(path, fill_down=("id",))) == [("May", "x"), ("May", "y")]


def test_cells_merged_over_rows_hold_in_each_and_this_is_said(tmp_path):
    rows_ = row(1, text("Sales of 2024")) + row(2, *map(text, ["month", "what", "sum"]))
    rows_ += row(3, text("May"), text("x"), value(1)) + row(4, "", text("y"), value(2))
    rows_ += row(5, "", text("z"), value(3)) + row(6, text("June"), text("x"), value(4))
    path = workbook(tmp_path / "x.xlsx", merged=("A1:C1", "A3:A5"), Orders=rows_)
    table = read_file(path)
    assert [month for month, *_ in rows(table)] == ["May", "May", "May", "June"]
    assert notes(table)[-1] == (
        "Cells merged over several rows were taken to hold in each of them: 2."
    )


def test_cells_with_an_error_are_empty_and_this_is_said(tmp_path):
    broken = row(2, text("x"), value("#DIV/0!", kind="e")) + row(3, text("y"), value(5))
    table = read_file(workbook(tmp_path / "x.xlsx", Orders=HEADER + broken))
    assert rows(table) == [("x", ""), ("y", "5")]
    assert notes(table) == [
        "Cells of the workbook that hold an error such as #DIV/0! or #N/A were taken for empty: 1."
    ]


def test_a_header_further_down_and_no_header_at_all(tmp_path):
    path = workbook(tmp_path / "x.xlsx", Orders=row(1, text("junk")) + row(2, text("id")))
    assert read_file(path, header=2).columns == ("id",)
    path = workbook(tmp_path / "y.xlsx", Orders=row(1, value(1), value(2)))
    assert rows(read_file(path, header=0, columns=("a", "b"))) == [("1", "2")]
    with pytest.raises(UnreadableFile, match="ends before row 7"):
        read_file(path, header=7)


def test_an_empty_workbook_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="whose sheets are all empty"):
        read_file(workbook(tmp_path / "x.xlsx", Sheet1="", Sheet2=""))


def test_formulas_never_worked_out_are_refused_and_not_read_as_empty(tmp_path):
    cells = row(2, text("x"), '<c r="B2"><f>1+1</f></c>')
    with pytest.raises(UnreadableFile, match="formulas whose results were never worked out"):
        read_file(workbook(tmp_path / "x.xlsx", Orders=HEADER + cells))


def test_two_cells_at_opposite_corners_do_not_take_all_the_memory_there_is(tmp_path):
    corner = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(UnreadableFile, match="cannot be opened as a workbook"):
        read_file(workbook(tmp_path / "x.xlsx", Orders=HEADER + corner))


def test_a_workbook_that_swells_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "FREE_OF_CHARGE", 1 << 20)
    path = workbook(tmp_path / "x.xlsx", Orders=HEADER + " " * (3 << 20))
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        read_file(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off_is_refused(tmp_path, share):
    path = workbook(tmp_path / "x.xlsx", Orders=HEADER)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_file(path)


def test_a_workbook_with_a_broken_part_is_refused(tmp_path):
    path = workbook(tmp_path / "x.xlsx", Orders=HEADER)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[:-30] if "sheet1" in name else content)
    with pytest.raises(UnreadableFile, match="damaged workbook"):
        read_file(path)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path):
    path = workbook(tmp_path / "x.xlsx", Orders=HEADER + " " * 9999)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = path.read_bytes().replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_file(path)


def test_the_old_xls_format_is_read_sheet_by_sheet(realdata, tmp_path):
    path = realdata / "superstore" / "Sample - Superstore.xls"
    table = read_file(path, sheet="Orders", scratch=tmp_path)
    assert table.rows == 9994
    assert rows(table)[1][:4] == ("2", "CA-2013-152156", "2013-11-09", "2013-11-12")
    assert rows(table)[1][-4:] == ("731.9399999999999", "3", "0", "219.58199999999997")
    assert read_file(path, sheet="People", scratch=tmp_path).rows == 4


def test_what_the_spreadsheet_hides_is_read_and_told(tmp_path):
    hidden = '<col min="{}" max="{}" hidden="1"/>'
    path = workbook(
        tmp_path / "filtered.xlsx",
        columns=f"<cols>{hidden.format(2, 2)}{hidden.format(4, 16384)}</cols>",
        hidden=("Orders",),
        Orders=row(1, text("id"), text("name"), text("note"))
        + row(2, text("1"), text("a"), text("x"))
        + row(3, text("2"), text("b"), text("y")).replace("<row ", "<row hidden='true' ")
        + '<row r="4" hidden="1"/>',
    )
    table = read_file(path)
    assert rows(table) == [("1", "a", "x"), ("2", "b", "y")]
    assert notes(table) == [
        "The sheet “Orders” is hidden in its workbook.",
        "Rows that the spreadsheet hides, as a filter does, are read like all others: 1; delete "
        "them there if they are not meant.",
        "Columns that the spreadsheet hides are read like all others: B.",
    ]
