"""What stands above the table, its header, and what between the rows is none."""

import pytest

from lib.errors import BadRecipe, UnreadableFile
from lib.importing.read import Undecided

from .reading import given, notes, rows


def test_names_are_stripped_and_told_apart(tmp_path):
    table = given(tmp_path, " id ,Name,name,,Name_2,收货地址　\na,b,c,d,e,f\n")
    assert table.columns == ("id", "Name", "name_3", "column_4", "Name_2", "收货地址")
    assert notes(table) == [
        "Columns without a name are called column_4.",
        "Columns whose name was taken are called name_3.",
    ]
    assert rows(table) == [("a", "b", "c", "d", "e", "f")]


def test_blanks_inside_a_name_stay_and_a_line_break_becomes_one(tmp_path):
    assert given(tmp_path, '"Order  Date","Sum\r\n(EUR)"\nx,y\n').columns == (
        "Order  Date",
        "Sum (EUR)",
    )


def test_the_unnamed_first_column_of_an_export_from_r_is_column_1(tmp_path):
    table = given(tmp_path, '"","score"\n"1",7\n"2",8\n')
    assert table.columns == ("column_1", "score")


def test_a_first_line_of_figures_is_not_taken_for_a_header(tmp_path):
    text = "1001,2024-01-01,Anna\n1002,2024-01-02,Bob\n"
    with pytest.raises(UnreadableFile, match="line 1: this looks like data"):
        given(tmp_path, text)
    table = given(tmp_path, text, header=0, columns=("id", "day", "name"))
    assert rows(table)[0] == ("1001", "2024-01-01", "Anna")
    assert table.header_line == 0


@pytest.mark.parametrize(
    "cell", ["2024", "-1.5", "1,5", "12:30", "2024-01-01 10:00:00", "5 %", "€ 3"]
)
def test_what_looks_like_data(tmp_path, cell):
    with pytest.raises(UnreadableFile, match="looks like data"):
        given(tmp_path, f"name;{cell}\nx;y\n")


@pytest.mark.parametrize("cell", ["2) $100", "Q1", "1st", "% of all", "2024 revenue", "#", "-"])
def test_what_does_not(tmp_path, cell):
    assert given(tmp_path, f"name;{cell}\nx;y\n").columns == ("name", cell)


def test_a_header_of_years_is_taken_if_the_recipe_says_it_is_one(tmp_path):
    table = given(tmp_path, "product,2023,2024\nx,1,2\n", header=1)
    assert table.columns == ("product", "2023", "2024")


def test_no_header_and_no_names_gives_numbered_columns_if_the_recipe_says_so(tmp_path):
    assert given(tmp_path, "x,1\ny,2\n", header=0).columns == ("column_1", "column_2")


def test_as_many_names_as_columns_have_to_be_given(tmp_path):
    with pytest.raises(UnreadableFile, match="line 1: 2 cells, but the recipe names 3 columns"):
        given(tmp_path, "x,1\ny,2\n", header=0, columns=("a", "b", "c"))


def test_names_in_the_recipe_mean_no_header_where_the_first_line_holds_data(tmp_path):
    assert rows(given(tmp_path, "x,1\ny,2\n", columns=("a", "b"))) == [("x", "1"), ("y", "2")]
    with pytest.raises(UnreadableFile, match="“x”, “one” may be names or data"):
        given(tmp_path, "x,one\ny,two\n", columns=("a", "b"))


def test_a_header_the_recipe_denies_is_not_loaded_as_a_row(tmp_path):
    with pytest.raises(UnreadableFile, match="here stand the names of its columns"):
        given(tmp_path, "ID,Name\nx,y\n", header=0, columns=("id", "name"))


def test_names_in_the_recipe_may_replace_those_of_a_header(tmp_path):
    table = given(tmp_path, "ID,Name\nx,y\n", header=1, columns=("key", "who"))
    assert (table.columns, rows(table)) == (("key", "who"), [("x", "y")])


