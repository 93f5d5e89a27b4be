"""What an import does to the source tables."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lib.errors import BadRecipe, UnreadableFile
from lib.importing import NamedFile, import_files, sifting, sources
from lib.importing.read import read
from lib.importing.recipe import read_recipe
from lib.store import Draft
from tests.importing.loading import Store, fates

ORDERS = """
    name = "Orders"

    [orders]
    order_id = "no"
    line = "line"
    customer_id = "who"
    ordered_on = "day"
    product_id = "what"
    revenue = "net"
"""

CUSTOMERS = """
    name = "Customers"

    [customers]
    customer_id = "id"
    name = "called"
    region = "where"
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


# Loading into an empty store


def test_rows_arrive_in_the_types_of_the_table(store):
    imported = store.load(
        ORDERS,
        orders="""\
            no,line,who,day,what,net
            001,1,C7,2024-01-05,P1,10.5
            001,2,C7,2024-01-05,P2,-3
            002,,,2024-02-01,,0.0001
        """,
    )
    columns = "order_id, line, customer_id, ordered_on, product_id, revenue, quantity"
    assert store.table("orders", columns) == [
        ("001", "1", "C7", date(2024, 1, 5), "P1", Decimal("10.5000"), None),
        ("001", "2", "C7", date(2024, 1, 5), "P2", Decimal("-3.0000"), None),
        ("002", None, None, date(2024, 2, 1), None, Decimal("0.0001"), None),
    ]
    assert fates(imported) == {"orders": (3, 3, 0, 0, 0)}


def test_customers_nobody_introduced_become_stubs_numbered_by_id(store):
    imported = store.load(
        ORDERS,
        orders="""\
            no,line,who,day,what,net
            1,1,C9,2024-01-05,P1,1
            2,1,C10,2024-01-05,P1,1
            3,1,C9,2024-01-05,P1,1
        """,
    )
    customers = store.table("customers", "customer_key, customer_id, is_stub, name")
    assert customers == [(1, "C10", True, None), (2, "C9", True, None)]
    assert store.table("orders", "order_id, customer_key, product_key") == [
        ("1", 2, 1),
        ("2", 1, 1),
        ("3", 2, 1),
    ]
    assert [str(warning) for warning in imported.warnings] == [
        "orders.csv, column who: customer_id is found in customers; 2 unknown there were added "
        "with their id alone (found 'C10', 'C9')",
        "orders.csv, column what: product_id is found in products; 1 unknown there were added "
        "with their id alone (found 'P1')",
    ]


def test_a_stub_is_introduced_later_and_keeps_its_number(store):
    store.load(ORDERS, orders="no,line,who,day,what,net\n1,1,B,2024-01-05,,1\n")
    imported = store.load(CUSTOMERS, customers="id,called,where\nA,Ann,North\nB,Bob,\n")
    assert store.table("customers", "customer_key, customer_id, name, is_stub") == [
        (1, "B", "Bob", False),
        (2, "A", "Ann", False),
    ]
    assert imported.warnings == ()


def test_new_numbers_follow_the_highest(store):
    store.load(CUSTOMERS, customers="id,called,where\nM,,\nZ,,\n")
    store.load(CUSTOMERS, customers="id,called,where\nZ,,\nB,,\nA,,\n")
    numbers = [("M", 1), ("Z", 2), ("A", 3), ("B", 4)]
    assert store.rows("select customer_id, customer_key from customers order by 2") == numbers


def test_ids_keep_their_zeros_and_lose_blanks_at_their_ends(store):
    store.load(CUSTOMERS, customers="id,called,where\n 001 ,\u3000张伟\u00a0,\tNorth\n1,,\n")
    assert store.table("customers", "customer_id, name, region") == [
        ("001", "张伟", "North"),
        ("1", None, None),
    ]


def test_what_a_table_has_is_what_other_tables_refer_to(store):
    imported = store.load(
        """
        name = "Sales"
        [opportunities]
        opportunity_id = "id"
        stage = "stage"
        campaign_id = "campaign"
        """,
        deals="id,stage,campaign\n1,Talk,spring\n2,Talk,\n3,Talk,spring\n",
    )
    assert [str(warning) for warning in imported.warnings] == [
        "deals.csv, line 2, 4, column campaign: campaign_id is found in campaigns (found 'spring')"
    ]


