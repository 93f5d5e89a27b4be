"""What separates and encloses cells, found on the file and held to over all of it."""

import pytest

from lib.errors import BadRecipe, UnreadableFile

from .reading import given, notes, rows

TABLE = [("x", "y, z"), ("it's", 'say "hi"'), ("two\nlines", ""), ("", "last")]


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_and_every_line_end(tmp_path, delimiter, end):
    lines = [("id", "name"), *TABLE]
    text = end.join(delimiter.join(map(quoted, line)) for line in lines)
    table = given(tmp_path, text)
    assert table.columns == ("id", "name")
    assert rows(table) == TABLE


def test_a_clean_file_is_used_where_it_lies(tmp_path):
    table = given(tmp_path, 'id;name\r\nx;"y;z"\r\n\r\n')
    assert table.path == tmp_path / "orders.csv"
    assert (table.delimiter, table.quote, table.line_end, table.skip) == (";", '"', "\r\n", 1)
    assert rows(table) == [("x", "y;z")]


def test_lines_that_end_in_two_ways_are_all_taken_and_noted(tmp_path):
    table = given(tmp_path, "id,name\r\nx,y\nz,w\r\n")
    assert rows(table) == [("x", "y"), ("z", "w")]
    assert notes(table) == ["Lines end in more than one way (LF, CRLF or CR); all were taken."]


def test_line_breaks_inside_quotes_stay_as_they_are(tmp_path):
    table = given(tmp_path, 'id,name\n"a\r\nb","c\rd"\n"e\nf",g\n')
    assert rows(table) == [("a\r\nb", "c\rd"), ("e\nf", "g")]


def test_the_same_in_a_file_of_crlf(tmp_path):
    table = given(tmp_path, 'id,name\r\n"a\nb","c\rd"\r\n"e\r\nf",g\r\n')
    assert rows(table) == [("a\nb", "c\rd"), ("e\r\nf", "g")]


def test_a_sep_line_says_the_delimiter_and_is_no_header(tmp_path):
    table = given(tmp_path, "sep=;\r\nid;amount\r\nx;1,5\r\n")
    assert table.columns == ("id", "amount")
    assert table.header_line == 2
    assert rows(table) == [("x", "1,5")]
    assert notes(table) == ["Line 1 says what separates cells: sep=;."]


def test_a_decimal_comma_in_every_row_does_not_make_commas_the_delimiter(tmp_path):
    table = given(tmp_path, "Datum;Betrag\n2024-01-01;1,5\n2024-01-02;2,5\n")
    assert table.columns == ("Datum", "Betrag")


def test_two_delimiters_that_both_fit_every_line_are_asked_about(tmp_path):
    text = "name, first;city\nRoe, Jane;Rome\n"
    with pytest.raises(UnreadableFile, match="can be read with “,” and with “;” between"):
        given(tmp_path, text)
    assert rows(given(tmp_path, text, delimiter=";")) == [("Roe, Jane", "Rome")]


def test_the_whole_file_decides_between_two_delimiters(tmp_path):
    text = "name, first;city\n" + "Roe, Jane;Rome\n" * 3000 + "Madonna;Rome\n"
    assert given(tmp_path, text).delimiter == ";"


def test_a_recipe_may_name_a_delimiter_nobody_would_think_of(tmp_path):
    text = "id||name\nx||y|z\n"
    assert rows(given(tmp_path, text, delimiter="||")) == [("x", "y|z")]
    assert rows(given(tmp_path, text.replace("||", "，"), delimiter="，")) == [("x", "y|z")]


@pytest.mark.parametrize("word", ["tab", r"\t", "\t"])
def test_a_tab_may_be_written_as_a_word(tmp_path, word):
    assert rows(given(tmp_path, "id\tname\nx\ty\n", delimiter=word)) == [("x", "y")]


def test_a_delimiter_that_cannot_be_is_the_recipes_fault(tmp_path):
    with pytest.raises(BadRecipe, match="cannot separate cells"):
        given(tmp_path, "id\nx\n", delimiter="\n")
    with pytest.raises(BadRecipe, match="it is one character"):
        given(tmp_path, "id\nx\n", quote="''")


def test_columns_padded_with_blanks_are_read_when_told(tmp_path):
    text = " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118 12   29.73\r\n"
    names = ("id", "sample", "day", "units", "value")
    table = given(tmp_path, text, delimiter="whitespace", header=0, columns=names)
    assert table.columns == names
    assert rows(table)[1] == ("00004", "0001", "19970118", "12", "29.73")


def test_columns_padded_with_blanks_are_found_and_said(tmp_path):
    text = "id    name  amount\n1     Ann     12.5\n22    Bob      7.0\n"
    table = given(tmp_path, text)
    assert rows(table) == [("1", "Ann", "12.5"), ("22", "Bob", "7.0")]
    assert notes(table)[0].startswith("Cells are padded with blanks so that they stand below each")
    assert table.parted_by == "whitespace"
    assert given(tmp_path, text, delimiter=",").columns == ("id    name  amount",)


def test_words_that_happen_to_be_two_on_each_line_are_asked_about(tmp_path):
    with pytest.raises(UnreadableFile, match='delimiter = "whitespace"'):
        given(tmp_path, "first last\nAnn Bell\nBob Hill\n")


