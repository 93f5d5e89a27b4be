"""What recipes say beyond one column for one field: lookups, groups, rows taken, expressions."""

from datetime import date
from decimal import Decimal

import pytest

from lib.errors import BadRecipe, ImportRejected
from tests.importing.loading import Store, fates


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def refusal(store, recipe, **files):
    with pytest.raises(BadRecipe) as refused:
        store.load(recipe, **files)
    return str(refused.value)


# Rows taken, and what tells them apart


def test_where_skips_rows_and_counts_them(store):
    recipe = """
        name = "Totals"
        [types]
        "net" = "number"
        [orders]
        order_id = "no"
        ordered_on = "day"
        revenue = "net"
        where = "=no <> 'Total' and net > 0"
    """
    imported = store.load(
        recipe, orders="no,day,net\n1,2024-01-05,10\n2,2024-01-05,0\nTotal,,10\n,2024-01-05,7\n"
    )
    assert fates(imported) == {"orders": (4, 1, 0, 0, 3)}


def test_a_row_is_not_skipped_because_its_cell_cannot_be_read(store):
    recipe = """
        name = "x"
        [types]
        "net" = "number"
        [orders]
        order_id = "no"
        ordered_on = 2024-01-05
        revenue = "net"
        where = "=net > 0"
    """
    assert store.problems(recipe, orders="no,net\n1,10\n2,ten\n3,-1\n") == [
        "orders.csv, line 3, column net: net is a number (found 'ten')",
        "orders.csv, line 3, column net: revenue is an amount of money: a plain number "
        "(found 'ten')",
    ]


def test_what_a_skipped_row_says_does_not_matter(store):
    recipe = """
        name = "x"
        [types]
        "net" = "number"
        [orders]
        order_id = "no"
        ordered_on = 2024-01-05
        revenue = "=net * 2"
        where = "=no <> 'Total'"
    """
    imported = store.load(recipe, orders="no,net\n1,10\nTotal,n/a\n")
    assert fates(imported) == {"orders": (2, 1, 0, 0, 1)}


BY_ROW = 'name="x"\n[ratings]\nresponse_id="=row_id"\naspect="a"\nperceived="p"\n'


def test_row_id_tells_equal_rows_apart_and_knows_them_again(store):
    file = "a,p\nfast,5\nfast,5\nslow,1\n"
    for _ in range(2):
        imported = store.load(BY_ROW, answers=file)
        assert fates(imported) == {"ratings": (3, 3, 0, 0, 0)}
        assert store.table("ratings", "aspect, perceived") == [
            ("fast", 5),
            ("fast", 5),
            ("slow", 1),
        ]
    store.load(BY_ROW, others="a,p\nfast,4\n")
    assert store.value("select count(*) from ratings") == 4


def test_row_is_the_number_of_the_row_in_its_file(store):
    recipe = 'name="x"\n[customers]\ncustomer_id="=\'C\' || row"\nname="called"\n'
    store.load(recipe, people='called\n"Ann\nB."\nBob\n')
    assert store.table("customers", "customer_id, name") == [("C1", "Ann\nB."), ("C2", "Bob")]


# Expressions


def test_an_id_that_is_reckoned_with_stays_an_id(store):
    recipe = """
        name = "x"
        [types]
        "no" = "number"
        [customers]
        customer_id = '="no"'
        name = "=no / 4"
        birth_year = "=no"
    """
    store.load(recipe, people="no\n1950.0\n2000\n")
    assert store.table("customers", "customer_id, name, birth_year") == [
        ("1950", "487.5", 1950),
        ("2000", "500", 2000),
    ]


def test_a_row_whose_expression_fails_is_named(store):
    recipe = """
        name = "x"
        [orders]
        order_id = "no"
        ordered_on = "=strptime(day, '%d.%m.%Y')"
        revenue = "=cast(net as decimal)"
    """
    file = "no,day,net\n1,31.01.2024,5\n2,32.01.2024,6\n3,01.02.2024,six\n"
    assert store.problems(recipe, orders=file) == [
        "orders.csv, line 3: x, [orders] ordered_on can be worked out of the row",
        "orders.csv, line 4: x, [orders] revenue can be worked out of the row",
    ]
    imported = store.load(recipe, orders=file, set_aside=True)
    assert fates(imported) == {"orders": (3, 1, 0, 2, 0)}
    assert store.table("orders", "order_id, ordered_on, revenue") == [
        ("1", date(2024, 1, 31), Decimal(5))
    ]