def test_attributes_are_rows_of_their_own_table(store):
    recipe = (
        CUSTOMERS + '    [customers.attributes]\n    segment = "seg"\n    "的" = "=lower(seg)"\n'
    )
    store.load(recipe, customers="id,called,where,seg\nA,,,Home\nB,,,\n")
    assert store.table("attributes", "customer_id, customer_key, attribute, value") == [
        ("A", 1, "segment", "Home"),
        ("A", 1, "的", "home"),
    ]
    store.load(recipe, customers="id,called,where,seg\nA,,,\nB,,,Office\n")
    assert store.table("attributes", "customer_id, attribute, value") == [
        ("B", "segment", "Office"),
        ("B", "的", "office"),
    ]


def test_stages_are_ordered_as_the_recipe_says(store):
    recipe = 'name = "x"\nstages = ["Call", "Meet"]\n' + CUSTOMERS.partition("\n\n")[2]
    store.load(recipe, customers="id,called,where\nA,,\n")
    assert store.table("stages", "position, stage") == [(1, "Call"), (2, "Meet")]
    store.load(CUSTOMERS, customers="id,called,where\nA,,\n")
    assert store.table("stages", "position, stage") == [(1, "Call"), (2, "Meet")]


# Importing again


def test_columns_a_recipe_does_not_name_keep_what_is_stored(store):
    store.load(CUSTOMERS, customers="id,called,where\nA,Ann,North\nB,Bob,South\n")
    store.load(
        'name = "x"\n[customers]\ncustomer_id = "id"\nregion = "where"\n',
        customers="id,where\nA,West\nC,East\n",
    )
    assert store.table("customers", "customer_id, name, region") == [
        ("A", "Ann", "West"),
        ("B", "Bob", "South"),
        ("C", None, "East"),
    ]


def test_a_named_column_that_is_empty_now_is_emptied(store):
    store.load(CUSTOMERS, customers="id,called,where\nA,Ann,North\n")
    store.load(CUSTOMERS, customers="id,called,where\nA,Ann,\n")
    assert store.table("customers", "customer_id, name, region") == [("A", "Ann", None)]


def test_a_required_column_may_be_stored_already(store):
    store.load(ORDERS, orders="no,line,who,day,what,net\n1,1,,2024-01-05,,9\n")
    later = """
        name = "Deliveries"
        [orders]
        order_id = "no"
        line = "line"
        delivered_on = "arrived"
    """
    store.load(later, arrivals="no,line,arrived\n1,1,2024-01-09\n")
    assert store.table("orders", "order_id, ordered_on, revenue, delivered_on") == [
        ("1", date(2024, 1, 5), Decimal(9), date(2024, 1, 9))
    ]
    assert store.problems(later, arrivals="no,line,arrived\n1,1,2024-01-09\n2,1,2024-01-09\n") == [
        "arrivals.csv, line 3: ordered_on is given in every row",
        "arrivals.csv, line 3: revenue is given in every row",
    ]


def test_a_rule_is_kept_by_the_row_as_it_is_after_the_merge(store):
    store.load(ORDERS, orders="no,line,who,day,what,net\n1,1,,2024-01-05,,9\n")
    later = """
        name = "Deliveries"
        [orders]
        order_id = "no"
        line = "line"
        delivered_on = "arrived"
    """
    assert store.problems(later, arrivals="no,line,arrived\n1,1,2024-01-04\n") == [
        "arrivals.csv, line 2, column arrived: delivered_on is not before ordered_on "
        "(found '2024-01-05, 2024-01-04')"
    ]


def test_an_imported_order_replaces_all_its_lines(store):
    store.load(
        ORDERS,
        orders="""\
            no,line,who,day,what,net
            1,1,,2024-01-05,,10
            1,2,,2024-01-05,,20
            2,1,,2024-01-06,,30
        """,
    )
    store.load(ORDERS, orders="no,line,who,day,what,net\n1,2,,2024-01-05,,25\n1,3,,2024-01-05,,5\n")
    assert store.table("orders", "order_id, line, revenue") == [
        ("1", "2", 25),
        ("1", "3", 5),
        ("2", "1", 30),
    ]


