"""What is bought, what comes back and what goes together: by hand, and by pandas."""

from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from lib.command_line import main
from lib.metrics import products
from lib.metrics.products import pair_list, product_mix, product_pairs
from lib.store import open_store
from tests.drawing import draw, rows

RECIPES = Path(__file__).parent.parent.parent / "data" / "recipes"

AS_OF = date(2024, 6, 30)


def basket(number, *products, status=None, customer="a", day="2024-06-01", revenue=10):
    return [
        {
            "order_id": str(number),
            "line": str(line),
            "customer_id": customer,
            "ordered_on": day,
            "product_id": product,
            "quantity": 1,
            "revenue": revenue,
            "status": status,
        }
        for line, product in enumerate(products, 1)
    ]


@pytest.fixture(scope="module")
def bought():
    """Tea goes with milk in 6 of 20 orders, tea with jam in 4, jam with milk in 5."""
    orders = [
        *(basket(n, "tea", "milk", "tea") for n in range(6)),
        *(basket(n, "tea", "jam") for n in range(6, 10)),
        *(basket(n, "jam", "milk") for n in range(10, 15)),
        *(basket(n, "bread") for n in range(15, 20)),
        *(basket(n, "tea", "jam", status="cancelled") for n in range(20, 30)),
        *(basket(n, "tea", "jam", day="2022-06-01") for n in range(30, 40)),
        basket(40, "jam", "tea", revenue=-10),
    ]
    return draw(orders=[line for order in orders for line in order], complete_to=AS_OF)


def test_a_pair_is_counted_once_an_order_whichever_came_first(bought):
    columns = ("name_a", "name_b", "together", "orders_a", "orders_b", "orders")
    assert rows(product_pairs(bought), *columns) == [
        ("milk", "tea", 6, 11, 10, 20),
        ("jam", "milk", 5, 9, 11, 20),
    ]


def test_behind_a_pair_stand_as_many_customers_as_it_says():
    orders = [
        *(basket(n, "tea", "milk", customer=who) for n, who in enumerate("aabbbc")),
        basket(6, "tea", customer="d"),
        basket(7, "tea", "milk", customer=None),
        basket(8, "tea", "milk", customer="e", status="cancelled"),
    ]
    db = draw(orders=[line for order in orders for line in order], complete_to=AS_OF)
    assert rows(product_pairs(db), "together", "customers") == [(7, 3)]
    who = pair_list(db, product_a="milk", product_b="tea")
    assert rows(who, "customer_id", "orders", "revenue", "total") == [
        ("b", 3, 60, 3),
        ("a", 2, 40, 3),
        ("c", 1, 20, 3),
    ]
    assert rows(pair_list(db, product_a="milk", product_b="jam")) == []


def test_who_made_a_pair_is_who_bought_its_first_where_an_order_names_several():
    orders = [
        *(basket(n, "milk", customer="b") + basket(n, "tea") for n in range(3)),
        *(basket(n, "milk", customer=None) + basket(n, "tea", customer="c") for n in range(3, 6)),
        *(basket(n, "tea", "milk", "jam", customer="d") for n in range(6, 8)),
    ]
    lines = [line | {"line": line["product_id"]} for order in orders for line in order]
    db = draw(orders=lines, complete_to=AS_OF)
    columns = ("together", "customers", "orders_a", "orders_b", "orders")
    assert rows(product_pairs(db), *columns) == [(8, 2, 8, 8, 8)]


def test_support_confidence_and_lift_are_ratios_of_these_counts(bought):
    columns = ("support", "confidence_a_to_b", "confidence_b_to_a", "lift")
    (pair, _other) = rows(product_pairs(bought), *columns)
    assert pair == tuple(map(pytest.approx, (6 / 20, 6 / 11, 6 / 10, 6 * 20 / (11 * 10))))


def test_a_pair_needs_five_orders_and_the_list_may_be_cut(bought):
    assert rows(product_pairs(bought, limit=1), "name_b", "total") == [("tea", 2)]
    assert rows(product_pairs(bought, since=date(2022, 1, 1)), "together") == [(14,), (6,), (5,)]


