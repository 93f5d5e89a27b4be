"""Customer months and standing: rule by rule, and against the same in loops."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from lib.build import build
from tests.drawing import draw, rows
from tests.metrics import plain_standing as plain
from tests.metrics.worlds import worlds

STANDING = """
    select customers.customer_id, standing.*
    from standing
    inner join customers
        on customers.customer_key = standing.customer_key
    order by standing.month, customers.customer_id
"""


def standing_of(db, *columns, month=None):
    frame = db.run(STANDING)
    if month:
        frame = frame[frame["month"].dt.date == month]
    return rows(frame, *columns)


def months_of(db, *columns):
    named = db.run("""
        select customers.customer_id, customer_month.*
        from customer_month
        inner join customers
            on customers.customer_key = customer_month.customer_key
        order by customers.customer_id, customer_month.month
    """)
    return rows(named, *columns)


def exactly(db, sql):
    """Values as the database holds them: money as Decimal, days as dates."""
    with db.connection.cursor() as cursor:
        return cursor.execute(sql).fetchall()


# What a line counts for ---------------------------------------------------------------------------


def test_a_refund_reduces_revenue_in_its_own_month_and_is_no_trade():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | quantity | revenue
            1        | a           | 2024-01-10 |  2       | 100
            2        | a           | 2024-02-05 | -1       | -50
            3        | a           | 2024-03-05 | -1       |   0
            4        | a           | 2024-04-05 | -1       |  30
        """
    )
    assert months_of(db, "month", "orders", "trade_days", "units", "revenue") == [
        (date(2024, 1, 1), 1, 1, 2, 100),
        (date(2024, 2, 1), 0, 0, 0, -50),
        (date(2024, 3, 1), 0, 0, 0, 0),
        (date(2024, 4, 1), 0, 0, 0, -30),
    ]


def test_a_cancelled_or_returned_line_counts_nothing_unless_money_went_back():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | quantity | revenue | cost | status
            1        | a           | 2024-01-10 |  2       | 100     |   60 | completed
            2        | a           | 2024-01-11 |  1       |  70     |   40 | cancelled
            3        | a           | 2024-01-12 |  1       |  70     |      | returned
            4        | a           | 2024-01-13 |  1       | -30     |  -20 | returned
        """
    )
    counted = ("orders", "trade_days", "units", "revenue", "marginal", "last_trade_day")
    assert months_of(db, *counted) == [(1, 1, 2, 70, 30, date(2024, 1, 10))]


def test_orders_and_days_are_counted_once():
    db = draw(
        orders="""
            order_id | line | customer_id | ordered_on | revenue
            1        | 1    | a           | 2024-01-01 | 10
            1        | 2    | a           | 2024-01-01 | 10
            2        | 1    | a           | 2024-01-01 | 10
            3        | 1    | a           | 2024-01-31 |  0
        """
    )
    assert months_of(db, "orders", "trade_days", "revenue") == [(3, 2, 30)]


def test_lines_without_a_customer_are_in_no_customers_month():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-01 | 10
            2        |             | 2023-01-01 | 90
        """
    )
    assert months_of(db, "customer_id", "revenue") == [("a", 10)]
    assert db.value("select first_trade_day from company") == date(2024, 1, 1)