def test_lines_of_an_order_in_two_blocks_and_two_files_belong_together(store):
    recipe = """
        name = "Two kinds"
        [[orders]]
        order_id = "no"
        line = "line"
        ordered_on = "day"
        revenue = "net"
        where = "=kind = 'sale'"
        [[orders]]
        order_id = "no"
        line = "line"
        ordered_on = "day"
        revenue = '=-cast("net" as decimal)'
        where = "=kind = 'refund'"
    """
    january = "no,line,day,net,kind\n1,1,2024-01-05,10,sale\n1,2,2024-01-05,4,refund\n"
    february = "no,line,day,net,kind\n1,3,2024-02-05,7,sale\n"
    for _ in range(2):
        imported = store.load(recipe, january=january, february=february)
        assert store.table("orders", "order_id, line, revenue") == [
            ("1", "1", 10),
            ("1", "2", -4),
            ("1", "3", 7),
        ]
    assert [(fate.file, fate.block, fate.loaded, fate.skipped) for fate in imported.fates] == [
        ("january.csv", "orders 1", 1, 1),
        ("february.csv", "orders 1", 1, 0),
        ("january.csv", "orders 2", 1, 1),
        ("february.csv", "orders 2", 0, 1),
    ]


def test_lines_without_a_number_are_found_again(store):
    file = "no,line,who,day,what,net\n1,,,2024-01-05,,10\n2,,,2024-01-05,,20\n"
    store.load(ORDERS, orders=file)
    store.load(ORDERS, orders=file.replace("20\n", "21\n"))
    assert store.table("orders", "order_id, line, revenue") == [("1", None, 10), ("2", None, 21)]


# Rows of one key


TWICE = "id,called,where\nA,Ann,North\nB,Bob,\nA,Anna,North\nA,Ann,North\n"


@pytest.mark.parametrize(("keep", "name"), [("first", "Ann"), ("last", "Anne")])
def test_keep_chooses_the_row_of_a_key(store, keep, name):
    file = "id,called,where\nA,Ann,North\nB,Bob,\nA,Anna,North\nA,Anne,North\n"
    imported = store.load(CUSTOMERS + f'    keep = "{keep}"\n', customers=file)
    assert store.value("select name from customers where customer_id = 'A'") == name
    assert fates(imported) == {"customers": (4, 2, 2, 0, 0)}


def test_rows_that_say_the_same_are_merged(store):
    imported = store.load(CUSTOMERS, customers="id,called,where\nA,Ann,\nA, Ann ,\nB,,\n")
    assert fates(imported) == {"customers": (3, 2, 1, 0, 0)}


def test_rows_of_one_key_that_differ_are_refused_with_their_lines(store):
    assert store.problems(CUSTOMERS, customers=TWICE) == [
        "customers.csv, line 2, 4, 5, column id: rows with the same customer_id say the same; "
        'keep = "first" or keep = "last" under [customers] chooses one (found \'A\')'
    ]


def test_null_equals_null_in_a_key(store):
    file = "no,line,who,day,what,net\n1,,,2024-01-05,,10\n1,,,2024-01-05,,11\n"
    assert store.problems(ORDERS, orders=file) == [
        "orders.csv, line 2, 3, column no, line: rows with the same order_id and line say the "
        'same; keep = "first" or keep = "last" under [orders] chooses one (found \'1\')'
    ]


def test_a_key_column_the_recipe_leaves_out_is_named(store):
    recipe = 'name="x"\n[orders]\norder_id = "no"\nordered_on = "day"\nrevenue = "net"\n'
    assert store.problems(recipe, orders="no,day,net\n1,2024-01-05,1\n1,2024-01-05,2\n") == [
        "orders.csv, line 2, 3, column no: rows with the same order_id say the same; line under "
        '[orders] may tell them apart, or keep = "first" or keep = "last" chooses one (found \'1\')'
    ]


BOTH = """
    name = "Both"
    [file.customers]
    match = "customers*"
    [file.orders]
    match = "orders*"
    [[customers]]
    from = "customers"
    customer_id = "id"
    name = "called"
    [[customers]]
    from = "orders"
    customer_id = "who"
    name = "name"
    region = "to"
    keep = "{keep}"
"""


def test_blocks_that_contradict_each_other_are_refused(store):
    problems = store.problems(
        BOTH.format(keep="error"),
        customers="id,called\nA,Ann\nB,Bob\n",
        orders="who,name,to\nA,Ann,North\nB,Bill,South\nC,Cid,\n",
    )
    assert problems == [
        "orders.csv, line 3, column who: rows with the same customer_id say the same under "
        '[customers 1] and [customers 2]; keep = "last" under [customers 2] lets it have the last '
        "word (found 'B')"
    ]


def test_a_later_block_may_have_the_last_word(store):
    store.load(
        BOTH.format(keep="last"),
        customers="id,called\nA,Ann\nB,Bob\n",
        orders="who,name,to\nA,Ann,North\nB,Bill,South\nC,Cid,\n",
    )
    assert store.table("customers", "customer_id, name, region, is_stub") == [
        ("A", "Ann", "North", False),
        ("B", "Bill", "South", False),
        ("C", "Cid", None, False),
    ]


