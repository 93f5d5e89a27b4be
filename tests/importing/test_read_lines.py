"""Which line of the user's own file a row stands on, as an editor counts."""

import pytest

from lib.importing.read import lines_of

from .reading import given


def lines(table):
    return list(lines_of(table, range(1, table.rows + 1)).values())


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("a,b\nc,d\ne,f\n", {}, [2, 3]),
        ("c,1\ne,2\n", {"header": 0}, [1, 2]),
        ('a,b\n"c\n\nd",x\ne,f\n', {}, [2, 5]),
        ('a,b\r\n"c\r\nd\re\n",x\r\ne,f\r\n', {}, [2, 6]),
        ('"a\nx",b\nc,d\n', {}, [3]),
        ("a,b\n\nc,d\n\n\ne,f\n", {}, [3, 6]),
        ("a,b\nc,d\n,\ne,f\n", {}, [2, 4]),
        ("Title\n\na,b,c\nc,d,1\n", {}, [4]),
        ("sep=;\na;b\nc;d\n", {}, [3]),
        ("junk\nmore\na,b\nc,d\n", {"header": 3}, [4]),
        ("a,b\nunit,unit\nc,d\n", {"units_row": True}, [3]),
        ("a,b\rc,d\re,f\r", {}, [2, 3]),
        ("a,b\r\nc,d\ne,f\r\n", {}, [2, 3]),
        ("a b\n\n c d\n e f\n", {"delimiter": "whitespace"}, [3, 4]),
        ("a,b\nx,1\n,2\n", {"fill_down": ("a",)}, [2, 3]),
        ('a,b\n5" x,"y\nz"\ne,f\n', {}, [2, 4]),
    ],
)
def test_rows_are_found_where_the_user_sees_them(tmp_path, text, reading, expected):
    assert lines(given(tmp_path, text, **reading)) == expected


def test_lines_are_those_of_the_file_and_not_of_its_copy_in_utf8(tmp_path):
    text = 'id,城市\n\n1,"上\n海"\n2,北京\n'.encode("gb18030")
    assert lines(given(tmp_path, text, encoding="gb18030")) == [3, 5]


def test_any_rows_may_be_asked_for_in_any_order(tmp_path):
    table = given(tmp_path, "a,b\n" + "c,d\n" * 5000 + "\n" + "c,d\n" * 5000)
    assert lines_of(table, [10_000, 1, 5001, 5000]) == {
        10_000: 10_002,
        1: 2,
        5001: 5003,
        5000: 5001,
    }
    assert lines_of(table, []) == {}
