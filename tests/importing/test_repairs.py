"""Each repair, offered for a problem and made in the recipe, lets the same file in."""

import tomllib
from textwrap import dedent

import pytest

from lib.errors import ImportRejected
from lib.importing.recipe.writing import recipe_text
from lib.importing.repairs import repaired
from tests.importing.loading import Store

SHOP = """
    [orders]
    order_id = "no"
    customer_id = "client"
    ordered_on = "day"
    revenue = "net"
    status = "state"
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def told(store, recipe, **files):
    """The problems of an import, as `check` says them."""
    try:
        store.load(recipe, **files)
    except ImportRejected as error:
        return [
            {
                "group": one.group,
                "found": dict(one.found),
                "repairs": [{"kind": r.kind, **dict(r.parameters)} for r in one.repairs],
            }
            for one in error.problems
        ]
    return []


def mend(store, recipe, kind, files, **filled):
    """Make the first repair of this kind, and import."""
    ((problem),) = told(store, recipe, **files)
    repair = next(one for one in problem["repairs"] if one["kind"] == kind)
    before = tomllib.loads(dedent(recipe))
    after = repaired(before, problem, repair | filled)
    assert before == tomllib.loads(dedent(recipe))
    return store.load(recipe_text(after), **files)


def orders(*lines):
    return {"orders": "\n".join(["no,client,day,net,state", *lines])}


def test_a_map_puts_values_right(store):
    files = orders("1,a,2024-01-05,10,completed", "2,a,2024-01-05,ten,completed")
    mend(store, SHOP, "map", files, values={"ten": "10"})
    assert store.table("orders", "order_id, revenue") == [("1", 10), ("2", 10)]


def test_a_map_puts_right_what_an_earlier_map_made_wrong(store):
    recipe = SHOP + '[map."state"]\n"x" = "gone"\n'
    files = orders("1,a,2024-01-05,10,x", "2,a,2024-01-05,5,gone")
    mend(store, recipe, "map", files, values={"gone": "cancelled"})
    assert store.table("orders", "status") == [("cancelled",), ("cancelled",)]


def test_a_rule_of_few_words_offers_them(store):
    (problem,) = told(store, SHOP, **orders("1,a,2024-01-05,10,done"))
    repair = problem["repairs"][0]
    assert (problem["group"], problem["found"]) == ("rule", {"done": 1})
    assert repair["to"] == ["completed", "cancelled", "returned"]


def test_words_for_a_missing_value_are_missing_everywhere(store):
    recipe = SHOP + 'cost = "cost"\n[read]\nmissing = ["", "none"]\n'
    lines = ["no,client,day,net,state,cost", "1,a,2024-01-05,10,none,n/a"]
    mend(store, recipe, "missing", {"orders": "\n".join(lines)})
    assert store.table("orders", "status, cost") == [(None, None)]


@pytest.mark.parametrize(
    ("number", "decimal", "thousands"), [("1.234,5", ",", "."), ("1 234,5", ",", " ")]
)
def test_numbers_are_read_by_the_signs_they_are_written_with(store, number, decimal, thousands):
    lines = ["no;client;day;net;state", f"1;a;2024-01-05;{number};", "2;a;2024-01-05;7;"]
    mend(store, SHOP, "signs", {"orders": "\n".join(lines)}, decimal=decimal, thousands=thousands)
    assert store.table("orders", "order_id, revenue") == [("1", 1234.5), ("2", 7)]


def test_figures_of_full_width_come_with_what_they_are(store):
    lines = orders("1,a,2024-01-05,１２．５,", "2,a,2024-01-05,－７,", "3,a,2024-01-05,8,")
    ((problem),) = told(store, SHOP, **lines)
    assert "signs" not in {repair["kind"] for repair in problem["repairs"]}
    mend(store, SHOP, "map", lines)
    assert store.table("orders", "order_id, revenue") == [("1", 12.5), ("2", -7), ("3", 8)]


@pytest.mark.parametrize(
    ("number", "kind", "means"),
    [
        ("$5", "currency", 5),
        ("5 EUR", "currency", 5),
        ("(5)", "negative", -5),
        ("5-", "negative", -5),
    ],
)
def test_figures_in_dress_are_undressed(store, number, kind, means):
    mend(store, SHOP, kind, orders(f"1,a,2024-01-05,{number},", "2,a,2024-01-05,7,"))
    assert store.table("orders", "order_id, revenue") == [("1", means), ("2", 7)]


def test_what_a_percent_is_has_two_answers(store):
    files = orders("1,a,2024-01-05,5%,")
    (problem,) = told(store, SHOP, **files)
    assert [one["percent"] for one in problem["repairs"] if one["kind"] == "percent"] == [
        *("share", "points")
    ]
    mend(store, SHOP, "percent", files)
    assert store.table("orders", "revenue::double") == [(0.05,)]


def test_days_that_read_two_ways_are_read_as_chosen(store):
    files = orders("1,a,01/02/2024,10,", "2,a,03/02/2024,10,")
    (problem,) = told(store, SHOP, **files)
    assert problem["group"] == "ambiguous_date"
    formats = [one["format"] for one in problem["repairs"]]
    assert sorted(formats) == ["%d/%m/%Y", "%m/%d/%Y"]
    mend(store, SHOP, "dates", files, format="%m/%d/%Y")
    assert store.value("select min(ordered_on)::varchar from orders") == "2024-01-02"


def test_one_column_of_days_is_read_otherwise_than_the_others(store):
    recipe = SHOP + 'promised_on = "due"\n[read]\ndates = "%d/%m/%Y"\n'
    lines = ["no,client,day,net,state,due", "1,a,31/01/2024,10,,02.28.2024"]
    mend(store, recipe, "dates", {"orders": "\n".join(lines)}, format="%m.%d.%Y")
    columns = "ordered_on::varchar, promised_on::varchar"
    assert store.table("orders", columns) == [("2024-01-31", "2024-02-28")]


def test_moments_with_offsets_are_read_in_a_zone(store):
    files = orders("1,a,2024-01-05T23:30:00-02:00,10,")
    mend(store, SHOP, "time_zone", files)
    assert store.value("select ordered_on::varchar from orders") == "2024-01-06"


def test_what_is_missing_is_filled(store):
    files = orders("1,a,2024-01-05,,", "2,a,2024-01-05,3,")
    mend(store, SHOP, "fill", files, value=0)
    assert store.table("orders", "order_id, revenue") == [("1", 0), ("2", 3)]


def test_merged_cells_repeat_the_value_above(store):
    files = orders("1,a,2024-01-05,10,", "2,a,,3,", "3,a,2024-01-07,4,", "4,a,,5,")
    mend(store, SHOP, "fill_down", files)
    days = [str(day) for _, day in store.table("orders", "order_id, ordered_on")]
    assert days == ["2024-01-05", "2024-01-05", "2024-01-07", "2024-01-07"]


def test_amounts_are_not_offered_to_be_repeated(store):
    ((problem),) = told(store, SHOP, **orders("1,a,2024-01-05,10,", "2,a,2024-01-05,,"))
    assert "fill_down" not in [repair["kind"] for repair in problem["repairs"]]


@pytest.mark.parametrize(
    ("line", "kept"), [("2,a,2024-01-05,?,", ["1"]), ("2,a,2024-01-05,,", ["1"])]
)
def test_rows_are_dropped_by_what_they_say_or_by_saying_nothing(store, line, kept):
    imported = mend(store, SHOP, "drop_rows", orders("1,a,2024-01-05,10,", line))
    assert [row[0] for row in store.table("orders", "order_id")] == kept
    assert [(fate.loaded, fate.skipped) for fate in imported.fates] == [(1, 1)]


def test_dropping_rows_keeps_the_condition_there_was(store):
    recipe = SHOP + "where = '''=\"client\" = 'a' or \"client\" is null'''\n"
    files = orders("1,a,2024-01-05,10,", "2,b,2024-01-05,10,", "3,a,2024-01-05,?,")
    mend(store, recipe, "drop_rows", files)
    assert store.table("orders", "order_id") == [("1",)]


def test_one_row_of_a_key_stands_for_it(store):
    recipe = '[customers]\ncustomer_id = "id"\nname = "name"\n'
    mend(store, recipe, "keep", {"customers": "id,name\n1,Ada\n1,Eve\n"}, keep="last")
    assert store.table("customers", "customer_id, name") == [("1", "Eve")]


def test_lines_of_an_order_are_told_apart_by_their_content(store):
    files = orders("1,a,2024-01-05,10,", "1,a,2024-01-05,7,")
    mend(store, SHOP, "fill", files)
    assert store.value("select sum(revenue)::int from orders") == 17
    again = mend_again(store, files)
    assert [(one.new, one.changed, one.unchanged) for one in again.tables] == [(0, 0, 2)]


def mend_again(store, files):
    return store.load(SHOP + 'line = "=row_id"\n', **files)


def test_a_file_of_a_set_is_repaired_alone(store):
    recipe = """
        [read]
        missing = ["", "-"]
        [file.orders]
        match = "orders*"
        [file.customers]
        match = "customers*"
        [customers]
        from = "customers"
        customer_id = "id"
        [[orders]]
        from = "orders"
        order_id = "no"
        ordered_on = "day"
        revenue = "net"
    """
    files = {"orders": "no,day,net\n1,2024-01-05,none\n2,2024-01-05,3\n", "customers": "id\nnone\n"}
    mended = told(store, recipe, **files)
    repair = next(one for one in mended[0]["repairs"] if one["kind"] == "drop_rows")
    assert repair["block"] == ("orders", 0)
    mend(store, recipe, "map", files, values={"none": "0"})
    assert store.table("customers", "customer_id") == [("none",)]
    assert store.value("select sum(revenue)::int from orders") == 3