def test_an_expression_of_the_wrong_kind_is_refused(store):
    base = 'name="x"\n[types]\nn="number"\n[orders]\norder_id="no"\nordered_on="{}"\nrevenue="{}"\n'
    file = "no,n,t\n1,5,five\n"
    assert refusal(store, base.format("=n", "n"), orders=file) == (
        "x, [orders] ordered_on is a day, but what it is given is of type decimal(28,9); cast it "
        "to another type, or give it something else."
    )
    assert refusal(store, base.format("t", "=n - t"), orders=file).startswith(
        "x, [orders] revenue does not fit together: "
    )
    text = store.problems(base.format("=t", "=t"), orders=file)
    assert text == [
        "orders.csv, line 2: ordered_on is a day, such as 2024-01-31 (found 'five')",
        "orders.csv, line 2: revenue is an amount of money: a plain number (found 'five')",
    ]


def test_an_expression_that_makes_no_sense_anywhere_is_refused(store):
    recipe = "name=\"x\"\n[customers]\ncustomer_id=\"=regexp_replace(id, '(', '')\"\n"
    assert refusal(store, recipe, people="id\nA\n") == (
        "x, [customers] cannot be worked out: missing ): (."
    )


def test_an_expression_that_gives_an_empty_text_gives_nothing(store):
    recipe = """
        name = "x"
        [customers]
        customer_id = "=split_part(both, ' ', 1)"
        name = "=split_part(both, ' ', 2)"
        birth_year = "=split_part(both, ' ', 3)"
    """
    store.load(recipe, people="both\nA Ann 1970\nB\n")
    found = store.table("customers", "customer_id, name, birth_year")
    assert found == [("A", "Ann", 1970), ("B", None, None)]


def test_where_is_true_or_false(store):
    recipe = 'name="x"\n[customers]\ncustomer_id="no"\nwhere="=t"\n'
    assert refusal(store, recipe, people="no,t\n1,five\n") == (
        'x, [customers] where is true or false for a row; compare something, as in "Sales" > 0.'
    )


def test_constants_fill_columns(store):
    recipe = """
        name = "x"
        [touches]
        campaign_id = "='Spring'"
        customer_id = "id"
        touched_on = 2024-03-01
        in_control = false
    """
    store.load(recipe, people="id\nA\n")
    columns = "campaign_id, customer_id, touched_on, kind, in_control"
    assert store.table("touches", columns) == [("Spring", "A", date(2024, 3, 1), None, False)]


# Lookups


SET = """
    name = "Shop"
    [file.items]
    match = "items*"
    [file.orders]
    match = "orders*"
    [file.orders.types]
    "fee" = "number"
    [file.people]
    match = "people*"
    [lookup.header]
    from = "orders"
    on = { no = "order" }
    [lookup.buyer]
    from = "people"
    on = { account = "header.account" }
    [orders]
    from = "items"
    order_id = "order"
    line = "line"
    customer_id = "buyer.id"
    ordered_on = "header.day"
    revenue = "=cast(price as decimal) + header.fee"
"""
ITEMS = "order,line,price\n1,1,10\n1,2,20\n2,1,30\n9,1,40\n"
HEADERS = "no,day,account,fee\n1,13/01/2024,a,0.5\n2,14/01/2024,b,1\n9,15/01/2024,c,\n"
PEOPLE = "account,id\na,A\nb,B\n"


def test_lookups_join_other_files_of_the_set_and_may_chain(store):
    recipe = SET.replace("header.fee", "coalesce(header.fee, 0)")
    imported = store.load(recipe, items=ITEMS, orders=HEADERS, people=PEOPLE)
    assert store.table("orders", "order_id, line, customer_id, ordered_on, revenue") == [
        ("1", "1", "A", date(2024, 1, 13), Decimal("10.5")),
        ("1", "2", "A", date(2024, 1, 13), Decimal("20.5")),
        ("2", "1", "B", date(2024, 1, 14), Decimal(31)),
        ("9", "1", None, date(2024, 1, 15), Decimal(40)),
    ]
    assert str(imported.warnings[0]) == (
        "items.csv, line 5: “buyer” has a row for every row that looks there; where it "
        "has none, its columns are empty"
    )