def test_blocks_may_give_a_row_its_columns_together(store):
    recipe = """
        name = "Halves"
        [file.days]
        match = "days*"
        [file.nets]
        match = "nets*"
        [[orders]]
        from = "days"
        order_id = "no"
        ordered_on = "day"
        [[orders]]
        from = "nets"
        order_id = "no"
        revenue = "net"
    """
    days = "no,day\n1,2024-01-05\n2,2024-01-06\n"
    store.load(recipe, days=days, nets="no,net\n2,20\n1,10\n")
    columns = "order_id, ordered_on, revenue"
    assert store.table("orders", columns) == [
        ("1", date(2024, 1, 5), 10),
        ("2", date(2024, 1, 6), 20),
    ]
    assert store.problems(recipe, days=days + "3,2024-01-07\n", nets="no,net\n2,20\n4,40\n") == [
        "days.csv, line 4: revenue is given in every row",
        "nets.csv, line 3: ordered_on is given in every row",
    ]


# Setting aside


def test_a_row_that_fails_one_block_is_set_aside_from_all(store):
    recipe = """
        name = "Flat"
        [customers]
        customer_id = "who"
        [orders]
        order_id = "no"
        customer_id = "who"
        ordered_on = "day"
        revenue = "net"
    """
    file = "no,who,day,net\n1,A,2024-01-05,1\n2,B,2024-01-32,2\n3,A,2024-01-06,x\n"
    assert len(store.problems(recipe, orders=file)) == 2
    assert store.rows("select * from customers") == []
    imported = store.load(recipe, orders=file, set_aside=True)
    assert fates(imported) == {"customers": (3, 1, 0, 2, 0), "orders": (3, 1, 0, 2, 0)}
    assert store.table("customers", "customer_id") == [("A",)]
    assert [str(problem) for problem in imported.set_aside] == [
        "orders.csv, line 3, column day: ordered_on is a day, such as 2024-01-31 "
        "(found '2024-01-32')",
        "orders.csv, line 4, column net: revenue is an amount of money: a plain number (found 'x')",
    ]


def test_a_row_set_aside_makes_no_stub_and_no_second_key(store):
    imported = store.load(
        ORDERS,
        orders="""\
            no,line,who,day,what,net
            1,1,A,2024-01-05,,1
            1,1,B,2024-01-05,,bad
            2,1,C,2024-01-05,,
        """,
        set_aside=True,
    )
    assert fates(imported) == {"orders": (3, 1, 0, 2, 0)}
    assert store.table("customers", "customer_id") == [("A",)]


def test_rows_that_contradict_each_other_are_all_set_aside(store):
    imported = store.load(CUSTOMERS, customers=TWICE, set_aside=True)
    assert fates(imported) == {"customers": (4, 1, 0, 3, 0)}
    assert store.table("customers", "customer_id") == [("B",)]


def test_a_row_that_takes_the_place_of_one_set_aside_is_checked_too(store):
    recipe = (
        BOTH.format(keep="first")
        + """
    [orders]
    from = "orders"
    order_id = "no"
    customer_id = "who"
    ordered_on = 2024-01-05
    revenue = "net"
    """
    )
    imported = store.load(
        recipe,
        customers="id,called\nA,Ann\n",
        orders="no,who,name,to,net\n1,A,Ann,,5\n1,A,Ann,,6\n2,A,Bill,,7\n",
        set_aside=True,
    )
    assert [problem.lines for problem in imported.set_aside] == [(2, 3), (4,)]
    assert store.table("customers", "customer_id, name") == [("A", "Ann")]
    assert store.rows("select * from orders") == []


def test_what_a_stored_row_cannot_be_merged_with_is_set_aside(store):
    store.load(ORDERS, orders="no,line,who,day,what,net\n1,1,,2024-01-05,,9\n")
    imported = store.load(
        """
        name = "Deliveries"
        [orders]
        order_id = "no"
        line = "line"
        delivered_on = "arrived"
        """,
        arrivals="no,line,arrived\n1,1,2024-01-09\n2,1,2024-01-09\n",
        set_aside=True,
    )
    assert fates(imported) == {"orders": (2, 1, 0, 1, 0)}
    assert len(store.rows("select * from orders")) == 1


# What is kept about an import