@pytest.mark.parametrize("keys", [{"header": 3}, {"skip": 2}, {"header": 3, "skip": 1}])
def test_lines_above_the_header_are_left_out_when_told(tmp_path, keys):
    table = given(tmp_path, 'Sales, "all\nof them, 2024\nid,name\nx,y\n', **keys)
    assert (table.columns, table.header_line) == (("id", "name"), 3)
    assert rows(table) == [("x", "y")]


def test_lines_left_out_without_a_header(tmp_path):
    table = given(tmp_path, "Sales\nx,1\ny,2\n", skip=1, header=0, columns=("id", "n"))
    assert rows(table) == [("x", "1"), ("y", "2")]


def test_a_title_is_skipped_where_it_is_unmistakably_one(tmp_path):
    table = given(tmp_path, "Sales of 2024\n\nid,name,amount\nx,y,1\n")
    assert (table.columns, table.header_line) == (("id", "name", "amount"), 3)
    assert notes(table) == ["The header was found on line 3; “Sales of 2024” above it was skipped."]
    assert rows(table) == [("x", "y", "1")]


def test_lines_above_a_large_table_take_no_row_with_them(tmp_path):
    table = given(tmp_path, "Sales\n\n\nid,name,amount\n" + "x,y,1\n" * 400_000)
    assert len(rows(table)) == 400_000


def test_a_title_padded_with_delimiters_is_one_too(tmp_path):
    table = given(tmp_path, '"Sales",,\nid,name,place\nx,y,z\n')
    assert (table.columns, rows(table)) == (("id", "name", "place"), [("x", "y", "z")])


def test_a_short_header_is_not_taken_for_a_title(tmp_path):
    with pytest.raises(UnreadableFile, match="line 1: 2 names stand above rows of 3 cells"):
        given(tmp_path, "id,name\nx,y,z\nu,v,w\n")
    with pytest.raises(UnreadableFile, match="line 1: 1 instead of 2 cells"):
        given(tmp_path, "name\nAnn,Rome\nBob,Paris\n")


def test_a_row_of_units_under_the_header_is_dropped_when_told(tmp_path):
    table = given(tmp_path, "id,amount\n,EUR\nx,1\n", units_row=True)
    assert rows(table) == [("x", "1")]


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_blank_lines_between_rows_are_skipped_and_noted_and_those_at_the_end_not(tmp_path, end):
    table = given(tmp_path, "id,name\nx,y\n\n  \nz,w\na,b\n\nc,d\n\n\n".replace("\n", end))
    assert rows(table) == [("x", "y"), ("z", "w"), ("a", "b"), ("c", "d")]
    assert notes(table) == ["Blank lines between rows were skipped: 3, the first is line 3."]


def test_blank_lines_at_the_end_of_a_single_column_are_no_rows(tmp_path):
    assert rows(given(tmp_path, "id\nx\ny\n\n\n")) == [("x",), ("y",)]


def test_the_byte_that_ends_a_file_from_dos_is_no_row(tmp_path):
    assert rows(given(tmp_path, "id,name\r\nx,y\r\n\x1a")) == [("x", "y")]


def test_rows_with_nothing_in_them_are_skipped_noted_and_not_counted(tmp_path):
    table = given(tmp_path, 'id,name\nx,\n,\n"",""\n , \n,y\n,\n')
    assert rows(table) == [("x", ""), ("", "y")]
    assert notes(table) == [
        "Rows without anything in them were skipped and not counted: 4, the first is line 3."
    ]


def test_a_row_that_holds_only_a_quote_holds_something(tmp_path):
    assert rows(given(tmp_path, 'id,name\n"""",""\n')) == [('"', "")]


def test_empty_cells_are_empty_text_quoted_or_not(tmp_path):
    assert rows(given(tmp_path, 'id,name,place\nx,,""\n')) == [("x", "", "")]


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    table = given(tmp_path, "id,name\n")
    assert rows(table) == []
    assert notes(table) == ["There is a header, but no row under it."]