def test_what_is_sold_and_what_of_it_comes_back():
    lines = [
        *basket(1, "tea"),
        *basket(2, "tea", status="returned"),
        *basket(3, "jam"),
        *basket(4, "tea", customer=None),
    ]
    marked = rows(product_mix(draw(orders=lines)), "product_id", "units", "returned", "return_rate")
    assert marked == [("tea", 2, 1, pytest.approx(1 / 3)), ("jam", 1, 0, 0)]
    told = draw(
        orders=lines,
        returns="""
            return_id | order_id | product_id | returned_on | kind   | quantity
            1         | 1        | jam        | 2024-06-01  |        |
            2         | 1        | oil        | 2024-06-01  | return | 2
            3         | 1        | oil        | 2024-06-01  | repair | 2
            4         | 1        | jam        | 2024-06-02  |        | 9
        """,
    )
    assert rows(product_mix(told), "product_id", "revenue", "returned", "return_rate") == [
        ("tea", 20, 0, 0),
        ("jam", 10, 1, 1),
        ("oil", 0, 2, None),
    ]
    assert rows(product_mix(told, tier=("A",))) == []
    assert rows(product_mix(told, tier=("none",)), "product_id", "units", "returned") == [
        ("jam", 1, 1),
        ("tea", 1, 0),
        ("oil", 0, 2),
    ]


def test_an_empty_store_has_no_products():
    db = draw()
    assert rows(product_mix(db)) == []
    assert rows(product_pairs(db)) == []


# Real companies, beside pandas over their files --------------------------------------------------


def pairs_by_pandas(lines, at_least):
    """The same counts of a frame with the columns order and product."""
    once = lines.drop_duplicates(["order", "product"])
    orders = once["product"].value_counts()
    baskets = once.groupby("order")["product"].agg(sorted)
    together = Counter(pair for basket in baskets for pair in combinations(basket, 2))
    return {
        (a, b): (count, orders[a], orders[b], len(baskets))
        for (a, b), count in together.items()
        if count >= at_least
    }


def assert_same_pairs(db, lines, at_least):
    found = product_pairs(db, since=date(2000, 1, 1))
    counts = ("together", "orders_a", "orders_b", "orders")
    told = rows(found, "product_a", "product_b", *counts)
    wanted = pairs_by_pandas(lines, at_least)
    assert {row[:2]: row[2:] for row in told} == wanted
    assert len(told) == len(wanted) > 30
    for row in found.itertuples():
        both, a, b, orders = wanted[row.product_a, row.product_b]
        assert row.lift == pytest.approx(both * orders / (a * b))
        assert row.confidence_a_to_b == pytest.approx(both / a)


def test_pairs_of_superstore_are_those_pandas_counts(realdata, tmp_path, monkeypatch):
    """No two of its 1,862 products are in five orders together: here two are enough."""
    monkeypatch.setattr(products, "FEWEST_TOGETHER", 2)
    file = realdata / "superstore" / "orders.csv"
    recipe = RECIPES / "superstore.toml"
    assert main(["--data", str(tmp_path), "import", str(file), "--recipe", str(recipe)]) == 0
    lines = pd.read_csv(file, dtype=str)
    lines = lines.rename(columns={"Order ID": "order", "Product ID": "product"})
    assert_same_pairs(open_store(tmp_path).database, lines, 2)


def test_pairs_of_a_web_shops_days_are_those_pandas_counts(realdata, tmp_path):
    files = [str(file) for file in sorted((realdata / "online_retail_days").glob("*.csv"))]
    recipe = RECIPES / "online_retail.toml"
    assert main(["--data", str(tmp_path), "import", *files, "--recipe", str(recipe)]) == 0
    lines = pd.concat([pd.read_csv(file, dtype=str) for file in files])
    lines = lines.rename(columns={"InvoiceNo": "order", "StockCode": "product"})
    sold = (lines["Quantity"].astype(float) >= 0) & (lines["UnitPrice"].astype(float) >= 0)
    assert_same_pairs(open_store(tmp_path).database, lines[sold], 5)
