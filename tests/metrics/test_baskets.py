"""What orders brought, kept a row an order: an order of which several rows tell is counted once."""

from datetime import date

from lib.build import baskets, build
from lib.importing import changes
from lib.metrics import performance, product_pairs, rfm_list
from tests.drawing import draw, rows

AS_OF = date(2024, 3, 31)
ORDERS = """
    order_id | line | customer_id | ordered_on | product_id | channel | revenue
    1        | 1    | ann         | 2024-01-31 | p          | shop    | 10
    1        | 2    | ann         | 2024-02-01 | q          | shop    | 20
    2        | 1    | ann         | 2024-02-01 | p          | shop    | 5
    2        | 2    | ann         | 2024-02-01 | q          | web     | 6
    3        | 1    | ben         | 2024-03-05 | p          | web     | 7
    3        | 2    | ben         | 2024-03-05 | q          | web     | 8
    3        | 3    | ben         | 2024-03-05 | p          | web     | -7
    4        | 1    |             | 2024-03-05 | p          | web     | 1
    4        | 2    | ben         | 2024-03-05 | p          | web     | 1
"""
LATER = """
    order_id | line | customer_id | ordered_on | product_id | channel | revenue
    5        | 1    | ann         | 2024-01-31 | p          | shop    | 10
    5        | 2    | ann         | 2024-02-01 | q          | shop    | 20
"""
KNOWN = [("ann", 2), ("ben", 2)]
BY_CHANNEL = [("shop", 2, 1), ("web", 3, 2)]


def counted(db):
    listed = rows(rfm_list(db), "customer_id", "orders")
    return sorted(listed), rows(performance(db, by="channel"), "group", "orders", "customers")


def test_orders_of_several_days_channels_or_customers_are_counted_once():
    assert counted(draw(orders=ORDERS, complete_to=AS_OF)) == (KNOWN, BY_CHANNEL)


def test_so_they_are_where_a_build_looks_at_a_month_at_a_time(monkeypatch):
    monkeypatch.setattr(baskets, "LINES_AT_ONCE", 1)
    assert counted(draw(orders=ORDERS, complete_to=AS_OF)) == (KNOWN, BY_CHANNEL)


def test_so_they_are_where_the_month_of_one_line_is_worked_out_anew():
    db = draw(orders=ORDERS, complete_to=AS_OF)
    db.connection.execute("insert into changes values ('orders', date '2024-02-01')")
    build(db.connection)
    assert counted(db) == (KNOWN, BY_CHANNEL)


def test_a_line_added_to_a_known_order_is_looked_for_in_all_months():
    db = draw(orders=LATER, complete_to=AS_OF)
    added = db.connection.execute("from orders where line = '2'").fetchall()
    db.connection.execute("delete from orders where line = '2'")
    db.connection.execute("insert into changes values (null, null)")
    build(db.connection)
    db.connection.executemany(f"insert into orders values ({', '.join('?' * 17)})", added)
    db.connection.execute("insert into changes values ('orders', date '2024-02-01')")
    db.connection.execute("insert into changes values (?, null)", [changes.KNOWN_ORDERS])
    build(db.connection)
    assert rows(rfm_list(db), "customer_id", "orders") == [("ann", 1)]


def test_an_import_and_a_build_mean_the_same_note():
    assert changes.KNOWN_ORDERS == baskets.KNOWN_ORDERS


def test_pairs_of_one_to_four_products_are_those_of_their_orders():
    lines = [
        {
            "order_id": f"{size}{n}",
            "line": str(line),
            "customer_id": "ann",
            "ordered_on": "2024-03-01",
            "product_id": product,
            "revenue": 1,
        }
        for size, products in enumerate(("a", "ab", "aba", "bca", "abcd", "abab"))
        for n in range(5)
        for line, product in enumerate(products)
    ]
    pairs = product_pairs(draw(orders=lines, complete_to=AS_OF))
    told = rows(pairs, "product_a", "product_b", "together", "orders_a", "orders_b", "orders")
    assert sorted(told) == [
        ("a", "b", 25, 30, 25, 30),
        ("a", "c", 10, 30, 10, 30),
        ("a", "d", 5, 30, 5, 30),
        ("b", "c", 10, 25, 10, 30),
        ("b", "d", 5, 25, 5, 30),
        ("c", "d", 5, 10, 5, 30),
    ]
