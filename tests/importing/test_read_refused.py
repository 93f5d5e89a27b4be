"""What cannot be read right is refused with the line and the way out."""

import pytest

from lib.errors import UnreadableFile
from lib.importing.read import Undecided, records

from .reading import given


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a,b\nc,d\nc\n",
            "line 3: 1 instead of 2 cells. Put the line right: a cell is missing",
        ),
        ("a,b\nc,d\nc,d,e\n", "line 3: 3 instead of 2 cells"),
        ("a,b\nc,d\nc,d,\n", "line 3: 3 instead of 2 cells"),
        (
            "a,b\nc\nd,e\nf\ng,h\n",
            "line 2: 1 instead of 2 cells; the lines that do not fit are 2, 4.",
        ),
        ('a,b\n"c\n\nd",e\nf\n', "line 5: 1 instead of 2 cells"),
        (
            "a;b\nc;d\ne,f\n",
            "another sign than “;” parts its cells",
        ),
        ("a\tb\nc\td\ne\n", "another sign than a tab parts its cells"),
        ("a\tb\nc\td\ne\tf\tg\n", "a cell that holds a tab has to stand in quotes"),
        ("a,b\n1,x\n2,y\nz\n", "a line break outside quotes has cut it in two"),
        ("INSERT INTO t VALUES (1, 'a');\n", "is a script of SQL"),
        ("-- MySQL dump 10.13\n\nCREATE TABLE `t` (\n", "is a script of SQL"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |\n", "is a table in Markdown"),
        ('a,b\nc,"d\ne,f\n', "line 2: the quote opened here never closes"),
        (
            'a,b\nc,"d\ne,"f"\n',
            'line 3: “f"” follows the end of a quoted cell that was opened on line 2',
        ),
        ('a,b\nc,"d"e\n', "line 2: a quoted cell is closed and “e” follows it"),
        ('a,b\nc,"the "big" one"\n', 'line 2: a quoted cell is closed and “big" one"” follows it'),
        (
            "a,b\nc,1\n\nx,y,z\nu,v,w\n",
            "line 4: a table of 2 columns ends above and one of 3 begins",
        ),
        (
            "a,b\nc,1\nd,2\n\nx,y\nu,v\n",
            "line 5: after a blank line the names of another table seem",
        ),
        ("a,b\nc,d\na,b\ne,f\n", "line 3: the header of line 1 stands here again"),
        ('a,b\nc,d\n"a","b"\n', "line 3: the header of line 1 stands here again"),
        ("yes\nno\nyes\n", "line 3: the header of line 1 stands here again"),
    ],
)
def test_each_refusal_names_the_line_and_the_way_out(tmp_path, text, said):
    with pytest.raises(UnreadableFile) as refusal:
        given(tmp_path, text)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("orders.csv")


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("1,2\n3,4\n", {"header": [(0, ""), (1, "")]}),
        ("a b\nc d\n", {"delimiter": [("whitespace", ""), (",", "")]}),
        ("a^b\nc^d\n", {"delimiter": [("^", ""), (",", "")]}),
        ("a,b;c\nd,e;f\n", {"delimiter": [(",", ""), (";", "")]}),
        ("a,b\nc,'d'\n", {"quote": [("'", ""), ('"', "")]}),
        ("a,b\nc,d\na,b\n", {"repeated_header": [(True, ""), (False, "")], "header": [(0, "")]}),
        ("one two\nid,name\nx,y\n", {"header": [(2, "“id”, “name”")]}),
        (
            "a,b\nc,1\n\nx,y,z\nu,v,w\n",
            {"table": [({"end": 3}, "“a”, “b”"), ({"skip": 3}, "“x”, “y”, “z”")]},
        ),
    ],
)
def test_what_only_its_reader_knows_is_offered_to_choose_from(tmp_path, text, choices):
    with pytest.raises(Undecided) as refusal:
        given(tmp_path, text)
    assert refusal.value.choices == choices
    for key, pairs in choices.items():
        for value, _ in pairs:
            said = value if isinstance(value, dict) else {key: value}
            assert given(tmp_path, text, **said).rows > 0 or key == "header"


def test_a_ragged_row_far_down_is_found_with_its_line(tmp_path):
    text = 'a,b\n"c\nd",e\n' + "f,g\n" * 400_000 + "h\n" + "f,g\n" * 9
    with pytest.raises(UnreadableFile, match="line 400004: 1 instead of 2 cells"):
        given(tmp_path, text)


def test_a_quote_that_closes_too_late_for_any_cell_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_CELL", 1000)
    text = 'a,b\nc,"d\n' + "e,f\n" * 3000 + '"\n'
    with pytest.raises(UnreadableFile, match="line 2: the quote opened here is not closed within"):
        given(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('c,"d"e', "line 5002: a quoted cell is closed and “e” follows it"),
        ('c,"d', "line 5002: the quote opened here never closes"),
        ("a,b", "line 5002: the header of line 1 stands here again"),
        ("c", "line 5002: 1 instead of 2 cells"),
    ],
)
def test_what_is_wrong_far_down_is_found_too(tmp_path, line, said):
    with pytest.raises(UnreadableFile, match=said):
        given(tmp_path, "a,b\n" + 'c,"d"\n' * 5000 + line + "\n")


def test_one_row_above_a_blank_line_does_not_tell_which_columns_hold_figures(tmp_path):
    assert given(tmp_path, "a,b\nc,1\n\nd,x\n").rows == 2


def test_blank_lines_alone_do_not_make_a_second_table(tmp_path):
    assert given(tmp_path, "a,b\nc,1\n\nd,2\n\n\ne,n/a\n", missing=("", "n/a")).rows == 3


def test_nothing_is_left_half_read(tmp_path):
    with pytest.raises(UnreadableFile):
        given(tmp_path, "a,b\nc\n")
    assert (tmp_path / "orders.csv").read_text() == "a,b\nc\n"
