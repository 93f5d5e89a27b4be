"""What becomes of rows stored already: updated, replaced, or left as they are."""

import pytest

from lib.build import build
from tests.importing.loading import Store, fates

SHOP = """
    [file.customers]
    match = "customers*"
    [file.orders]
    match = "orders*"
    [customers]
    from = "customers"
    customer_id = "id"
    name = "name"
    [customers.attributes]
    segment = "segment"
    [orders]
    from = "orders"
    order_id = "no"
    line = "item"
    customer_id = "client"
    ordered_on = "day"
    revenue = "net"
"""
CUSTOMERS = "id,name,segment\na,Ada,big\nb,Bob,\nc,Cyd,small\n"
ORDERS = """\
no,item,client,day,net
1,1,a,2024-01-05,10
1,2,a,2024-01-05,20
2,1,b,2024-02-06,30
3,1,d,2024-03-06,40
"""


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.load(SHOP, customers=CUSTOMERS, orders=ORDERS)
    return made


def counted(imported):
    """For each table: new, changed, unchanged, removed."""
    return {
        one.table: (one.new, one.changed, one.unchanged, one.removed) for one in imported.tables
    }


def test_the_same_files_again_change_nothing(store):
    again = store.load(SHOP, customers=CUSTOMERS, orders=ORDERS)
    assert counted(again) == {
        "customers": (0, 0, 3, 0),
        "attributes": (0, 0, 2, 0),
        "orders": (0, 0, 4, 0),
    }
    assert again.nothing_changed
    assert again.same_as.import_id == 1


def test_an_update_counts_what_is_new_changed_and_gone_from_an_order(store):
    orders = (
        "no,item,client,day,net\n1,1,a,2024-01-05,11\n4,1,a,2024-01-05,1\n2,1,b,2024-02-06,30\n"
    )
    changed = store.load(SHOP, customers=CUSTOMERS.replace("big", "huge"), orders=orders)
    assert counted(changed) == {
        "customers": (0, 0, 3, 0),
        "attributes": (0, 1, 1, 0),
        "orders": (1, 1, 1, 1),
    }
    assert not changed.nothing_changed


def test_an_attribute_that_is_empty_now_is_removed(store):
    changed = store.load(SHOP, customers=CUSTOMERS.replace("big", ""), orders=ORDERS)
    assert counted(changed)["attributes"] == (0, 0, 1, 1)
    assert store.table("attributes", "customer_id, value") == [("c", "small")]


def test_adding_leaves_what_is_known_as_it_is(store):
    more = CUSTOMERS.replace("Ada", "Eve") + "e,Eli,big\n"
    orders = ORDERS.replace("30", "99") + "4,1,a,2024-04-01,5\n1,3,a,2024-01-05,5\n"
    added = store.load(SHOP, mode="add", customers=more, orders=orders)
    assert counted(added) == {
        "customers": (1, 0, 3, 0),
        "attributes": (1, 0, 0, 0),
        "orders": (1, 0, 5, 0),
    }
    assert fates(added)["orders"] == (6, 1, 5, 0, 0)
    assert store.value("select name from customers where customer_id = 'a'") == "Ada"
    assert store.value("select sum(revenue)::int from orders") == 105


def test_adding_introduces_a_customer_that_was_only_named(store):
    added = store.load(SHOP, mode="add", customers="id,name,segment\nd,Dan,\n")
    assert counted(added)["customers"] == (0, 1, 0, 0)
    assert store.value("select name from customers where customer_id = 'd'") == "Dan"


def test_replacing_removes_what_the_file_has_no_longer(store):
    replaced = store.load(
        SHOP, mode="replace", orders="no,item,client,day,net\n1,1,a,2024-01-05,10\n"
    )
    assert counted(replaced) == {"orders": (0, 0, 1, 3)}
    assert store.table("orders", "order_id, line") == [("1", "1")]
    assert store.value("select count(*) from customers") == 4


def test_a_replaced_customer_whom_orders_name_stays_with_the_id_alone(store):
    replaced = store.load(SHOP, mode="replace", customers="id,name,segment\nb,Bob,\n")
    assert counted(replaced) == {"customers": (0, 0, 1, 2), "attributes": (0, 0, 0, 2)}
    assert store.table("customers", "customer_id, name, is_stub") == [
        ("a", None, True),
        ("b", "Bob", False),
        ("d", None, True),
    ]
    (told,) = [one for one in replaced.warnings if one.group == "replaced"]
    assert "2 rows of orders name one that the files do not have" in str(told)
    assert told.samples == ("a",)
    assert store.value("select count(*) from orders join customers using (customer_key)") == 4


def test_a_row_set_aside_keeps_what_is_stored_under_its_key(store):
    replaced = store.load(
        SHOP,
        mode="replace",
        set_aside=True,
        orders="no,item,client,day,net\n1,1,a,2024-01-05,?\n2,1,b,2024-02-06,31\n",
    )
    assert counted(replaced) == {"orders": (0, 1, 0, 2)}
    assert store.table("orders", "order_id, line, revenue::int") == [("1", "1", 10), ("2", "1", 31)]


def test_tables_that_two_blocks_feed_count_a_row_once(tmp_path):
    recipe = """
        [[customers]]
        customer_id = "buyer"
        name = "buyer name"
        keep = "last"
        [[customers]]
        customer_id = "payer"
        city = "payer city"
        keep = "last"
    """
    header = "buyer,buyer name,payer,payer city\n"
    store = Store(tmp_path)
    first = store.load(recipe, sales=header + "a,Ada,a,Rome\nb,Bob,c,Oslo\n")
    assert counted(first) == {"customers": (3, 0, 0, 0)}
    again = store.load(recipe, sales=header + "a,Eve,a,Bonn\nb,Bob,c,Oslo\nd,Dan,d,Nice\n")
    assert counted(again) == {"customers": (1, 1, 2, 0)}


@pytest.mark.parametrize("mode", ["update", "replace", "add"])
def test_a_build_after_any_mode_is_the_build_from_nothing(store, mode):
    build(store.db)
    store.load(
        SHOP,
        mode=mode,
        customers=CUSTOMERS.replace("c,Cyd,small\n", "e,Eve,big\n"),
        orders=ORDERS.replace("3,1,d,2024-03-06,40\n", "4,1,e,2024-02-07,7\n"),
    )
    build(store.db)
    derived = ("customer_month", "standing", "standing_counts", "comings", "holders")
    step_by_step = {name: store.rows(f"select * from {name} order by all") for name in derived}
    store.db.execute("insert into changes values (null, null)")
    build(store.db)
    for name in derived:
        assert store.rows(f"select * from {name} order by all") == step_by_step[name], name


def test_a_day_the_data_is_said_to_be_complete_to_is_a_change(store):
    later = SHOP + "[read]\ncomplete_to = 2024-04-30\n"
    assert not store.load(later, customers=CUSTOMERS, orders=ORDERS).nothing_changed
    assert store.load(later, customers=CUSTOMERS, orders=ORDERS).nothing_changed
