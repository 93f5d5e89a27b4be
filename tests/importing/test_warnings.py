"""What is sound but odd goes through, and is told with what would put it right."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.database import connect_writer
from lib.importing.repairs import repaired
from lib.importing.twins import folded, loosely
from tests.importing.loading import Store

SHOP = """
    [orders]
    order_id = "no"
    customer_id = "client"
    product_id = "product"
    ordered_on = "day"
    revenue = "net"
    place = "region"
"""
HEADER = "no,client,product,day,net,region\n"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def told(imported, group):
    return [one for one in imported.warnings if one.group == group]


def orders(*days, net=10, first=1, **others):
    """One order a day, all alike."""
    said = {"client": "a", "product": "p", "region": "North"} | others
    lines = (
        f"{number},{said['client']},{said['product']},{day},{net},{said['region']}"
        for number, day in enumerate(days, first)
    )
    return HEADER + "\n".join(lines) + "\n"


def days(start, count):
    return [date.fromisoformat(start) + timedelta(days=ahead) for ahead in range(count)]


# Twins


def test_an_id_written_otherwise_than_a_stored_one_is_offered_as_a_map(store):
    store.load('[products]\nproduct_id = "id"\n', products="id\nGTX Pro\nGTX Basic\n")
    imported = store.load(SHOP, orders=orders("2024-01-05", "2024-01-06", product="GTXPro"))
    (twins,) = told(imported, "twins")
    assert (twins.column, twins.found, twins.lines) == ("product", (("GTXPro", 2),), (2,))
    repair = dict(twins.repairs[0].parameters)
    assert repair["values"] == {"GTXPro": "GTX Pro"}
    mended = repaired({}, {}, {"kind": twins.repairs[0].kind, **repair})
    assert mended == {"map": {"product": {"GTXPro": "GTX Pro"}}}


def test_an_id_that_is_the_name_of_a_stored_one_is_offered_the_id(store):
    store.load('[products]\nproduct_id = "id"\nname = "name"\n', products="id,name\n7,GTX Pro\n")
    (twins,) = told(store.load(SHOP, orders=orders("2024-01-05", product="gtx-pro")), "twins")
    assert dict(twins.repairs[0].parameters)["values"] == {"gtx-pro": "7"}


def test_of_two_spellings_in_one_file_the_rarer_gives_way(store):
    text = orders("2024-01-05", "2024-01-06", product="GTX Pro", region="North")
    text += orders("2024-01-07", first=3, product="ＧＴＸ pro", region="north").removeprefix(HEADER)
    imported = store.load(SHOP, orders=text)
    values = {
        one.column: dict(one.repairs[0].parameters)["values"] for one in told(imported, "twins")
    }
    assert values == {"region": {"north": "North"}, "product": {"ＧＴＸ pro": "GTX Pro"}}


def test_words_that_were_let_in_once_are_not_told_again(store):
    text = orders("2024-01-05", region="North")
    text += orders("2024-01-07", first=3, region="NORTH").removeprefix(HEADER)
    assert told(store.load(SHOP, orders=text), "twins")
    assert not told(store.load(SHOP, orders=text.replace("10", "11")), "twins")


def test_attributes_have_twins_too(store):
    recipe = """
        [customers]
        customer_id = "id"
        [customers.attributes]
        segment = "seg"
    """
    imported = store.load(recipe, customers="id,seg\n1,Home Office\n2,Home Office\n3,home-office\n")
    (twins,) = told(imported, "twins")
    assert dict(twins.repairs[0].parameters)["values"] == {"home-office": "Home Office"}


def test_numbers_apart_by_signs_are_no_twins(store):
    ids = ["1-12", "11-2", "1.12", "112", "C-1-2", "C-12"]
    recipe = '[customers]\ncustomer_id = "id"\n'
    imported = store.load(recipe, customers="id\n" + "\n".join(ids) + "\n")
    (twins,) = told(imported, "twins")
    assert dict(twins.repairs[0].parameters)["values"] == {"1.12": "1-12"}


@settings(deadline=None)
@example(["B~", "ｂ~"])
@given(st.lists(st.text("aAｂB1１2 -.~é王", min_size=1, max_size=5), min_size=2, max_size=2))
def test_what_is_equal_folded_is_equal_loosely(pair):
    db = connect_writer(Path(":memory:"))
    sql = f"select {folded('v')} as bare, {loosely('v')} as loose from (select unnest($pair) as v)"
    (one, loose_one), (two, loose_two) = db.execute(sql, {"pair": pair}).fetchall()
    assert one != two or loose_one == loose_two


# Days to come


def test_days_after_the_data_is_complete_are_told_as_the_file_says_them(store):
    recipe = SHOP + '[read]\ndates = "%d/%m/%Y"\ncomplete_to = 2024-01-31\n'
    imported = store.load(recipe, orders=orders("05/01/2024", "05/02/2024"))
    (late,) = told(imported, "to_come")
    assert (late.column, late.found) == ("day", (("05/02/2024", 1),))
    assert {one.kind for one in late.repairs} >= {"map", "missing", "drop_rows"}
    assert store.value("select count(*) from orders") == 2


def test_a_day_far_beyond_the_others_is_told(store):
    text = orders(*days("2014-01-01", 300), "2019-01-01")
    (late,) = told(store.load(SHOP, orders=text), "to_come")
    assert late.found == (("2019-01-01", 1),)


def test_days_as_far_as_the_others_are_not_told(store):
    assert not told(store.load(SHOP, orders=orders(*days("2014-01-01", 300))), "to_come")


# Jumps


def test_ten_times_the_money_of_the_month_before_is_told(store):
    store.load(SHOP, orders=orders(*days("2024-01-01", 31)))
    imported = store.load(SHOP, feb=orders(*days("2024-02-01", 29), first=100, net=1000))
    (jump,) = told(imported, "jump")
    assert jump.column == "net"
    assert dict(jump.values) == {
        "field": "revenue", "month": "2024-02", "now": 29000.0, "before": 310.0
    }  # fmt: skip


def test_a_tenth_of_the_rows_of_the_month_before_is_told(store):
    store.load(SHOP, orders=orders(*days("2024-01-01", 31)))
    imported = store.load(SHOP, feb=orders("2024-02-01", "2024-02-29", first=100, net=155))
    (jump,) = told(imported, "jump")
    assert "it has 2, and 31 then" in str(jump)


def test_a_month_that_is_not_over_is_compared_with_as_much_of_the_month_before(store):
    january = [day for day in days("2024-01-01", 31) for _ in range(30)]
    store.load(SHOP, orders=orders(*january))
    february = [day for day in days("2024-02-01", 3) for _ in range(30)]
    assert not told(store.load(SHOP, feb=orders(*february, first=5000)), "jump")


def test_few_rows_are_no_jump(store):
    store.load(SHOP, orders=orders("2024-01-31"))
    imported = store.load(SHOP, feb=orders(*days("2024-02-01", 12), first=100))
    assert not told(imported, "jump")


# Repeats


def test_a_file_imported_before_is_told_by_its_name_and_day(store):
    store.load(SHOP, orders=orders("2024-01-05"))
    (seen,) = told(store.load(SHOP, again=orders("2024-01-05")), "repeated")
    assert (seen.file, dict(seen.values)["name"]) == ("again.csv", "orders.csv")


def test_rows_that_come_again_in_another_file_are_told(store):
    store.load(SHOP, orders=orders("2024-01-05", "2024-01-06", "2024-01-07"))
    (seen,) = told(store.load(SHOP, part=orders("2024-01-05", "2024-01-06")), "repeated")
    assert str(seen) == (
        "part.csv: orders of this file are new or changed; all 2 are here already, unchanged"
    )


def test_a_sound_file_of_the_next_month_has_no_oddities(store):
    store.load(SHOP, orders=orders(*days("2024-01-01", 31)))
    imported = store.load(SHOP, feb=orders(*days("2024-02-01", 29), first=100))
    assert imported.warnings == ()


# The same order in several rows


UNNUMBERED = SHOP.replace("product_id", "# product_id") + 'line = "=row"\n'


def test_an_order_number_in_several_rows_is_told_where_no_column_numbers_the_lines(store):
    text = orders("2024-01-05", "2024-01-06") + "1,a,p,2024-01-05,12,North\n"
    text += "2,a,p,2024-01-06,-10,North\n"  # a refund is no second row of it
    (told_of,) = told(store.load(UNNUMBERED, orders=text), "restated")
    assert (told_of.count, told_of.lines, told_of.samples) == (2, (2, 4), ("1",))
    assert dict(told_of.values) == {"orders": 1, "differing": 1}
    mended = repaired(
        {"orders": {"line": "=row"}}, {}, {"kind": "restated", "block": ("orders", 0)}
    )
    assert mended == {"orders": {"keep": "last"}}


def test_lines_of_other_products_are_no_restated_order(store):
    text = orders("2024-01-05") + "1,a,q,2024-01-05,12,North\n"
    numbered = SHOP + 'line = "=row_id"\n'
    assert not told(store.load(numbered, orders=text), "restated")
    (told_of,) = told(store.load(numbered, orders=text + "1,a,q,2024-01-05,3,N\n"), "restated")
    assert told_of.lines == (3, 4)


# Costs that are not known


def test_lines_without_a_cost_are_told_where_others_have_one(store):
    costed = SHOP + 'cost = "cost"\n'
    header = HEADER.replace("\n", ",cost\n")
    one, two = "1,a,p,2024-01-05,10,N,", "2,a,q,2024-01-05,10,N,"
    assert not told(store.load(costed, orders=f"{header}{one}\n{two}\n"), "cost")
    (told_of,) = told(store.load(costed, orders=f"{header}{one}5\n{two}\n"), "cost")
    assert (told_of.lines, dict(told_of.values)) == ((3,), {"without": 1, "rows": 2})
    store.load('[products]\nproduct_id = "id"\nunit_cost = "c"\n', products="id,c\nq,2\n")
    with_units = f"{costed}quantity = 1\n"
    assert not told(store.load(with_units, orders=f"{header}{one}5\n{two}\n"), "cost")


# What reads well and may mean something else


def test_amounts_of_several_currencies_are_told_by_column_and_by_sign(store):
    lines = orders("2024-01-05", "2024-01-06", "2024-01-07").splitlines()
    codes = ("Currency", "EUR", "eur", "USD")
    text = "".join(f"{line},{code}\n" for line, code in zip(lines, codes, strict=True))
    (told_of,) = told(store.load(SHOP, orders=text), "currency")
    assert (told_of.column, told_of.found) == ("Currency", (("EUR", 2), ("USD", 1)))
    one_only = SHOP + """where = "=Currency = 'EUR'"\n"""
    assert not told(store.load(one_only, orders=text), "currency")
    signs = SHOP + '[read]\ncurrency = ["$", "€", "US$"]\n'
    text = orders("2024-01-05", net="$10") + "2,a,p,2024-01-05,US$4,N\n"
    assert not told(store.load(signs, orders=text), "currency")
    (told_of,) = told(store.load(signs, orders=text + "3,a,p,2024-01-05,5 €,N\n"), "currency")
    assert dict(told_of.values)["currencies"] == "USD, EUR"


def test_what_came_in_and_went_out_added_up_is_told(store):
    lines = zip(
        orders("2024-01-05", "2024-01-06").splitlines(), ("收/支", "收入", "支出"), strict=True
    )
    text = "".join(f"{line},{said}\n" for line, said in lines)
    (told_of,) = told(store.load(SHOP, orders=text), "direction")
    assert (told_of.column, told_of.count) == ("收/支", 1)


@pytest.mark.parametrize(
    ("name", "factor"),
    [("金额(万元)", "10000"), ("Net (TEUR)", "1000"), ("amount_cents", "0.01"), ("net", None)],
)
def test_a_column_named_in_thousands_is_told(store, name, factor):
    text = orders("2024-01-05").replace("net", name)
    found = told(store.load(SHOP.replace('"net"', f'"{name}"'), orders=text), "scale")
    assert [dict(one.values)["factor"] for one in found] == ([factor] if factor else [])


def test_ids_that_lost_digits_and_sums_among_the_rows_are_told(store):
    text = orders("2024-01-05", client="1.23E+11")
    text += "2,Subtotal,p,2024-01-31,1,N\n3,合计,q,2024-01-31,2,N\n4,Totalis,q,2024-01-31,1,N\n"
    imported = store.load(SHOP, orders=text)
    assert [(one.column, one.lines) for one in told(imported, "exponent")] == [("client", (2,))]
    (sums,) = told(imported, "totals")
    assert sums.lines == (3, 4)
    (repair,) = sums.repairs
    said = {"kind": repair.kind} | dict(repair.parameters)
    mended = repaired({"orders": {"customer_id": "client"}}, {}, said)
    wanted = "=\"client\" is null or \"client\" not in ('Subtotal', '合计')"
    assert mended["orders"]["where"] == wanted


def test_days_of_another_era_are_refused(store):
    (problem,) = store.problems(SHOP, orders=orders("2567-03-05", "2567-03-06"))
    assert "between 1970-01-01 and 2100-12-31" in problem


def test_blanks_without_width_are_no_part_of_ids_and_names(store):
    text = orders("2024-01-05", "2024-01-06").replace("no,", "\u200bno\u2060,")
    store.load(SHOP, orders=text.replace("1,a", "1,a\u200b"))
    assert store.rows("select distinct customer_id from orders") == [("a",)]


# Garbled text


@pytest.mark.parametrize(
    ("written", "encoding", "read_as"),
    [
        ("Café Müller", "utf-8", "latin-1"),
        ("“Ωmega” – naïve", "utf-8", "latin-1"),
        ("中国北京", "utf-8", "latin-1"),
        ("中国", "gbk", "latin-1"),
        ("上海", "utf-8", "gbk"),
    ],
)
def test_text_read_in_a_wrong_encoding_before_is_told_with_what_it_was(
    store, written, encoding, read_as
):
    garbled = written.encode(encoding).decode(read_as)
    imported = store.load(SHOP, orders=orders("2024-01-05", "2024-01-06", region=garbled))
    (found,) = told(imported, "garbled")
    assert (found.column, found.count, found.found) == ("region", 2, ((garbled, 2),))
    assert dict(found.repairs[0].parameters)["values"] == {garbled: written}


def test_garbled_twice_is_righted_twice(store):
    garbled = "Müller".encode().decode("cp1252").encode().decode("cp1252")
    (found,) = told(store.load(SHOP, orders=orders("2024-01-05", client=garbled)), "garbled")
    assert dict(found.repairs[0].parameters)["values"] == {garbled: "Müller"}


@pytest.mark.parametrize("lost", ["Jos\ufffd Ruiz", "锟斤拷公司"])
def test_text_whose_signs_are_lost_is_told_and_cannot_be_repaired(store, lost):
    text = orders("2024-01-05", region="North")
    text += orders("2024-01-06", first=2, region=lost).removeprefix(HEADER)
    (found,) = told(store.load(SHOP, orders=text), "garbled")
    assert (found.column, found.found, found.lines) == ("region", ((lost, 1),), (3,))
    assert not found.repairs


@pytest.mark.parametrize(
    "sound",
    ["SÃO PAULO", "Ação", "Œuvre", "ÄÖÜ", "José É", "naïve", "50 °C", "中国", "联通", "Ünïcödé"],
)
def test_text_with_accents_is_not_garbled(store, sound):
    assert not told(store.load(SHOP, orders=orders("2024-01-05", region=sound)), "garbled")


def test_a_few_chinese_names_that_could_be_garbled_by_chance_are_not_told(store):
    garbled = "上海".encode().decode("gbk")
    text = orders("2024-01-05", region=garbled)
    for number, name in enumerate(("北京", "广州", "深圳"), 2):
        text += orders("2024-01-05", first=number, region=name).removeprefix(HEADER)
    assert not told(store.load(SHOP, orders=text), "garbled")


# Numbers used again


def test_an_order_number_of_another_customer_is_told_before_it_replaces(store):
    store.load(SHOP, y2023=orders("2023-01-05", "2023-01-06", client="a"))
    imported = store.load(SHOP, y2024=orders("2024-01-05", "2024-01-06", "2024-01-07", client="b"))
    (found,) = told(imported, "reused")
    assert (found.column, found.count, found.samples) == ("no", 2, ("1", "2"))
    assert dict(found.values) == {"orders": 2}


def test_an_order_of_the_same_customer_is_no_other(store):
    store.load(SHOP, once=orders("2024-01-05", client="a"))
    assert not told(store.load(SHOP, again=orders("2024-01-05", client="a", net=20)), "reused")


def test_an_order_left_as_it_is_or_replaced_with_all_others_takes_nothing_away(store):
    store.load(SHOP, once=orders("2024-01-05", client="a"))
    assert not told(store.load(SHOP, more=orders("2024-02-05", client="b"), mode="add"), "reused")


def test_a_row_of_sums_is_told_once_whichever_of_its_ids_say_so(store):
    text = orders("2024-01-05", "2024-01-06") + "Total,Total,Total,2024-01-06,20,\n"
    text += "4,Total,p,2024-01-06,20,\n"
    found = told(store.load(SHOP + "[read]\nfooter = false\n", orders=text), "totals")
    assert [(one.column, one.lines) for one in found] == [("no", (4,)), ("client", (5,))]


LINES = '    line = "product"\n'


def test_an_order_number_with_two_customers_in_one_file_is_told(store):
    text = HEADER + "1,a,p,2024-01-05,10,\n2,b,p,2024-01-05,10,\n1,c,q,2024-01-06,20,\n"
    imported = store.load(SHOP + LINES, orders=text)
    (found,) = told(imported, "reused")
    assert (found.column, found.count, found.samples) == ("no", 2, ("1",))
    assert dict(found.values) == {"orders": 1}
    once = HEADER + "7,a,p,2024-01-05,10,\n7,a,q,2024-01-05,10,\n8,b,p,2024-01-06,10,\n"
    assert not told(store.load(SHOP + LINES, more=once), "reused")


@pytest.mark.parametrize(
    ("header", "kinds", "amount", "rows"),
    [
        ("Doc Type", ("Invoice", "Credit Memo"), 10, 1),
        ("单据类型", ("销售", "红字发票"), 10, 1),
        ("Doc Type", ("Invoice", "Credit Memo"), -10, 0),  # its sign says it already
        ("Doc Type", ("Credit Memo", "Credit Memo"), 10, 0),
        ("Doc Type", ("Invoice", "Creditable"), 10, 0),
        ("Remark", ("Invoice", "Credit Memo"), 10, 0),
    ],
)
def test_credit_memos_without_a_sign_are_told(store, header, kinds, amount, rows):
    (head, one, two) = orders("2024-01-05", "2024-01-06", net=amount).splitlines()
    text = f"{head},{header}\n{one},{kinds[0]}\n{two},{kinds[1]}\n"
    found = told(store.load(SHOP, orders=text), "direction")
    assert [(problem.column, problem.count) for problem in found] == [(header, rows)][: bool(rows)]