def test_facts_after_the_as_of_day_do_not_exist_yet():
    db = draw(
        complete_to=date(2024, 1, 20),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-20 | 10
            2        | a           | 2024-01-21 | 10
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            a           | 2024-01-20 | visit | 2
            a           | 2024-01-21 | visit | 2
        """,
    )
    db.connection.execute("update orders set cost = 5")
    db.connection.execute("insert into changes values (null, null)")
    build(db.connection)
    assert months_of(db, "revenue", "contribution", "last_trade_day") == [
        (10, 3, date(2024, 1, 20)),
    ]


# Profit -------------------------------------------------------------------------------------------


def test_cost_of_goods_is_the_lines_own_else_the_products_else_unknown():
    db = draw(
        products="""
            product_id | unit_cost
            p          | 3.5
            q          |
        """,
        orders="""
            order_id | customer_id | ordered_on | product_id | quantity | revenue | cost
            1        | own         | 2024-01-01 | p          | 2        | 20      | 1
            2        | unit        | 2024-01-01 | p          | 2        | 20      |
            3        | no unit     | 2024-01-01 | q          | 2        | 20      |
            4        | no quantity | 2024-01-01 | p          |          | 20      |
            5        | one unknown | 2024-01-01 | p          | 2        | 20      | 1
            6        | one unknown | 2024-01-09 |            | 2        | 20      |
            7        | one unknown | 2024-02-01 | p          | 2        | 20      | 1
        """,
    )
    assert months_of(db, "customer_id", "marginal") == [
        ("no quantity", None),
        ("no unit", None),
        ("one unknown", None),
        ("one unknown", 19),
        ("own", 19),
        ("unit", 13),
    ]


def test_cost_to_serve_is_nothing_for_the_others_and_unknown_in_months_without_any():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-01-01 | 20      | 12
            2        | b           | 2024-01-01 | 20      | 12
            3        | a           | 2024-02-01 | 20      | 12
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            a           | 2024-01-31 | visit | 3
            a           | 2024-01-31 | phone | 0.5
            c           | 2024-01-15 | visit | 4
        """,
    )
    assert months_of(db, "customer_id", "month", "marginal", "contribution") == [
        ("a", date(2024, 1, 1), 8, 4.5),
        ("a", date(2024, 2, 1), 8, None),
        ("b", date(2024, 1, 1), 8, 8),
        ("c", date(2024, 1, 1), 0, -4),
    ]


def test_campaign_cost_is_shared_by_those_touched_in_the_month_they_first_were():
    db = draw(
        complete_to=date(2024, 2, 10),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-01-01 | 20      | 10
            2        | held back   | 2024-01-01 | 20      | 10
            3        | a           | 2024-02-01 | 20      | 10
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            z           | 2024-01-31 | visit | 1
            z           | 2024-02-01 | visit | 1
        """,
        campaigns="""
            campaign_id | cost
            spring      | 999
            unknown     |
        """,
        campaign_days="""
            campaign_id | day        | cost
            spring      | 2024-01-01 | 8
            spring      | 2024-02-10 | 1
            spring      | 2024-02-11 | 100
        """,
        touches="""
            campaign_id | customer_id | touched_on | kind    | in_control
            spring      | a           | 2024-01-20 | sent    | false
            spring      | a           | 2024-02-01 | clicked |
            spring      | b           | 2024-02-02 | sent    |
            spring      | held back   | 2024-01-02 | sent    | true
            spring      | late        | 2024-02-11 | sent    |
            unknown     | c           | 2024-01-02 | sent    |
        """,
    )
    assert months_of(db, "customer_id", "month", "contribution", "net") == [
        ("a", date(2024, 1, 1), 10, 5.5),
        ("a", date(2024, 2, 1), 10, 10),
        ("b", date(2024, 2, 1), 0, -4.5),
        ("c", date(2024, 1, 1), 0, None),
        ("held back", date(2024, 1, 1), 10, 10),
        ("z", date(2024, 1, 1), -1, -1),
        ("z", date(2024, 2, 1), -1, -1),
    ]


def test_money_is_summed_exactly():
    tenths = "\n".join(f"{n} | a | 2024-01-{n % 28 + 1:02} | 0.1" for n in range(1, 31))
    db = draw(orders=f"order_id | customer_id | ordered_on | revenue\n{tenths}")
    assert exactly(db, "select revenue from customer_month") == [(Decimal("3.0000"),)]


# Who is in, and what counts -----------------------------------------------------------------------


def test_standing_looks_back_on_twelve_months_and_not_on_the_month_itself():
    db = draw(
        complete_to=date(2025, 2, 28),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-31 | 10
            2        | a           | 2024-02-01 | 20
        """,
    )
    assert standing_of(db, "month", "orders", "revenue", "last_trade_day") == [
        (date(2024, 2, 1), 1, 10, date(2024, 1, 31)),
        *((date(2024, m, 1), 2, 30, date(2024, 2, 1)) for m in range(3, 13)),
        (date(2025, 1, 1), 2, 30, date(2024, 2, 1)),
        (date(2025, 2, 1), 1, 20, date(2024, 2, 1)),
    ]


