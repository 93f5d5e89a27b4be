"""A point with three digits behind it: read where the file shows what it means, else asked for."""

from decimal import Decimal

import pytest

from lib.importing.read import Undecided
from tests.importing.loading import Store

RECIPE = """
name = "Shop"
{read}
[orders]
order_id = "no"
customer_id = "client"
ordered_on = 2024-01-31
revenue = {revenue}
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def read(store, amounts, *, said="", weights=(), revenue='"net"'):
    """Revenue by order, of a file with these amounts and weights."""
    weights = weights or [""] * len(amounts)
    lines = [f"{n};c;{a};{w}\n" for n, (a, w) in enumerate(zip(amounts, weights, strict=True))]
    recipe = RECIPE.format(read=f"[read]\ndelimiter = ';'\n{said}", revenue=revenue)
    store.load(recipe, shop="no;client;net;weight\n" + "".join(lines))
    return [amount for (amount,) in store.rows("select revenue from orders order by order_id::int")]


DOUBTFUL = [
    ["1.234", "999.000"],
    ["1.234", "12"],
    ["1.234", "1234"],
    ["-1.234", "0"],
    *(["7"] * 1100 + [last] for last in ["1.234"]),
]


@pytest.mark.parametrize("amounts", DOUBTFUL)
def test_a_point_that_may_part_thousands_is_asked_about(store, amounts):
    with pytest.raises(Undecided) as refused:
        read(store, amounts)
    sentence = str(refused.value)
    assert "shop.csv" in sentence
    assert "column net" in sentence
    assert 'decimal = "."' in sentence
    assert not store.rows("from orders")


@pytest.mark.parametrize("other", ["12.5", "0.125", "1234.567", "1.2345", "1.234e5", ".5", "3."])
def test_a_number_that_cannot_be_thousands_shows_what_a_point_means(store, other):
    assert read(store, ["1.234", other])[0] == Decimal("1.234")


def test_another_column_of_numbers_shows_it_too(store):
    assert read(store, ["1.234"], weights=["0.5"]) == [Decimal("1.234")]


def test_a_column_of_words_shows_nothing(store):
    with pytest.raises(Undecided):
        read(store, ["1.234", "5"], weights=["1.5", "a lot"])


def test_the_recipe_decides(store):
    assert read(store, ["1.234"], said='decimal = "."') == [Decimal("1.234")]
    said = "decimal = ','\nthousands = '.'"
    assert read(store, ["1.234"], said=said) == [Decimal(1234)]


def test_numbers_that_expressions_see_are_asked_about_too(store):
    with pytest.raises(Undecided, match="column net"):
        read(store, ["1.234"], said='[types]\n"net" = "number"', revenue="'=\"net\" * 2'")


def test_what_a_lookup_finds_is_asked_about_too(store):
    recipe = """
        name = "Shop"
        [file.lines]
        match = "lines.csv"
        [file.goods]
        match = "goods.csv"
        [lookup.good]
        from = "goods"
        on = { code = "code" }
        [orders]
        from = "lines"
        order_id = "no"
        customer_id = "client"
        ordered_on = 2024-01-31
        revenue = "good.price"
    """
    with pytest.raises(Undecided, match="goods.csv.*column price"):
        store.load(recipe, lines="no,client,code\n1,c,x\n", goods="code,price\nx,1.234\n")


def test_columns_that_are_not_read_as_numbers_are_not_asked_about(store):
    assert read(store, ["5.5"], weights=["1.234"], revenue="5") == [Decimal(5)]