def test_what_a_lookup_finds_and_cannot_read_is_told(store):
    headers = HEADERS.replace("b,1", "b,one")
    assert store.problems(
        SET.replace("header.fee", "coalesce(header.fee, 0)"),
        items=ITEMS, orders=headers, people=PEOPLE,
    ) == ["items.csv, line 4, column header.fee: header.fee is a number (found 'one')"]  # fmt: skip


def test_what_a_lookup_misses_is_missing(store):
    assert store.problems(
        SET, items=ITEMS, orders="no,day,account,fee\n1,13/01/2024,a,0.5\n", people=PEOPLE
    ) == [
        "items.csv, line 4, 5, column header.day: ordered_on is given in every row",
        "items.csv, line 4, 5: revenue is given in every row",
    ]


def test_a_key_that_is_looked_up_stands_in_one_row(store):
    with pytest.raises(ImportRejected) as refused:
        twice = HEADERS + "1,16/01/2024,d,\n"
        store.load(SET, items=ITEMS, orders=twice, people=PEOPLE, set_aside=True)
    assert [str(problem) for problem in refused.value.problems] == [
        "orders.csv, line 2, 5, column no: no stands in one row only, as header looks rows up by "
        "it; keep one row of each, or look it up by a column that tells them apart (found '1')"
    ]


def test_a_lookup_without_its_file_misses_always(store):
    recipe = SET.replace('customer_id = "buyer.id"', "customer_id = \"=coalesce(buyer.id, '?')\"")
    recipe = recipe.replace("header.fee", "coalesce(header.fee, 0)")
    imported = store.load(recipe, items=ITEMS, orders=HEADERS)
    assert store.rows("select distinct customer_id from orders") == [("?",)]
    assert [str(warning) for warning in imported.warnings][0] == (
        "people*: no file called so was given; left out were the blocks and lookups that need it: "
        "buyer"
    )


def test_a_lookup_reads_a_table_already_loaded(store):
    store.load(
        'name="x"\n[products]\nproduct_id="id"\nunit_cost="cost"\nname="called"\n',
        products="id,cost,called\nP1,2.5,Pen\nP2,,Ink\n",
    )
    recipe = """
        name = "x"
        [lookup.product]
        table = "products"
        on = { product_id = "what" }
        [orders]
        order_id = "no"
        ordered_on = 2024-01-01
        product_id = "what"
        revenue = "net"
        cost = "=product.unit_cost * 2"
        place = "product.name"
    """
    imported = store.load(recipe, orders="no,what,net\n1,P1,9\n2,P2,9\n3,P3,9\n4,,9\n")
    assert store.table("orders", "order_id, cost, place") == [
        ("1", Decimal(5), "Pen"),
        ("2", None, "Ink"),
        ("3", None, None),
        ("4", None, None),
    ]
    missed = "“product” has a row for every row that looks there; where it has none, its columns "
    assert f"orders.csv, line 4: {missed}are empty" in map(str, imported.warnings)


def test_a_looked_up_column_that_is_not_there_is_named(store):
    told = refusal(store, SET, items=ITEMS, orders=HEADERS.replace("account", "x"), people=PEOPLE)
    assert told == (
        "Shop, header.account names the column account, which orders.csv does not have; it has "
        "no, day, x, fee."
    )


# One row out for each group


LOG = """
    name = "Log"
    [types]
    "at" = "timestamp"
    "worth" = "number"
    [opportunities]
    per = "case"
    opportunity_id = "case"
    owner = "owner"
    created_on = "=cast(min(at) as date)"
    stage = "=arg_max(step, at)"
    amount = "=sum(worth)"
    name = "=first(step) || ' to ' || last(step)"
    {keep}
    [stage_changes]
    opportunity_id = "case"
    stage = "step"
    entered_at = "at"
"""
EVENTS = """\
case,step,at,owner,worth
b,Call,2024-01-05 10:00,Eve,1
a,Call,2024-01-02 10:00,Ann,2
a,Meet,2024-01-03 10:00,,3.5
b,Call,2024-01-06 10:00,Eve,
a,Call,2024-01-01 10:00,Ann,
"""