def test_a_padded_column_with_a_blank_in_it_is_ragged(tmp_path):
    with pytest.raises(UnreadableFile, match="line 3: 3 instead of 2 cells"):
        given(tmp_path, "id name\n1  Ann\n2  Jo Ann\n3  Bob\n", delimiter="whitespace")


def test_single_quotes_are_taken_off_where_only_they_explain_the_file(tmp_path):
    table = given(tmp_path, "id,name\n1,'Roe, Jane'\n2,'O''Hara, Li'\n")
    assert rows(table) == [("1", "Roe, Jane"), ("2", "O'Hara, Li")]
    assert notes(table) == ["Cells stand in single quotes, which were taken off."]


def test_single_quotes_that_may_be_text_are_asked_about(tmp_path):
    text = "id,name\n'1','Jane'\n"
    with pytest.raises(UnreadableFile, match="line 2: the cell '1' stands in single quotes"):
        given(tmp_path, text)
    assert rows(given(tmp_path, text, quote="'")) == [("1", "Jane")]
    assert rows(given(tmp_path, text, quote='"')) == [("'1'", "'Jane'")]


def test_apostrophes_are_text(tmp_path):
    assert rows(given(tmp_path, "id,name\n1,O'Hara\n2,Rock 'n' Roll\n")) == [
        ("1", "O'Hara"),
        ("2", "Rock 'n' Roll"),
    ]


def test_a_file_without_quotes_keeps_them_as_text(tmp_path):
    text = 'id,name\n"1,5" pipe\n2,x\n'
    assert rows(given(tmp_path, text, quote="")) == [('"1', '5" pipe'), ("2", "x")]


def test_a_backslash_escapes_where_doubling_does_not_explain_the_file(tmp_path):
    text = 'id,name\n1,"say \\"hi\\", she"\n2,"C:\\\\x\\y"\n3,"a ""b"""\n'
    table = given(tmp_path, text)
    assert rows(table) == [("1", 'say "hi", she'), ("2", "C:\\x\\y"), ("3", 'a "b"')]
    assert notes(table) == ["A backslash before a quote was taken as escaping it."]


def test_a_backslash_at_the_end_of_a_cell_is_text_where_the_standard_explains_the_file(tmp_path):
    assert rows(given(tmp_path, 'id,name\n1,"C:\\"\n2,"D:\\"\n')) == [("1", "C:\\"), ("2", "D:\\")]


def test_a_backslash_escape_beyond_the_first_thousands_of_lines(tmp_path):
    text = "id,name\n" + 'x,"y"\n' * 5000 + 'x,"say \\"hi\\""\n'
    table = given(tmp_path, text)
    assert rows(table)[-1] == ("x", 'say "hi"')


def test_a_quote_inside_an_unquoted_cell_is_text_and_noted(tmp_path):
    table = given(tmp_path, 'id,name\n1,5" pipe\n2,"a, b"\n3,x"y"\n')
    assert rows(table) == [("1", '5" pipe'), ("2", "a, b"), ("3", 'x"y"')]
    assert notes(table) == [
        "Cells that hold a quote without standing in quotes were taken as they stand: 2, the first "
        "on line 2."
    ]


def test_blanks_between_delimiters_and_quotes_are_dropped_and_noted(tmp_path):
    table = given(tmp_path, 'id, "name"\n1, "a, b"\n2 ,"c" \n')
    assert table.columns == ("id", "name")
    assert rows(table) == [("1", "a, b"), ("2 ", "c")]
    assert notes(table) == [
        "Blanks between quotes and delimiters were dropped; cells: 3, the first on line 1."
    ]


def test_a_single_column_is_read_if_nothing_in_it_could_separate_cells(tmp_path):
    table = given(tmp_path, "id\nx\n\ny\n\n")
    assert rows(table) == [("x",), ("y",)]


def test_a_single_column_with_delimiters_in_it_is_read_if_the_recipe_says_so(tmp_path):
    text = "remark\nfine\nslow, but fine\n"
    with pytest.raises(UnreadableFile, match="line 3: “,” stands here, though not on every line"):
        given(tmp_path, text)
    assert rows(given(tmp_path, text, delimiter="|")) == [("fine",), ("slow, but fine",)]


def test_a_delimiter_far_down_in_a_single_column_is_seen(tmp_path):
    text = "remark\n" + "fine\n" * 5000 + "slow, but fine\n"
    with pytest.raises(UnreadableFile, match="line 5002: “,” stands here"):
        given(tmp_path, text)


def test_a_recipe_with_the_wrong_delimiter_is_found_out(tmp_path):
    with pytest.raises(UnreadableFile, match="one column when split at “,”, but 2 .* at “;”"):
        given(tmp_path, "id;name\nx;y\n", delimiter=",")


def test_lines_quoted_as_a_whole_are_found_out(tmp_path):
    with pytest.raises(UnreadableFile, match="every line stands in quotes as a whole"):
        given(tmp_path, '"id,name"\n"x,y"\n"z,w"\n')
    with pytest.raises(UnreadableFile, match="line 3: the whole line stands in quotes"):
        given(tmp_path, 'id,name\nx,y\n"z,w"\n')


def test_a_delimiter_hardly_anybody_uses_is_asked_about(tmp_path):
    with pytest.raises(
        UnreadableFile, match="“^” stands equally often on every line".replace("^", r"\^")
    ):
        given(tmp_path, "id^name\nx^y\n")
