"""Rows set aside come as a file, and once put right they import with the same recipe."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import BadRecipe, UnreadableFile
from lib.importing.aside import MARKS, neutralised, restored
from tests.importing.loading import Store

SHOP = """
    [orders]
    order_id = "no"
    line = "item"
    customer_id = "client"
    ordered_on = "day"
    revenue = "net"
"""
ORDERS = """\
no,item,client,day,net
1,1,a,2024-01-05,10
1,2,a,2024-01-05,ten
2,1,b,2024-01-06,-5
3,1,=c,2024-01-06,"5
6"
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def mended(path, *pairs):
    """The file with words put right."""
    text = path.read_text(encoding="utf-8-sig")
    for wrong, right in pairs:
        assert wrong in text
        text = text.replace(wrong, right)
    return text


def test_the_file_holds_the_rows_as_they_stood_their_lines_and_what_is_wrong(store, tmp_path):
    out = tmp_path / "aside.csv"
    imported = store.load(SHOP, aside=out, orders=ORDERS)
    header, first, second = rows(out)
    assert header == ["no", "item", "client", "day", "net", *MARKS]
    money = "net: revenue is an amount of money: a plain number"
    assert first == ["1", "2", "a", "2024-01-05", "ten", "3", f"{money} (ten)"]
    assert second == ["3", "1", "'=c", "2024-01-06", "5\n6", "5", f"{money} (5\n6)"]
    (aside,) = imported.aside
    assert (aside.file, aside.name, aside.rows) == ("orders.csv", "orders set aside.csv", 2)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_put_right_they_import_and_nothing_is_lost(store, tmp_path):
    out = tmp_path / "aside.csv"
    store.load(SHOP, aside=out, orders=ORDERS)
    again = store.load(SHOP, orders=mended(out, (",ten,", ",7,"), ('"5\n6"', "5.6")))
    assert [(one.new, one.changed, one.removed) for one in again.tables] == [(2, 0, 0)]
    assert store.table("orders", "order_id, line, customer_id, revenue::double") == [
        ("1", "1", "a", 10),
        ("1", "2", "a", 7),
        ("2", "1", "b", -5),
        ("3", "1", "=c", 5.6),
    ]


def test_a_row_of_equal_rows_keeps_its_fingerprint(store, tmp_path):
    recipe = """
        [[ratings]]
        response_id = "=row_id"
        aspect = "='Price'"
        perceived = "score"
    """
    out = tmp_path / "aside.csv"
    store.load(recipe, aside=out, answers="who,score\na,?\nb,4\n")
    store.load(recipe, answers=mended(out, (",?,", ",3,")))
    before = store.table("ratings", "response_id, perceived")
    assert len(before) == 2
    whole = store.load(recipe, answers="who,score\na,3\nb,4\n")
    assert [(one.new, one.unchanged) for one in whole.tables] == [(0, 2)]


@pytest.mark.parametrize(
    "read",
    [
        'encoding = "gb18030"\ndelimiter = ";"',
        "header = 3",
        "skip = 2",
        "units_row = true",
        'header = 0\ncolumns = ["no", "item", "client", "day", "net"]',
    ],
)
def test_the_recipe_may_say_of_its_file_what_it_likes(store, tmp_path, read):
    recipe = SHOP + f"[read]\n{read}\n"
    text = ORDERS.replace(",", ";").replace("a;", "王;") if "gb18030" in read else ORDERS
    if "header = 3" in read or "skip" in read:
        text = "Report\nof orders\n" + text
    if "units_row" in read:
        text = text.replace("day,net\n", "day,net\n-,-,-,-,EUR\n")
    if "columns" in read:
        text = text.partition("\n")[2]
    out = tmp_path / "aside.csv"
    encoding = "gb18030" if "gb18030" in read else "utf-8"
    store.load(recipe, aside=out, orders=text.encode(encoding))
    store.load(recipe, orders=mended(out, (",ten,", ",7,"), ('"5\n6"', "5.6")))
    assert store.value("select count(*) from orders") == 4
    assert store.value("select sum(revenue)::double from orders") == 17.6


