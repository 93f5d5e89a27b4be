"""Tables that come packed: counted while unpacked, and named where one has to be chosen."""

import gzip
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pyarrow
import pyarrow.parquet
import pytest

from lib.errors import UnreadableFile
from lib.importing.read import Undecided, lines_of, unpack

from .reading import given, notes, read_file, rows

TABLE = "id,name\nx,y\n"


def zipped(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def test_the_only_table_in_a_zip_is_read(tmp_path):
    table = read_file(zipped(tmp_path / "all.zip", orders_csv=TABLE))
    assert (rows(table), table.inside, table.name) == ([("x", "y")], "orders.csv", "all.zip")


def test_what_is_no_table_by_its_name_needs_no_choosing(tmp_path):
    path = zipped(tmp_path / "all.zip", README_md="About", orders_csv=TABLE, empty_csv="")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._orders.csv", "leftovers")
        archive.writestr(".hidden.csv", "leftovers")
    assert read_file(path).inside == "orders.csv"


def test_one_of_several_files_in_a_zip_has_to_be_chosen(tmp_path):
    path = zipped(tmp_path / "all.zip", a_csv=TABLE, in__b_csv="id,name\nu,v\n")
    with pytest.raises(Undecided, match="several files inside: “a.csv”, “in/b.csv”") as refusal:
        read_file(path)
    assert refusal.value.choices == {"inside": [("a.csv", ""), ("in/b.csv", "")]}
    assert rows(read_file(path, inside="in/b.csv")) == [("u", "v")]
    with pytest.raises(Undecided, match="no file “b.csv” inside; it has “a.csv”, “in/b.csv”"):
        read_file(path, inside="b.csv")


def test_a_zip_may_hold_other_encodings_and_is_examined_as_unpacked(tmp_path):
    path = zipped(tmp_path / "all.zip", a_csv="编号,名称\n一,二\n".encode("gb18030"))
    with pytest.raises(Undecided, match="gb18030"):
        read_file(path)
    assert rows(read_file(path, encoding="gb18030")) == [("一", "二")]


def test_a_zip_in_a_zip_and_an_empty_one_are_refused(tmp_path):
    inner = zipped(tmp_path / "in.zip", a_csv=TABLE).read_bytes()
    with pytest.raises(UnreadableFile, match="packed twice"):
        read_file(zipped(tmp_path / "out.zip", in_zip=inner))
    with pytest.raises(UnreadableFile, match="nothing in it"):
        read_file(zipped(tmp_path / "none.zip"))


def test_a_zip_that_swells_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "FREE_OF_CHARGE", 1 << 20)
    path = zipped(tmp_path / "all.zip", a_csv=TABLE + "0" * (30 << 20))
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        read_file(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_zip_cut_off_is_refused(tmp_path, share):
    path = zipped(tmp_path / "all.zip", a_csv=TABLE * 1000, b_csv=TABLE)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_file(path)


def test_a_zip_damaged_inside_is_refused(tmp_path):
    content = bytearray(zipped(tmp_path / "all.zip", a_csv=TABLE * 1000).read_bytes())
    content[60] ^= 0xFF
    with pytest.raises(UnreadableFile, match="damaged or protected"):
        given(tmp_path, bytes(content), name="bad.zip")


def test_an_archive_that_points_outside_itself_is_refused(tmp_path):
    path = zipped(tmp_path / "all.zip", a_csv=TABLE * 9, b_csv=TABLE)
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02")
    path.write_bytes(content[:5] + content[40:at] + content[at:])
    with pytest.raises(UnreadableFile):
        read_file(path, inside="a.csv")


def parquet(path, columns):
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


def test_parquet_is_read_without_loss(tmp_path):
    moment = datetime(2024, 1, 31, 5, 6, 7, 8)
    table = read_file(
        parquet(
            tmp_path / "x.parquet",
            {
                "id": ["007", 'x,"y"\nz'],
                "whole": [2**62, None],
                "price": [Decimal("1.2300"), None],
                "share": [0.1, 1e-7],
                "day": [date(2024, 1, 31), None],
                "moment": [moment, None],
                "there": pyarrow.array([moment, None], pyarrow.timestamp("us", "Europe/Berlin")),
                "paid": [True, False],
            },
        )
    )
    assert rows(table) == [
        (
            *("007", "4611686018427387904", "1.2300", "0.1", "2024-01-31"),
            *("2024-01-31 05:06:07.000008", "2024-01-31 05:06:07.000008+00:00", "true"),
        ),
        ('x,"y"\nz', "", "", "1e-07", "", "", "", "false"),
    ]
    assert lines_of(table, [1, 2]) == {1: 1, 2: 2}
    assert (table.parted_by, notes(table)) == ("", [])


def test_parquet_with_lists_in_cells_and_damaged_parquet_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="column tags: VARCHAR\\[\\] is more than one value"):
        read_file(parquet(tmp_path / "x.parquet", {"tags": [["a", "b"]]}))
    content = parquet(tmp_path / "y.parquet", {"a": ["b"] * 1000}).read_bytes()
    shorter = content[:40] + content[60:]
    with pytest.raises(UnreadableFile, match="damaged Parquet"):
        given(tmp_path, shorter, name="w.parquet")
    damaged = content[:-120] + b"#" * 100 + content[-20:]
    with pytest.raises(UnreadableFile, match="damaged Parquet"):
        given(tmp_path, damaged, name="z.parquet")


def test_parquet_names_may_look_like_figures(tmp_path):
    table = read_file(parquet(tmp_path / "x.parquet", {"2023": [1], "2024": [2]}))
    assert (table.columns, rows(table)) == (("2023", "2024"), [("1", "2")])


def test_packed_parquet_and_workbooks_are_unpacked_first(tmp_path):
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"a": ["b"]}), out)
    assert rows(given(tmp_path, gzip.compress(out.getvalue()), name="x.gz")) == [("b",)]