def test_a_month_start_is_judged_once_the_day_before_it_is_over():
    orders = """
        order_id | customer_id | ordered_on | revenue
        1        | a           | 2024-01-10 | 10
    """
    for complete_to, newest in ((date(2024, 2, 28), 2), (date(2024, 2, 29), 3)):
        db = draw(complete_to=complete_to, orders=orders)
        assert db.value("select max(month) from standing") == date(2024, newest, 1)
        assert db.value("select max(month) from months") == date(2024, newest, 1)


def test_the_end_of_a_month_is_unknown_until_it_is_over():
    db = draw(
        complete_to=date(2024, 3, 30),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-31 | 10
            2        | a           | 2024-02-29 | 10
        """,
    )
    by_end = ("last_trade_day_by_end", "is_left_by_end", "under_contract_by_end")
    assert standing_of(db, "month", *by_end) == [
        (date(2024, 2, 1), date(2024, 2, 29), False, False),
        (date(2024, 3, 1), None, None, None),
    ]


def test_customers_with_only_refunds_or_costs_do_not_stand():
    db = draw(
        complete_to=date(2024, 1, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue | status
            1        | a           | 2024-01-10 | 10      |
            2        | refund      | 2024-01-10 | -10     |
            3        | cancelled   | 2024-01-10 | 10      | cancelled
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            cost        | 2024-01-31 | visit | 3
        """,
    )
    assert standing_of(db, "customer_id") == [("a",)]


