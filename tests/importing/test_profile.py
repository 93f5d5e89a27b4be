"""What a file's columns hold: found over all rows, stated, never decided for good."""

import pytest

from lib.importing.profile import profile
from lib.importing.read import Reading

from .reading import database, given


def columns(folder, header, *rows, **reading):
    """The profile of each column; cells are drawn with | between them."""
    text = "\n".join([header, *rows]).replace(" | ", "|") + "\n"
    table = given(folder, text, delimiter="|")
    return {one.name: one for one in profile(database(), table, Reading(**reading))}


def column(folder, *cells, **reading):
    return columns(folder, "x | n", *(f"{cell} | t" for cell in cells), **reading)["x"]


def told(profile):
    return [str(note) for note in profile.notes]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2"], "whole"),
        (["1.5", "2"], "number"),
        (["Yes", "no"], "flag"),
        (["是", "否"], "flag"),
        (["0", "1"], "whole"),
        (["2024-01-31", "2024-2-1"], "date"),
        (["2024-01-31 00:00:00"], "date"),
        (["2024-01-31 10:00", "2024-02-01"], "timestamp"),
        (["2024-01-05 10:00:00 +0100", "2024-07-05 10:00:00 +0200"], "timestamp"),
        (["20240131", "20240229"], "date"),
        (["20240131", "20240230"], "whole"),
        (["a", "1"], "text"),
        (["", ""], "empty"),
        (["1e999"], "text"),
        (["12E5"], "text"),
        (["$1", "€2.5"], "number"),
    ],
)
def test_the_kind_is_that_of_all_rows(tmp_path, cells, kind):
    assert column(tmp_path, *cells).kind == kind


def test_counts_and_ends(tmp_path):
    found = column(tmp_path, "10", "9", "", "9", "-3")
    assert (found.filled, found.distinct, found.longest) == (4, 3, 2)
    assert (found.least, found.greatest) == ("-3", "10")
    assert found.samples == ("10", "9", "-3")


def test_one_row_far_down_makes_it_text_and_is_named(tmp_path):
    found = column(tmp_path, *map(str, range(3000)), "C5")
    assert found.kind == "text"
    assert told(found) == ["Of 3,001 values these are no numbers: 1, such as “C5”."]


def test_ids_keep_leading_zeros_and_every_digit(tmp_path):
    assert column(tmp_path, "007", "12").kind == "text"
    assert column(tmp_path, "1234567890123456789012", "1").kind == "text"
    assert column(tmp_path, "123456789012345678", "1").greatest == "123456789012345678"


def test_ids_that_went_through_numbers_are_noticed(tmp_path):
    found = column(tmp_path, "17850.0", "13047.0")
    assert found.kind == "whole"
    assert told(found) == ["Every value ends in .0, as ids do that were once taken for numbers."]


@pytest.mark.parametrize(
    ("cells", "decimal", "thousands", "greatest"),
    [
        (["1.5"], ".", None, "1.5"),
        (["1234"], None, None, "1234"),
        (["1,5", "2"], ",", None, "2"),
        (["1,234,567", "12"], None, ",", "1234567"),
        (["1,234.5", "12"], ".", ",", "1234.5"),
        (["1.234,5", "12"], ",", ".", "1234.5"),
        (["1.234.567"], ",", ".", "1234567"),
        (["1 234,5", "3"], ",", " ", "1234.5"),
        (["1\u00a0234,5"], ",", " ", "1234.5"),
        (["1'234.5"], ".", "'", "1234.5"),
    ],
)
def test_the_signs_of_numbers_are_found(tmp_path, cells, decimal, thousands, greatest):
    found = column(tmp_path, *cells)
    assert (found.decimal, found.thousands, found.greatest) == (decimal, thousands, greatest)
    assert found.notes == ()


@pytest.mark.parametrize("number", ["1,234", "1.234"])
def test_what_reads_as_a_thousand_and_as_one_and_a_bit_is_a_doubt(tmp_path, number):
    assert "can be read in two ways" in told(column(tmp_path, number, "999"))[0]