def test_a_log_of_events_becomes_one_row_a_case(store):
    imported = store.load(LOG.format(keep=""), log=EVENTS)
    columns = "opportunity_id, owner, created_on, stage, amount, name"
    assert store.table("opportunities", columns) == [
        ("a", "Ann", date(2024, 1, 1), "Meet", Decimal("5.5"), "Call to Call"),
        ("b", "Eve", date(2024, 1, 5), "Call", Decimal(1), "Call to Call"),
    ]
    assert fates(imported) == {"opportunities": (5, 2, 3, 0, 0), "stage_changes": (5, 5, 0, 0, 0)}


def test_a_column_with_two_values_in_a_group_is_refused_or_chosen(store):
    events = EVENTS.replace("2024-01-01 10:00,Ann", "2024-01-01 10:00,Amy")
    assert store.problems(LOG.format(keep=""), log=events) == [
        'log.csv, line 3, column owner: owner has one value for each case; keep = "first" or '
        "\"last\" chooses one (found 'Amy, Ann')"
    ]
    for keep, owner in (("first", "Ann"), ("last", "Amy")):
        store.load(LOG.format(keep=f'keep = "{keep}"'), log=events)
        found = store.value("select owner from opportunities where opportunity_id = 'a'")
        assert found == owner


def test_a_group_with_an_unsound_row_is_set_aside_whole(store):
    events = EVENTS.replace("2024-01-03 10:00", "2024-01-33 10:00")
    imported = store.load(LOG.format(keep=""), log=events, set_aside=True)
    assert fates(imported) == {"opportunities": (5, 1, 1, 3, 0), "stage_changes": (5, 2, 0, 3, 0)}
    assert store.table("opportunities", "opportunity_id") == [("b",)]


def test_a_group_reaches_over_files(store):
    head, *lines = EVENTS.splitlines()
    first, second = ("\n".join([head, *part]) + "\n" for part in (lines[:2], lines[2:]))
    imported = store.load(LOG.format(keep=""), january=first, february=second)
    found = store.table("opportunities", "opportunity_id, created_on, amount")
    assert found == [("a", date(2024, 1, 1), Decimal("5.5")), ("b", date(2024, 1, 5), Decimal(1))]
    grouped = [fate for fate in imported.fates if fate.block == "opportunities"]
    assert [(fate.file, fate.rows, fate.loaded, fate.merged) for fate in grouped] == [
        ("january.csv", 2, 2, 0),
        ("february.csv", 3, 0, 3),
    ]


def test_an_aggregate_that_fails_is_refused_with_its_reason(store):
    recipe = LOG.format(keep="").replace("=sum(worth)", "=sum(cast(owner as integer))")
    told = refusal(store, recipe, log=EVENTS)
    assert told.startswith("Log, [opportunities] cannot be worked out for every case: ")
    assert told.endswith("; use try_cast, or put the values right with [map].")


# Several files, one set


def test_columns_are_found_by_name_in_every_file(store):
    recipe = 'name="x"\n[customers]\ncustomer_id="id"\nname="called"\n'
    store.load(recipe, a="id,called\nA,Ann\n", b="called,extra,id\nBob,1,B\n")
    assert store.table("customers", "customer_id, name") == [("A", "Ann"), ("B", "Bob")]


def test_the_same_file_twice_is_the_file_once(store):
    recipe = 'name="x"\n[orders]\norder_id="=row_id"\nordered_on="day"\nrevenue="net"\n'
    file = "day,net\n2024-01-05,1\n2024-01-05,1\n"
    imported = store.load(recipe, a=file, b=file)
    assert store.value("select count(*) from orders") == 2
    assert [(fate.file, fate.loaded, fate.merged) for fate in imported.fates] == [
        ("a.csv", 2, 0),
        ("b.csv", 0, 2),
    ]


def test_problems_stand_with_the_file_and_line_they_are_in(store):
    recipe = 'name="x"\n[products]\nproduct_id="id"\nname="called"\nunit_cost="cost"\n'
    problems = store.problems(
        recipe,
        a='id,called,cost\n1,"two\nlines",1\n2,x,-1\n',
        b='id,called,cost\n3,"a\n\nb",1\n\n4,x,-2\n5,"y\nz",-3\n',
    )
    assert problems == [
        "a.csv, line 4, column cost: unit_cost is not negative (found '-1.0000')",
        "b.csv, line 6, 7, column cost: unit_cost is not negative (found '-2.0000', '-3.0000')",
    ]