def test_value_is_that_of_the_year_before_and_not_of_the_month_itself():
    db = draw(
        complete_to=date(2024, 3, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-10 | 10
            2        | a           | 2024-02-10 | 20
        """,
    )
    assert standing_of(db, "month", "value") == [
        (date(2024, 2, 1), 10),
        (date(2024, 3, 1), 30),
        (date(2024, 4, 1), 30),
    ]


def test_a_contract_customer_without_trade_ranks_with_value_0():
    db = draw(
        complete_to=date(2024, 1, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | good        | 2024-01-10 | 10      | 4
            2        | bad         | 2024-01-10 | 10      | 14
        """,
        contracts="""
            customer_id | starts_on  | ends_on
            quiet       | 2023-12-01 | 2024-02-01
        """,
    )
    where = ("customer_id", "orders", "value", "value_rank", "ranked", "last_trade_day")
    assert standing_of(db, *where, month=date(2024, 2, 1)) == [
        ("bad", 1, -4, 3, 3, date(2024, 1, 10)),
        ("good", 1, 6, 1, 3, date(2024, 1, 10)),
        ("quiet", 0, 0, 2, 3, None),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "at_start", "at_end"),
    [
        ("2024-02-01", "2024-02-01", True, False),
        ("2024-02-02", "", None, True),
        ("2024-03-01", "", None, True),
        ("2024-03-02", "", None, False),
        ("2023-06-01", "2024-01-31", None, False),
        ("2023-06-01", "2024-02-29", True, False),
        ("2023-06-01", "2024-03-01", True, True),
        ("2023-06-01", "", True, True),
    ],
)
def test_a_contract_runs_from_its_first_day_to_its_last(starts_on, ends_on, at_start, at_end):
    db = draw(
        complete_to=date(2024, 2, 29),
        contracts=f"""
            customer_id | starts_on   | ends_on
            a           | {starts_on} | {ends_on}
            before      | 2023-01-01  |
        """,
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | before      | 2023-12-01 | 10
            2        | a           | 2022-12-01 | 10
        """,
    )
    begin = {
        row[0]: row[1:]
        for row in standing_of(
            db, "customer_id", "under_contract", "under_contract_by_end", month=date(2024, 2, 1)
        )
    }
    end = {
        row[0]: row[1]
        for row in standing_of(db, "customer_id", "under_contract", month=date(2024, 3, 1))
    }
    assert begin.get("a", (None, at_end)) == (at_start, at_end)
    assert end.get("a", False) is at_end


# Leaving ------------------------------------------------------------------------------------------

LEAVING = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 | 10
    2        | b           | 2024-01-10 | 10
"""


def left(db, month):
    return standing_of(db, "customer_id", "is_left", "is_left_by_end", month=month)


def test_a_customer_has_left_before_a_day_when_left_on_is_earlier():
    db = draw(
        complete_to=date(2024, 2, 29),
        orders=LEAVING,
        customers="""
            customer_id | left_on
            a           | 2024-01-31
            b           | 2024-02-01
        """,
    )
    assert left(db, date(2024, 2, 1)) == [("a", True, True), ("b", False, True)]


def test_leaving_on_the_next_months_first_day_is_not_leaving_by_the_end():
    db = draw(
        complete_to=date(2024, 2, 29),
        orders=LEAVING,
        customers="""
            customer_id | left_on
            a           | 2024-02-29
            b           | 2024-03-01
        """,
    )
    assert left(db, date(2024, 2, 1)) == [("a", False, True), ("b", False, False)]


def test_who_trades_after_leaving_is_back():
    db = draw(
        complete_to=date(2024, 3, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | a           | 2024-01-10 | 10
            2        | b           | 2024-01-10 | 10
            3        | a           | 2024-02-10 | 10
            4        | b           | 2024-01-20 | 10
        """,
        customers="""
            customer_id | left_on
            a           | 2024-01-20
            b           | 2024-01-20
        """,
    )
    assert left(db, date(2024, 2, 1)) == [("a", True, False), ("b", True, True)]


def test_a_customer_has_left_when_the_last_contract_ended_and_no_trade_followed():
    db = draw(
        complete_to=date(2024, 2, 29),
        orders=LEAVING,
        contracts="""
            customer_id | starts_on  | ends_on
            a           | 2023-01-01 | 2024-01-09
            b           | 2023-01-01 | 2024-01-10
        """,
    )
    assert left(db, date(2024, 2, 1)) == [("a", False, False), ("b", True, True)]


def test_the_last_contract_is_the_one_that_ends_last_of_those_begun():
    db = draw(
        complete_to=date(2024, 2, 29),
        orders=LEAVING,
        contracts="""
            customer_id | starts_on  | ends_on
            a           | 2023-01-01 | 2024-02-15
            a           | 2023-06-01 | 2024-01-12
            b           | 2023-01-01 | 2024-01-12
            b           | 2024-03-02 |
        """,
    )
    assert left(db, date(2024, 2, 1)) == [("a", False, True), ("b", True, True)]


# Ranks --------------------------------------------------------------------------------------------


def test_equal_values_rank_by_the_text_of_the_id():
    db = draw(
        complete_to=date(2024, 1, 31),
        orders="""
            order_id | customer_id | ordered_on | revenue
            1        | 9           | 2024-01-10 | 10
            2        | 10          | 2024-01-10 | 10
            3        | b           | 2024-01-10 | 10
            4        | B           | 2024-01-10 | 10
            5        | rich        | 2024-01-10 | 11
        """,
    )
    # Keys in the opposite order of the ids, as a later import may number them.
    for table in ("customers", "orders"):
        db.connection.execute(f"update {table} set customer_key = 100 - customer_key")
    db.connection.execute("insert into changes values (null, null)")
    build(db.connection)
    ranked = sorted(standing_of(db, "value_rank", "customer_id", month=date(2024, 2, 1)))
    assert ranked == [(1, "rich"), (2, "10"), (3, "9"), (4, "B"), (5, "b")]


def test_who_is_not_known_on_the_basis_is_not_ranked():
    db = draw(
        complete_to=date(2024, 2, 29),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | big         | 2024-01-10 | 990     | 500
            2        | unknown     | 2024-01-10 | 10      |
            3        | unknown     | 2024-02-10 | 10      | 1
        """,
    )
    assert db.value("select value_basis from company") == "marginal"
    assert standing_of(db, "customer_id", "value", "value_rank", "ranked") == [
        ("big", 490, 1, 1),
        ("unknown", None, None, 1),
        ("big", 490, 1, 1),
        ("unknown", None, None, 1),
    ]


def test_a_campaign_does_not_hide_what_a_customer_is_worth():
    # Nobody's cost to serve is known in February: who bought then is not known, who was only
    # written to is.
    db = draw(
        complete_to=date(2024, 2, 29),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-01-10 | 990     | 500
            2        | b           | 2024-01-10 | 10      | 5
            3        | b           | 2024-02-10 | 10      | 5
        """,
        costs_to_serve="""
            customer_id | spent_on   | kind  | amount
            a           | 2024-01-31 | visit | 1
        """,
        campaigns="""
            campaign_id | cost
            spring      | 9
        """,
        touches="""
            campaign_id | customer_id | touched_on | kind
            spring      | a           | 2024-02-10 | sent
        """,
    )
    assert db.value("select value_basis from company") == "contribution"
    assert standing_of(db, "customer_id", "value", "ranked", month=date(2024, 3, 1)) == [
        ("a", 489, 1),
        ("b", None, 1),
    ]


@pytest.mark.parametrize(
    ("unknown", "basis"), [("5", "marginal"), ("5.0001", "revenue"), ("0", "marginal")]
)
def test_the_basis_is_the_highest_level_known_for_95_percent_of_revenue(unknown, basis):
    known = Decimal(100) - Decimal(unknown)
    db = draw(
        orders=f"""
            order_id | customer_id | ordered_on | revenue   | cost
            1        | a           | 2024-01-10 | {known}   | 1
            2        | b           | 2024-01-10 | {unknown} |
        """
    )
    assert db.value("select value_basis from company") == basis


def test_the_basis_is_contribution_where_cost_to_serve_is_known_in_enough_months():
    orders = """
        order_id | customer_id | ordered_on | revenue | cost
        1        | a           | 2024-01-10 | 5       | 1
        2        | a           | 2024-02-10 | 95      | 1
    """
    costs = """
        customer_id | spent_on   | kind  | amount
        b           | {spent_on} | visit | 1
    """
    for spent_on, basis in (("2024-02-03", "contribution"), ("2024-01-03", "marginal")):
        db = draw(orders=orders, costs_to_serve=costs.format(spent_on=spent_on))
        assert db.value("select value_basis from company") == basis


def test_the_basis_is_judged_on_the_12_months_to_the_as_of_day():
    orders = """
        order_id | customer_id | ordered_on | revenue | cost
        1        | a           | {unknown}  | 90      |
        2        | b           | 2024-02-28 | 10      | 4
    """
    for unknown, basis in (("2023-02-28", "marginal"), ("2023-03-01", "revenue")):
        db = draw(orders=orders.format(unknown=unknown), complete_to=date(2024, 2, 28))
        assert db.value("select value_basis from company") == basis


def test_lines_after_the_as_of_day_do_not_choose_the_basis():
    db = draw(
        complete_to=date(2024, 2, 28),
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2024-02-10 | 90      | 1
            2        | b           | 2024-02-10 | 10      |
            3        | a           | 2024-02-29 | 900     | 1
        """,
    )
    assert db.value("select value_basis from company") == "revenue"


# The second opinion -------------------------------------------------------------------------------

COLUMNS = (
    "month",
    "customer_id",
    "orders",
    "revenue",
    "value",
    "value_rank",
    "ranked",
    "percentile",
    "silence",
    "silence_by_end",
    "last_trade_day",
    "last_trade_day_by_end",
    "is_left",
    "is_left_by_end",
    "under_contract",
    "under_contract_by_end",
)


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_standing_is_what_loops_make_of_the_same_facts(world):
    hold_to_the_plain_one(world)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(worlds())
def test_standing_is_what_loops_make_of_many_more(world):
    hold_to_the_plain_one(world)


def hold_to_the_plain_one(world):
    db = draw(**world.drawn())
    stood = exactly(
        db, f"select {', '.join(COLUMNS)} from ({STANDING}) order by month, customer_id"
    )
    assert db.value("select as_of from company") == world.as_of
    assert db.value("select value_basis from company") == plain.value_basis(world)
    assert stood == [tuple(row[name] for name in COLUMNS) for row in plain.standing(world)]
