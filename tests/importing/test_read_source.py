"""How DuckDB is told to read: nothing guessed, no path taken for a pattern."""

import pytest

from lib.database import connect_writer
from lib.importing.read import source

from .reading import given, read_file, rows

NAMES = [
    *("a[1].csv", "b*.csv", "c?.csv", "[!d].csv", "[a-z].csv", "**", "{e,f}.csv", "h\\[x].csv"),
    *(
        "x[.csv",
        "\udce9.csv",
        "].csv",
        "[[]].csv",
        "~.csv",
        "sp ace.csv",
        "qu'ote.csv",
        "#h.csv",
        "u%20.csv",
    ),
    *("year=2024.csv", "plain.csv.gz", "plain.parquet", "订单[1].csv", "s3:x.csv"),
]


def test_a_path_is_never_a_pattern(tmp_path):
    """Beside each file lie those its name would match as a pattern."""
    for decoy in ("a1.csv", "bxx.csv", "cx.csv", "x.csv", "q.csv", "e.csv", "hx.csv", "订单1.csv"):
        (tmp_path / decoy).write_text("id,name\nwrong,file\n")
    folder = tmp_path / "in[1]*"
    folder.mkdir()
    for place in (tmp_path, folder):
        for name in NAMES:
            assert rows(given(place, f"id,name\nright,{name.count('x')}\n", name=name)) == [
                ("right", str(name.count("x")))
            ]


def test_one_statement_may_read_several_tables(tmp_path):
    left = given(tmp_path, "id,name\nx,Anna\n", name="left.csv")
    right = given(tmp_path, "id;town\nx;Rome\n", name="right.csv")
    (one, ones), (two, twos) = source(left), source(right)
    with connect_writer(":memory:") as db:
        found = db.execute(f"select name, town from {one} join {two} using (id)", ones | twos)
        assert found.fetchall() == [("Anna", "Rome")]


def test_a_row_of_another_width_raises_even_if_the_file_changes_behind_our_back(tmp_path):
    table = given(tmp_path, "id,name\nx,y\n")
    for text in ("id,name\nx\n", "id,name\nx,y,z\n", 'id,name\nx,"y\n'):
        table.path.write_text(text)
        with pytest.raises(Exception, match="CSV Error"):
            rows(table)


def test_any_name_may_head_a_column(tmp_path):
    table = given(tmp_path, "a\"b;$x --,c'd]\nx,y\n", delimiter=",")
    assert table.columns == ('a"b;$x --', "c'd]")
    assert rows(table) == [("x", "y")]


@pytest.mark.parametrize("size", [1_999_000, 2_000_000, 2_000_001, 5_000_000])
def test_a_line_longer_than_duckdb_expects_is_read(tmp_path, size):
    assert rows(given(tmp_path, f'id,name\nx,"{"y" * size}"\nu,v\n'))[1] == ("u", "v")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("header", ["id,name", '"id","name"', '"i,",name', '"i,d","na\nme"'])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_a_skipped_header_never_takes_a_row_with_it(tmp_path, mark, end, header, last):
    """DuckDB finds no rows at all after some headers it skips: behind a mark, or told to be
    strict in a file of CRLF."""
    text = f'{header}\nx,"y\nz"\n"u",v{last}'.replace("\n", end)
    assert rows(given(tmp_path, mark + text.encode())) == [("x", f"y{end}z"), ("u", "v")]


def test_the_same_file_twice_gives_the_same_table(tmp_path):
    first = given(tmp_path, "id,name\nx,y\n")
    second = read_file(tmp_path / "orders.csv")
    assert (first.hash, first.rows, source(first)[0]) == (
        second.hash,
        second.rows,
        source(second)[0],
    )