@pytest.mark.parametrize(
    ("sure", "doubtful", "decimal", "thousands"),
    [
        ("2,5", "1.234", ",", "."),
        ("2.5", "1,234", None, ","),
        ("2,5", "1,234", ",", None),
        ("2.5", "1.234", ".", None),
    ],
)
def test_another_column_settles_the_doubt(tmp_path, sure, doubtful, decimal, thousands):
    found = columns(tmp_path, "x | y", f"{sure} | {doubtful}", "1 | 2")["y"]
    assert (found.decimal, found.thousands, found.notes) == (decimal, thousands, ())
    assert found.greatest == ("1234" if thousands else "2")


def test_currencies_percents_and_brackets_are_told(tmp_path):
    found = column(tmp_path, "$1,234.50", "($5)", "3 USD")
    assert (found.kind, found.currency, found.negative) == ("number", ("$", "USD"), "brackets")
    assert (found.least, found.greatest) == ("-5", "1234.5")
    found = column(tmp_path, "5%", "7.5 %")
    assert (found.kind, found.percent, found.greatest) == ("number", True, "0.075")


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        (["2024-01-31"], ("%Y-%m-%d",)),
        (["31/01/2024", "01/02/2024"], ("%d/%m/%Y",)),
        (["01/31/2024", "01/02/2024"], ("%m/%d/%Y",)),
        (["01/02/2024", "03/04/2024"], ("%d/%m/%Y", "%m/%d/%Y")),
        (["02/02/2024"], ("%d/%m/%Y",)),
        (["2024年1月31日"], ("%Y年%m月%d日",)),
        (["5 May 2024"], ("%d %b %Y",)),
        (["2020/2/21 0:00", "2020/2/20 23:59"], ("%Y/%m/%d",)),
    ],
)
def test_the_forms_that_all_days_fit(tmp_path, cells, forms):
    assert column(tmp_path, *cells).dates == forms


def test_a_form_that_the_recipe_gives_is_taken(tmp_path):
    found = column(tmp_path, "01/02/2024", dates="%m/%d/%Y")
    assert (found.dates, found.least) == (("%m/%d/%Y",), "2024-01-02")


@pytest.mark.parametrize(
    ("cells", "kind", "missing"),
    [
        (["1", "NULL"], "whole", ("NULL",)),
        (["1", "-", "n/a", "#N/A"], "whole", ("-", "n/a", "#N/A")),
        (["1", "unknown"], "whole", ("unknown",)),
        (["red", "unknown"], "text", ()),
        (["red", "NULL"], "text", ("NULL",)),
        (["red", "NA"], "text", ("NA",)),
        (["DE", "NA"], "text", ()),  # Namibia
        (["2024-01-31", "Blank"], "date", ("Blank",)),
        (["Select", "NULL"], "empty", ("Select", "NULL")),
        (["1", "无"], "whole", ("无",)),
    ],
)
def test_words_for_a_missing_value_are_found(tmp_path, cells, kind, missing):
    found = column(tmp_path, *cells)
    assert (found.kind, found.missing) == (kind, missing)


def test_words_that_the_recipe_calls_missing_are_not_counted(tmp_path):
    found = column(tmp_path, "1", "none of it", missing=("", "none of it"))
    assert (found.kind, found.filled, found.missing) == ("whole", 1, ())


def test_a_few_words_among_dates_are_named(tmp_path):
    found = column(tmp_path, "2024-01-31", "2024-02-01", "soon")
    assert told(found) == ["Of 3 values these are no dates: 1, such as “soon”."]


def test_a_dash_for_no_cents_is_no_minus(tmp_path):
    found = column(tmp_path, "1,200.-", "12.50", "7")
    assert (found.kind, found.negative) == ("text", None)
    assert column(tmp_path, "1,200-", "12.50", "7").negative == "trailing"


def test_cents_of_nought_are_no_sign_of_an_id(tmp_path):
    assert told(column(tmp_path, "1130.00", "20.00")) == []