def test_the_name_still_fits_the_file_of_the_set(store, tmp_path):
    recipe = SHOP.replace("[orders]", '[file.o]\nmatch = "orders.csv"\n\n[orders]')
    imported = store.load(recipe, aside=tmp_path / "aside.csv", orders=ORDERS)
    assert imported.aside[0].name == "orders.csv"


def test_each_file_of_a_set_has_its_own(store, tmp_path):
    recipe = """
        [file.c]
        match = "c*"
        [file.o]
        match = "o*"
        [customers]
        from = "c"
        customer_id = "id"
        birth_year = "born"
        [orders]
        from = "o"
        order_id = "no"
        ordered_on = "day"
        revenue = "net"
    """
    customers = "id,born\n1,1990\n2,x\n"
    imported = store.load(recipe, aside=tmp_path / "aside.csv", c=customers, o=ORDERS)
    assert [(one.path.name, one.name) for one in imported.aside] == [
        ("aside.csv", "c set aside.csv"),
        ("aside-2.csv", "o set aside.csv"),
    ]
    assert rows(tmp_path / "aside.csv")[1][:3] == ["2", "x", "3"]


def test_a_sound_file_leaves_no_file_behind(store, tmp_path):
    imported = store.load(SHOP, aside=tmp_path / "aside.csv", orders=ORDERS[:42])
    assert imported.aside == ()
    assert not (tmp_path / "aside.csv").exists()


def test_a_group_is_set_aside_as_a_whole(store, tmp_path):
    recipe = """
        [opportunities]
        per = "case"
        opportunity_id = "case"
        stage = '=max("stage")'
        amount = '=sum(cast("amount" as decimal))'
        [types]
        "amount" = "number"
    """
    recipe = recipe.replace('sum(cast("amount" as decimal))', 'sum("amount")')
    text = "case,stage,amount\n1,Lead,5\n1,Offer,many\n2,Lead,3\n"
    store.load(recipe, aside=tmp_path / "aside.csv", deals=text)
    _, one, two = rows(tmp_path / "aside.csv")
    assert re.search("belongs together", one[-1])
    assert "is a number" in two[-1]


def test_a_spreadsheet_may_have_saved_it_with_semicolons_and_left_the_reasons_out(store, tmp_path):
    out = tmp_path / "aside.csv"
    store.load(SHOP, aside=out, orders=ORDERS)
    lines = [";".join(row) for row in rows(out)[:2]]
    saved = "\r\n".join([lines[0], "1;2;a;2024-01-05;7"])
    store.load(SHOP, orders=saved)
    assert store.value("select sum(revenue)::double from orders") == 12


def test_a_row_broken_by_hand_is_refused_with_its_line(store, tmp_path):
    out = tmp_path / "aside.csv"
    store.load(SHOP, aside=out, orders=ORDERS)
    with pytest.raises(UnreadableFile, match=r"orders.csv, line 2: the row has 8 cells"):
        store.load(SHOP, orders=mended(out, (",ten,", ",1,000,")))


def test_no_longer_utf8_is_refused_unless_the_recipe_says_what_it_is(store, tmp_path):
    out = tmp_path / "aside.csv"
    store.load(SHOP, aside=out, orders=ORDERS.replace("2,a,", "2,王,"))
    saved = mended(out, (",ten,", ",7,"), ('"5\n6"', "5.6")).encode("gb18030")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        store.load(SHOP, orders=saved)
    store.load(SHOP + '[read]\nencoding = "gb18030"\n', orders=saved)
    assert store.value("select customer_id from orders where order_id = '1' and line = '2'") == "王"


def test_it_does_not_replace_what_is_stored(store, tmp_path):
    out = tmp_path / "aside.csv"
    store.load(SHOP, aside=out, orders=ORDERS)
    with pytest.raises(BadRecipe, match="rows that were set aside"):
        store.load(SHOP, mode="replace", orders=mended(out))


@given(st.text(alphabet="'=+-@\t\r＝1.,a \n", max_size=8))
def test_a_cell_is_neutralised_and_restored_exactly(cell):
    assert restored(neutralised(cell)) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@sum(a)", "\t=1", "＝1", "-x"])
def test_what_a_spreadsheet_would_run_is_not_live(cell):
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+1.50", "-1,234.5", "a", "", "2024-01-05"])
def test_numbers_stay_numbers(cell):
    assert neutralised(cell) == cell