def test_cells_below_a_merged_one_repeat_it_when_told(tmp_path):
    table = given(tmp_path, "day,what,n\n1 May,x,1\n,y,2\n,,\n2 May,z,\n,w,4\n", fill_down=("Day",))
    assert rows(table) == [
        ("1 May", "x", "1"),
        ("1 May", "y", "2"),
        ("2 May", "z", ""),
        ("2 May", "w", "4"),
    ]


def test_a_column_to_fill_down_has_to_be_there(tmp_path):
    with pytest.raises(BadRecipe, match="fills down date, but orders.csv has no such column"):
        given(tmp_path, "day,n\nx,1\n", fill_down=("date",))


BELOW = "Below the table was left out, from line {line} on: {cells}; footer = false under [read] "
BELOW += "takes it for rows."


@pytest.mark.parametrize(
    ("rows_", "below", "cells"),
    [
        ("x,y,1\nu,v,2\n", "Total,,3\n", "“Total”, “3”"),
        ("x,y,1\nu,v,2\n", "Total:,,3\n", "“Total:”, “3”"),
        ("x,y,1\nu,v,2\n", "Total: Account,,3\n", "“Total: Account”, “3”"),
        ("x,y,1\nu,v,2\n", ",,,\nTotal,,,3\n", "“Total”, “3”"),
        ("x,y,1\nu,v,2\n", "Total,3\n", "“Total”, “3”"),
        ("x,y,1\nu,v,2\n", "合计,,3\n", "“合计”, “3”"),
        ("x,y,1\nu,v,2\n", "\nGenerated on 2024-05-01\n", "“Generated on 2024-05-01”"),
        ("x,y,1\nu,v,2\n", "Generated on 2024-05-01", "“Generated on 2024-05-01”"),
        ("x,y,1\nu,v,2\n", "Total,,3\n\nSource: ERP,,\n", "“Total”, “3”, “Source: ERP”"),
        ("x,y,1\nu,v,2\n", "\nall in EUR\n", "“all in EUR”"),
        ("x,y,1\nu,v,2\n", "2 rows selected.\n", "“2 rows selected.”"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_totals_and_remarks_below_are_left_out_and_said(tmp_path, rows_, below, cells, end):
    text = ("id,name,amount\n" + rows_ + below).replace("\n", end)
    table = given(tmp_path, text)
    assert rows(table) == [("x", "y", "1"), ("u", "v", "2")]
    line = len(rows_.splitlines()) + 2 + below.startswith(("\n", ",,,\n"))
    assert notes(table)[-1] == BELOW.format(line=line, cells=cells)


def test_a_total_without_empty_cells_has_to_sum_up(tmp_path):
    table = given(tmp_path, "name,amount\nx,1\ny,2\nTotal,3\n")
    assert rows(table) == [("x", "1"), ("y", "2")]
    table = given(tmp_path, "firm;amount\nShell;1.000,5\nBP;2\nTotal;7\n")
    assert rows(table)[-1] == ("Total", "7")
    assert "Line 4, the last, begins with “Total”" in notes(table)[0]
    table = given(tmp_path, "firm;amount\nShell;1.000,5\nBP;2\nTotal - Energies;7\n")
    assert rows(table)[-1] == ("Total - Energies", "7")
    table = given(tmp_path, "firm;amount\nShell;1.000,5\nBP;2\nTotal;1.002,5\n")
    assert len(rows(table)) == 2


def test_the_recipe_decides_what_stands_below(tmp_path):
    text = "id,name,amount\nx,y,1\nu,v,2\nTotal,,3\n"
    assert len(rows(given(tmp_path, text, footer=False))) == 3
    assert len(rows(given(tmp_path, "firm,amount\nShell,1\nTotal,7\n", footer=True))) == 1
    with pytest.raises(UnreadableFile, match="line 4: 1 instead of 3 cells"):
        given(tmp_path, "id,name,amount\nx,y,1\nu,v,2\nSource: ERP\n", footer=False)
    assert given(tmp_path, "id,name,amount\nx,y,1\nu,v,2\nFin\n", footer=True).rows == 2


@pytest.mark.parametrize("last", ["u", "u,v", "Tot", "Source", "Note", "Printed shirt", "打印机,3"])
def test_a_row_cut_off_with_the_file_is_not_taken_for_a_remark(tmp_path, last):
    with pytest.raises(UnreadableFile, match="instead of 3 cells"):
        given(tmp_path, f"id,name,amount\nx,y,1\n{last}")


@pytest.mark.parametrize("last", [",,*\n", "* late,,\n"])
def test_a_lone_star_is_a_row_and_so_is_a_remark_that_would_be_the_only_one(tmp_path, last):
    assert len(rows(given(tmp_path, f"id,name,amount\n{last}"))) == 1
    both = rows(given(tmp_path, f"id,name,amount\nx,y,1\n{last}"))
    assert len(both) == (2 if "*\n" in last else 1)


def test_a_total_in_the_middle_is_a_row(tmp_path):
    text = "id,name,amount\nx,y,1\nTotal,,1\nu,v,2\n"
    assert len(rows(given(tmp_path, text))) == 3


def test_a_total_far_down_a_large_file_is_left_out(tmp_path):
    table = given(
        tmp_path, "id,name,amount\n" + "x,y,1\n" * 400_000 + "Total,,400000\n\nEnd of file\n"
    )
    assert len(rows(table)) == table.rows == 400_000


def test_a_header_standing_again_among_figures_is_left_out_and_said(tmp_path):
    text = "id,amount\nx,1\ny,2\nid,amount\nu,3\n\nid,amount\nv,4\n"
    table = given(tmp_path, text)
    assert [id_ for id_, _ in rows(table)] == ["x", "y", "u", "v"]
    assert "The header standing again was left out: 2, the first is line 4" in notes(table)[-1]
    assert len(rows(given(tmp_path, text, repeated_header=False))) == 6


def test_a_header_standing_again_with_the_mark_of_another_file_is_left_out(tmp_path):
    for cell in ("u", 'u 5" pipe'):  # scanned, and taken apart one by one
        table = given(tmp_path, f"id,amount\nx,1\n\ufeffid,amount\n{cell},3\n", delimiter=",")
        assert len(rows(table)) == 2
        assert "left out: 1, the first is line 3" in " ".join(notes(table))


PAGES = "id,name,n\nx,Ann,1\ny,Bob,2\n{}\nz,Cid,3\n"


@pytest.mark.parametrize("end", ["\n", "\r"])  # by the fast scan, and record by record
def test_a_header_standing_again_in_other_letters_is_left_out(tmp_path, end):
    table = given(tmp_path, PAGES.format("ID,Name,N").replace("\n", end))
    assert [row[0] for row in rows(table)] == ["x", "y", "z"]
    assert given(tmp_path, PAGES.format("ID,Name,N"), repeated_header=False).rows == 4


@pytest.mark.parametrize("end", ["\n", "\r"])
@pytest.mark.parametrize("names", ["name,id,n", '"n","id","Name"', "\ufeffn,ID,name"])
def test_a_header_standing_again_in_another_order_is_refused(tmp_path, end, names):
    text = PAGES.replace("id,name,n", '"id","name","n"') if '"' in names else PAGES
    with pytest.raises(UnreadableFile, match="line 4: the names of the columns stand here again"):
        given(tmp_path, text.format(names).replace("\n", end))
    assert given(tmp_path, text.format(names).replace("\n", end), end=3).rows == 2


@pytest.mark.parametrize("row", ["name,id,m", "n,n,name", "nid,name,", "id,name,id"])
def test_a_row_of_nearly_the_same_letters_is_a_row(tmp_path, row):
    assert given(tmp_path, PAGES.format(row)).rows == 4


def test_a_header_standing_again_among_words_is_decided_by_the_recipe(tmp_path):
    text = "a,b\nc,d\na,b\n"
    with pytest.raises(UnreadableFile, match="repeated_header = true"):
        given(tmp_path, text)
    assert len(rows(given(tmp_path, text, repeated_header=True))) == 1
    assert len(rows(given(tmp_path, text, repeated_header=False))) == 2


@pytest.mark.parametrize("units", [",(EUR)", ",EUR", "-,[kg]", ",元"])
def test_a_row_of_units_is_found_and_said(tmp_path, units):
    text = f"id,amount\n{units}\nx,1\ny,2\n"
    table = given(tmp_path, text)
    if units.startswith("-"):  # no unit: a row with a figure missing looks the same
        assert len(rows(table)) == 3
        return
    assert rows(table) == [("x", "1"), ("y", "2")]
    assert "Line 2 under the header holds units" in notes(table)[0]
    assert len(rows(given(tmp_path, text, units_row=False))) == 3


def test_lines_of_a_report_above_the_header_are_skipped(tmp_path):
    text = "Sales report;;\nPrinted on:;2024-05-01;\n\nid;name;amount\nx;y;1\nu;v;2\n"
    assert rows(given(tmp_path, text)) == [("x", "y", "1"), ("u", "v", "2")]


def test_only_lines_down_to_the_end_are_read(tmp_path):
    text = 'id,n\nx,1\n"y\nz",2\n\nother,table,here\na,b,c\n'
    for end in ("\n", "\r\n", "\r"):
        table = given(tmp_path, text.replace("\n", end), end=4)
        assert [n for _, n in rows(table)] == ["1", "2"]


def test_tables_stacked_in_one_file_can_be_taken_apart(tmp_path):
    text = "id,n\nx,1\ny,2\n\na,b,c\nu,v,1\nw,z,2\n"
    with pytest.raises(Undecided) as refusal:
        given(tmp_path, text)
    first, second = (keys for keys, _ in refusal.value.choices["table"])
    assert rows(given(tmp_path, text, **first)) == [("x", "1"), ("y", "2")]
    assert rows(given(tmp_path, text, **second)) == [("u", "v", "1"), ("w", "z", "2")]


def test_a_comma_in_every_amount_is_not_taken_for_a_column(tmp_path):
    with pytest.raises(UnreadableFile, match="such as the comma of 1,000"):
        given(tmp_path, "id,name,amount\nx,y,1,000\nu,v,2,500\n")


def test_a_recipe_that_starts_below_the_end_of_the_file_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="ends before line 9"):
        given(tmp_path, "id,name\nx,y\n", header=9)
    with pytest.raises(UnreadableFile, match="line 2: the recipe says this is the header, but"):
        given(tmp_path, "id,name\n\nx,y\n", header=2)


@pytest.mark.parametrize("text", [",,\n,,\n", '""\n""\n', "\n\n;;\n"])
def test_a_file_with_nothing_in_any_row_is_refused(tmp_path, text):
    with pytest.raises(UnreadableFile, match="has no row with anything in it"):
        given(tmp_path, text)


def test_of_a_header_on_two_lines_both_name_the_columns(tmp_path):
    text = "Order,,Customer,Customer\nno,day,id,name\n1,2024-01-02,c,Ann\n2,2024-01-03,d,Bob\n"
    table = given(tmp_path, text)
    names = ("Order no", "Order day", "Customer id", "Customer name")
    assert (table.columns, len(rows(table))) == (names, 2)
    assert "The header stands on lines 1 and 2" in notes(table)[0]


def test_a_header_that_may_stand_on_two_lines_of_words_is_asked_about(tmp_path):
    text = "Customer,,Address,\nid,name,city,country\nc,Ann,Ulm,DE\nd,Bob,Rom,IT\n"
    with pytest.raises(UnreadableFile, match="two lines, 1 and 2"):
        given(tmp_path, text)
    assert given(tmp_path, text, header=2).columns == ("id", "name", "city", "country")
    assert len(rows(given(tmp_path, text, header=1))) == 3


def test_a_nameless_or_a_repeated_column_is_no_header_on_two_lines(tmp_path):
    assert len(rows(given(tmp_path, ",name\nr,Ann\ns,Bob\n"))) == 2
    assert len(rows(given(tmp_path, "id,note,note\nc,Ann,x\nd,Bob,y\n"))) == 2


SURVEY = """\
No,Mail,How was it?,Please rate:,,How likely?
,,Response,Speed,Price,
1,a@x,Good,Poor,Fair,4
2,b@x,Bad,Good,Poor,8
"""


def test_what_was_asked_of_a_question_stands_on_a_second_line_over_the_answers(tmp_path):
    table = given(tmp_path, SURVEY)
    assert table.columns[2:5] == (
        "How was it? Response",
        "Please rate: Speed",
        "Please rate: Price",
    )
    assert (table.columns[0], table.columns[5], table.rows) == ("No", "How likely?", 2)
    assert "The header stands on lines 1 and 2" in notes(table)[0]
    assert given(tmp_path, SURVEY.replace("Response,Speed,Price", "Good,Poor,Fair")).rows == 3


RATED = "No,Day,How good is:,,Rate us:,\n,,Speed,Price,Speed,Price\n"
RATINGS = "1,2024-01-01,4,5,3,4\n2,2024-01-02,5,5,2,3\n"


def test_what_was_asked_stands_on_a_second_line_over_figures_too(tmp_path):
    table = given(tmp_path, RATED + RATINGS)
    assert table.columns[2:] == (
        *("How good is: Speed", "How good is: Price"),
        *("Rate us: Speed", "Rate us: Price"),
    )
    assert table.rows == 2


@pytest.mark.parametrize(
    "row",
    ["9,,Speed,Price,Speed,Price", ",,n/a,none,unknown,x", ",,4,none,unknown,x"],
)
def test_a_row_that_knows_no_figure_does_not_name_columns(tmp_path, row):
    assert given(tmp_path, RATED.splitlines()[0] + f"\n{row}\n" + RATINGS).rows == 3


@pytest.mark.parametrize(
    ("text", "is_left_out"),
    [
        ("客户编号,城市\ncustomer_id,city\nC1,北京\nC2,上海\nC3,上海\n", True),
        ("customer_id,city\n客户编号,城市\nC1,北京\nC2,上海\nC3,上海\n", True),
        ("姓名,城市\nname,city\n张三,北京\n李四,上海\n王五,上海\n", True),
        ("name,city\n张三,北京\n李四,上海\n王五,上海\n", False),
        ("姓名,城市\nAnn,Rome\nBob,Paris\nEve,Rome\n", False),
        ("客户,城市\nAnn,Rome\nC2,Paris\nC3,Rome\nC4,Rome\n", False),
    ],
)
def test_names_standing_once_more_in_another_language_are_no_row(tmp_path, text, is_left_out):
    table = given(tmp_path, text)
    assert table.rows == text.count("\n") - 1 - is_left_out
    assert any("names the columns once more" in one for one in notes(table)) == is_left_out
    assert given(tmp_path, text, units_row=False).rows == text.count("\n") - 1


AMOUNTS = "A-1,2024-01-05,12.50\nA-2,2024-01-06,8\nA-3,2024-02-01,99\n"
ANSWERS = "4,5\n3,2\n5,5\n"
MARKED = """\
StartDate,Q1,Q2
Start Date,How satisfied are you with our service?,Would you recommend us?
"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"
2024-01-05 10:00:00,4,9
2024-01-06 11:00:00,5,10
2024-01-07 12:00:00,2,3
"""


@pytest.mark.parametrize(
    ("text", "rows_left", "said"),
    [
        ("order_id,date,amount\nOrder No,Order date,Amount in EUR\n" + AMOUNTS, 3, "once more"),
        ("OrderId,Date,Amount\norder id,date of order,amount\n" + AMOUNTS, 3, "once more"),
        ("订单号,日期,金额\n订单编号,下单日期,金额（元）\n" + AMOUNTS, 3, "once more"),
        ("q1,q2\nHow was the food?,How was the service?\n" + ANSWERS, 3, "once more"),
        ("respid,q1a,q2\nRespondent,Price,Overall\n1,4,9\n2,3,8\n3,5,10\n", 3, "once more"),
        # A word over each column of figures, and nothing that says why: perhaps.
        ("Auftrag,Datum,Betrag\nOrder,Day,Sum\n" + AMOUNTS, 4, "may name"),
        ("customer,plan,amount\nCustomer A,Plan B,waived\nACME,Gold,5\nBee,Gold,7\nC,G,9\n",
         4, "may name"),
        # Rows.
        ("order_id,date,amount\nA-0,Date,Amount\n" + AMOUNTS, 4, ""),
        ("order_id,date,amount\nOrder No,unknown,tbd\n" + AMOUNTS, 4, ""),
        ("order_id,date,amount\nOrder No,2024-01-01,Amount\n" + AMOUNTS, 4, ""),
        ("plan,city\nplan A,city X\nGold,Rome\nGold,Bern\nTin,Bonn\n", 4, ""),
        ("customer,plan,n\nCustomer A,Plan B,1\nCustomer B,Plan C,2\nCustomer C,P,3\n", 3, ""),
    ],
)  # fmt: skip
def test_labels_under_names_are_no_row_and_where_in_doubt_one(tmp_path, text, rows_left, said):
    table = given(tmp_path, text)
    assert table.rows == rows_left
    assert [one for one in notes(table) if "under the header" in one] == [
        one for one in notes(table) if said and said in one
    ]
    assert bool(said) == bool(notes(table))
    lines = text.count("\n") - 1
    assert given(tmp_path, text, units_row=False).rows == lines
    assert given(tmp_path, text, units_row=True).rows == lines - 1


def test_marks_of_the_survey_program_under_names_and_questions_are_no_rows(tmp_path):
    table = given(tmp_path, MARKED)
    assert [row[1] for row in rows(table)] == ["4", "5", "2"]
    assert "Line 2 under the header names the columns once more" in notes(table)[0]
    assert "Line 3 holds marks of the program" in notes(table)[1]
    assert given(tmp_path, MARKED, units_row=False).rows == 5
    assert given(tmp_path, MARKED, units_row=True).rows == 3
    only_marks = "".join(MARKED.splitlines(keepends=True)[i] for i in (0, 2, 3, 4, 5))
    assert given(tmp_path, only_marks).rows == 3


@pytest.mark.parametrize(
    ("units", "rows_left", "said"),
    [
        (",(kg),[EUR]", 2, "holds units"),
        (",kg,EUR", 3, "may hold units"),
        (",kg,about 7", 3, ""),
    ],
)
def test_units_over_words_are_left_out_in_brackets_and_else_told_of(
    tmp_path, units, rows_left, said
):
    text = f"name,weight,price\n{units}\nAnn,about 5,from 9\nBob,light,about 7\n"
    table = given(tmp_path, text)
    assert table.rows == rows_left
    assert [said in one for one in notes(table)] == ([True] if said else [])


def test_a_size_that_stands_below_too_is_no_unit(tmp_path):
    assert not notes(given(tmp_path, "name,size\n,m\nAnn,L\nBob,M\n"))


@pytest.mark.parametrize(
    ("header", "row", "is_told"),
    [
        ("id,n,,region,total", "x,1,,North,5", True),
        ("id,n,,region,total", "x,1,?,North,5", False),
        ("id,n,note,region,total", "x,1,,North,5", False),
        ("id,n,region,total,", "x,1,North,5,", False),
        (",id,n,region,total", ",x,1,North,5", False),
    ],
)
def test_what_stands_beside_an_empty_column_may_be_another_table(tmp_path, header, row, is_told):
    told = [one for one in notes(given(tmp_path, f"{header}\n{row}\n{row}\n")) if "table" in one]
    assert bool(told) == is_told
    if is_told:
        assert "column_3 has neither a name nor anything in it" in told[0]
        assert "(region, total)" in told[0]


def test_names_that_were_garbled_long_before_are_told_of(tmp_path):
    def garbled(text):
        return text.encode().decode("latin-1")

    text = "订单号,金额\n1,5\n2,6\n"
    (told,) = notes(given(tmp_path, garbled(text)))
    assert f"“{garbled('订单号')}”, which was “订单号”, in UTF-8" in told
    assert notes(given(tmp_path, text)) == notes(given(tmp_path, "Größe,Straße\n1,5\n")) == []