def test_the_import_is_written_down(store):
    recipe = "[read]\ncomplete_to = 2024-03-31\n" + ORDERS.replace("    ", "")
    recipe = recipe.replace('name = "Orders"\n', "", 1)
    store.load(
        'name = "Orders"\n' + recipe, orders="no,line,who,day,what,net\n1,1,,2024-01-05,,9\n"
    )
    known = "import_id, recipe, complete_to, newest_order_day, is_sample"
    assert store.table("imports", known) == [
        (1, "Orders", date(2024, 3, 31), date(2024, 1, 5), False)
    ]
    assert store.value("select recipe_text like '%complete_to%' from imports")
    assert store.table("import_files", "import_id, name, bytes") == [(1, "orders.csv", 44)]
    assert store.rows("select * from import_fates") == [
        (1, "orders.csv", "orders", "orders", 1, 1, 0, 0, 0)
    ]


def test_an_import_that_is_refused_leaves_nothing_behind(store):
    before = store.rows("select table_name from duckdb_tables()")
    assert store.problems(CUSTOMERS, customers=TWICE)
    assert store.rows("select table_name from duckdb_tables()") == before
    assert store.rows("from customers") == store.rows("from imports") == []
    assert store.rows("select view_name from duckdb_views() where temporary and not internal") == []


def changes(store):
    found = store.table("changes", "table_name, month")
    store.db.execute("delete from changes")
    return found


def test_the_months_of_new_changed_moved_and_removed_facts_are_noted(store):
    head = "no,line,who,day,what,net\n"
    first = (
        f"{head}1,1,,2024-01-05,,1\n1,2,,2024-02-05,,1\n2,1,,2024-03-05,,1\n3,1,,2024-07-01,,1\n"
    )
    store.load(ORDERS, orders=first)
    assert changes(store) == [("orders", date(2024, month, 1)) for month in (1, 2, 3, 7)]
    store.load(ORDERS, orders=first)
    assert changes(store) == []
    store.load(ORDERS, orders=f"{head}1,1,,2024-01-05,,1\n2,1,,2024-05-05,,1\n3,1,,2024-07-01,,2\n")
    touched = [("orders", date(2024, month, 1)) for month in (2, 3, 5, 7)]
    assert changes(store) == [("known_orders", None), *touched]


def test_what_bears_on_many_months_is_noted_without_one(store):
    recipe = 'name="x"\n[customers]\ncustomer_id="id"\nname="called"\nleft_on="left"\n'
    store.load(recipe, customers="id,called,left\nA,Ann,\n")
    assert changes(store) == []
    for file, noted in (("A,Anna,", True), ("A,Anna,", False), ("A,Anna,2024-01-01", True)):
        store.load(recipe, customers=f"id,called,left\n{file}\n")
        assert changes(store) == ([("customers", None)] if noted else [])
    contracts = 'name="x"\n[contracts]\ncustomer_id="id"\nstarts_on="from"\nends_on="to"\n'
    for to, noted in (("2024-05-01", True), ("2024-05-01", False), ("", True)):
        store.load(contracts, contracts=f"id,from,to\nA,2024-01-01,{to}\n")
        assert changes(store) == ([("contracts", None)] if noted else [])


def test_progress_is_told_from_none_to_all(store, tmp_path):
    told = []
    file = tmp_path / "customers.csv"
    file.write_text("id,called,where\nA,,\n", encoding="utf-8")
    import_files(
        Draft(store.db, tmp_path),
        [NamedFile(file, file.name)],
        read_recipe(CUSTOMERS, name="shop.toml"),
        progress=lambda doing, done, **values: told.append((done, doing.format(**values))),
    )
    assert told == sorted(told, key=lambda one: one[0])
    assert told[0] == (0, "Reading customers.csv")
    assert told[-1] == (1, "Loading")


# Recipes that do not fit their files


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (
            "no,line,whom,day,what,net",
            "Orders, [orders] names the column who, which orders.csv does not have; did you mean "
            "whom?",
        ),
        (
            "no,line,x,day,what,net",
            "Orders, [orders] names the column who, which orders.csv does not have; it has no, "
            "line, x, day, what, net.",
        ),
    ],
)
def test_a_column_the_file_lacks_is_named_with_those_it_has(store, header, sentence):
    with pytest.raises(BadRecipe) as refused:
        store.load(ORDERS, orders=f"{header}\n1,1,,2024-01-05,,9\n")
    assert str(refused.value) == sentence


