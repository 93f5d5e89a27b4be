"""Files of which one pass over their bytes shows that no cell has a blank at its ends."""

import pytest

from lib.importing.read import Reading, read
from lib.importing.read import encoding as encoding_of
from lib.importing.read.blanks import BLANKS


@pytest.fixture
def is_tight(tmp_path):
    def look(text, **asked):
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode(asked.get("encoding", "utf-8")))
        return read(path, Reading(**asked), name=path.name, scratch=tmp_path).tight

    return look


def test_cells_of_ids_days_and_figures_are_tight_whatever_their_header_is(is_tight):
    rows = "A-1,2024-01-31,1.5\nB-2,2024-02-01,-2\n商品,2024-02-02,\n"
    assert is_tight("id,day,net\n" + rows)
    assert is_tight("Order id ,日期,\u3000net\n" + rows)
    assert is_tight("\ufeffOrder id,day,net\n" + rows)
    assert is_tight(("id,day,net\n" + rows).replace("\n", "\r\n"))
    assert is_tight(("id,day,net\n" + rows).replace(",", "\t"))
    assert is_tight("id,day,net\n\n" + rows)


@pytest.mark.parametrize("blank", BLANKS.replace("\n", "").replace("\r", ""))
@pytest.mark.parametrize("cell", ["{}A", "A{}"])
def test_one_blank_at_an_end_is_enough_to_look_for_them_in_each_cell(
    is_tight, monkeypatch, blank, cell
):
    monkeypatch.setattr(encoding_of, "CHUNK", 7)
    assert not is_tight(f"id,net\nx,1\ny,2\n{cell.format(blank)},3\n")


@pytest.mark.parametrize("rows", ['="001",1\n', '"a\n",1\n', '"a ",1\n', "b,2\ra ,1\r"])
def test_nothing_is_said_of_cells_in_quotes_or_lines_ended_otherwise(is_tight, rows):
    assert not is_tight(f"id,net\nx,1\n{rows}")


def test_the_first_line_counts_where_it_is_a_row(is_tight):
    assert not is_tight("a ,1\nb,2\n", header=0)
    assert not is_tight("id,net\ra ,1\rb,2\r")
    assert not is_tight("id,net\ra ,1\nb,2\n")


def test_of_another_encoding_the_copy_in_utf_8_tells(is_tight):
    assert is_tight("编号,日期\n甲-1,2024-01-31\n", encoding="gb18030")
    assert not is_tight("id,net\nä\u00a0,1\n", encoding="cp1252")
    assert not is_tight("编号,日期\n甲\u3000,2024-01-31\n", encoding="gb18030")