ASKED = """
name = "Survey"
[[ratings]]
response_id = "No"
aspect = "='Speed'"
perceived = "Rate: Speed"
scale_min = 1
scale_max = 5
[[ratings]]
response_id = "No"
aspect = "='Price'"
perceived = "Rate: Price"
scale_min = 1
scale_max = 5
"""


@pytest.mark.parametrize(
    ("recipe", "text", "sentence"),
    [
        # The nearest name is that of another question, which the recipe takes already.
        (ASKED, "No,Rate: Price\n1,2\n2,3\n", "which answers.csv does not have; if it is gone"),
        (ASKED, "No,Day,Rate:,\n,,Price,Staff\n1,2024-01-01,2,3\n2,2024-01-02,3,4\n",
         "its columns are called by both, such as Rate: Staff; match the file anew"),
        (ASKED.replace("Rate: Price", "column_4").replace("Rate: Speed", "Rate:"),
         "No,Day,Rate:,\n,,Speed,Price\n1,2024-01-01,2,3\n2,2024-01-02,3,4\n",
         "its columns are called by both, such as Rate: Speed; match the file anew"),
    ],
)  # fmt: skip
def test_a_question_asked_no_more_is_refused_with_the_way_out(store, recipe, text, sentence):
    with pytest.raises(BadRecipe) as refused:
        store.load(recipe, answers=text)
    assert sentence in str(refused.value)


def test_a_file_that_is_none_of_the_set_is_named(store):
    with pytest.raises(BadRecipe) as refused:
        store.load(BOTH.format(keep="last"), stock="id,called\nA,Ann\n")
    assert str(refused.value) == (
        "stock.csv is none of the files that Both is for; it is for files called customers*, "
        "orders*."
    )


def test_a_file_of_the_set_that_is_absent_skips_its_blocks(store):
    imported = store.load(BOTH.format(keep="last"), customers="id,called\nA,Ann\n")
    assert fates(imported) == {"customers 1": (1, 1, 0, 0, 0)}
    assert [str(warning) for warning in imported.warnings] == [
        "orders*: no file called so was given; left out were the blocks and lookups that need it: "
        "customers 2"
    ]


def test_a_file_with_a_header_alone_is_an_import_of_no_rows(store):
    imported = store.load(CUSTOMERS, customers="id,called,where\n")
    assert fates(imported) == {"customers": (0, 0, 0, 0, 0)}


def test_a_file_that_is_no_table_is_refused(store):
    with pytest.raises(UnreadableFile):
        store.load(CUSTOMERS, customers=b"\x89PNG\r\n\x1a\n")


def test_a_file_that_duckdb_reads_otherwise_is_refused(store, monkeypatch):
    monkeypatch.setattr(sources, "read", lambda *given, **named: changed(read(*given, **named)))
    told = "customers.csv has 2 rows, but DuckDB finds 1 in it; save it again as plain CSV, or say "
    with pytest.raises(UnreadableFile, match=told):
        store.load(CUSTOMERS, customers="id,called,where\nA,Ann,North\n")


def changed(table):
    return replace(table, rows=table.rows + 1)


# The files to try an import with


def test_the_sample_files_import_without_a_word(store):
    data = Path(__file__).parents[2] / "data"
    names = ("customers", "orders")
    recipe = (data / "recipes" / "sample.toml").read_text(encoding="utf-8")
    files = {name: (data / "sample" / f"{name}.csv").read_text(encoding="utf-8") for name in names}
    imported = store.load(recipe, **files)
    assert imported.warnings == imported.set_aside == ()
    assert fates(imported)["customers"] == (24, 24, 0, 0, 0)
    assert fates(imported)["orders"] == (258, 258, 0, 0, 0)
    assert store.value("select name from customers where customer_id = 'C07'") == "江南茶社"
    assert store.value("select sum(revenue) from orders") == sum(
        Decimal(line.split(",")[-4]) for line in files["orders"].splitlines()[1:]
    )


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_keys_that_repeat_are_found_however_few_are_looked_at_at_once(store, monkeypatch, at_once):
    monkeypatch.setattr(sifting, "KEYS_AT_ONCE", at_once)
    monkeypatch.setattr(sifting, "KEYS_A_SHARE", at_once)
    recipe = """
        name = "x"
        [stages]
        stage = "a"
        position = "b"
    """
    assert not store.problems(recipe, sound="a,b\nx,1\ny,2\nz,3\n")
    assert len(store.problems(recipe, unsound="a,b\nu,1\nv,2\nw,3\nu,4\n")) == 1
