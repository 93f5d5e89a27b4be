"""The build: how far the data reaches, and that working out a part gives the whole."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.build import build, later
from lib.schema import PAST_DAYS, TABLES
from tests.drawing import draw
from tests.metrics.worlds import IDS, MONTHS, worlds

ORDERS = """
    order_id | customer_id | ordered_on | product_id | quantity | revenue
    1        | a           | 2023-01-10 | p          | 1        | 10
    2        | a           | 2024-03-10 | q          | 2        | 20
    3        | b           | 2024-03-11 | q          | 1        | 20
"""


def months_worked_out(db):
    """Build, and tell the month starts whose standing was worked out."""
    worked_out = []

    def watch(doing, done, **values):
        if "month" in values:
            worked_out.append(values["month"])

    build(db.connection, watch)
    return worked_out


def change(db, statement, *changes):
    """Do to the source tables what an import would, and note the months it would note."""
    db.connection.execute(statement)
    for table, month in changes:
        db.connection.execute("insert into changes values (?, ?)", [table, month])


def labels(first, last):
    months = [first]
    while months[-1] < last:
        months.append(later(months[-1], 1))
    return [f"{month:%Y-%m}" for month in months]


# How far the data reaches -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("imports", "as_of"),
    [
        ("", "2024-03-11"),
        ("1 | 2024-03-31 | 2024-03-11", "2024-03-31"),
        ("1 | 2024-03-05 | 2024-03-11", "2024-03-05"),
        ("1 | 2024-02-29 | 2024-02-20", "2024-03-11"),
        ("1 | 2024-02-29 | ", "2024-03-11"),
        ("1 | 2024-03-31 | 2024-02-20", "2024-03-31"),
        ("1 | 2024-03-31 | 2024-02-20 \n 2 | | 2024-03-11", "2024-03-31"),
        ("1 | 2024-02-29 | 2024-02-20 \n 2 | | 2024-03-11", "2024-03-11"),
        ("1 | 2024-04-30 | 2024-03-11 \n 2 | 2024-03-31 | 2024-03-11", "2024-03-31"),
        ("2 | 2024-03-31 | 2024-03-11 \n 1 | 2024-04-30 | 2024-03-11", "2024-03-31"),
    ],
)
def test_the_data_is_complete_to_the_day_said_or_to_newer_orders_since(imports, as_of):
    header = "import_id | complete_to | newest_order_day\n"
    db = draw(orders=ORDERS)
    db.connection.execute("delete from imports")
    for line in imports.splitlines():
        values = [cell.strip() or None for cell in line.split("|")]
        db.connection.execute(
            f"insert into imports ({header.replace('|', ',')}) values (?, ?, ?)", values
        )
    db.connection.execute("insert into changes values (null, null)")
    build(db.connection)
    assert db.value("select as_of from company") == date.fromisoformat(as_of)


def test_without_orders_the_day_said_holds_else_none():
    ratings = """
        response_id | answered_on | aspect | perceived
        1           | 2024-03-10  | speed  | 4
    """
    assert draw(ratings=ratings).value("select as_of from company") is None
    told = draw(ratings=ratings, complete_to=date(2024, 3, 31))
    assert told.value("select as_of from company") == date(2024, 3, 31)


def test_each_table_tells_its_newest_day_and_due_dates_never_count():
    db = draw(
        ratings="""
            response_id | answered_on | aspect | perceived
            1           | 2024-03-10  | speed  | 4
            2           |             | speed  | 4
        """,
        opportunities="""
            opportunity_id | created_on | closed_on  | expected_close_on | stage
            1              | 2024-01-01 | 2024-02-02 | 2030-01-01        | Offer
            2              | 2024-02-01 |            | 2031-01-01        | Offer
        """,
    )
    reach = {table: days for table, *days in db.connection.execute("from newest_days").fetchall()}
    assert reach["ratings"] == [date(2024, 3, 10), date(2024, 3, 10)]
    assert reach["opportunities"] == [date(2024, 2, 2), date(2024, 1, 1)]
    assert reach["orders"] == [None, None]


def test_every_table_with_past_days_tells_its_newest():
    told = draw().run("select table_name from newest_days")
    assert set(told["table_name"]) == set(PAST_DAYS)


def test_months_run_from_the_first_fact_to_the_day_after_the_as_of_day():
    def months(**tables):
        found = draw(**tables).connection.execute("select month from months order by month")
        return [month for (month,) in found.fetchall()]

    contracts = """
        customer_id | starts_on
        a           | 2022-11-15
        b           | 2030-01-01
    """
    whole = months(orders=ORDERS, contracts=contracts, complete_to=date(2024, 3, 31))
    assert whole[0] == date(2022, 11, 1)
    assert whole[-1] == date(2024, 4, 1)
    assert len(whole) == 18
    assert months(orders=ORDERS)[-1] == date(2024, 3, 1)
    assert months(contracts=contracts) == []


RETURNED_ORDERS = """
    order_id | customer_id | ordered_on | product_id | quantity | revenue | cost | status
    whole    | a           | 2024-01-10 | p          | 2        | 100     | 40   |
    refunded | a           | 2024-01-11 | p          | 2        | 100     | 40   |
    refunded | a           | 2024-02-11 | p          | -1       | -50     | -20  |
    marked   | a           | 2024-01-12 | p          | 1        | 70      | 30   | returned
    other    | b           | 2024-03-11 | p          | 1        | 10      | 4    |
"""
RETURNS = """
    return_id | order_id | customer_id | returned_on | kind   | amount
    1         | whole    |             | 2024-02-20  |        | 30
    2         | refunded |             | 2024-02-20  | return | 50
    3         | marked   |             | 2024-02-20  | return | 70
    4         | whole    | b           | 2024-03-01  | return | 5
    5         | whole    |             | 2024-02-21  | repair | 8
    6         | unknown  | b           | 2024-03-02  | return | 1
    7         |          |             | 2024-03-03  | return | 2
    8         | whole    | a           |             | return | 9
    9         | whole    | a           | 2024-02-22  | return |
"""
MONTHLY_REVENUE = """
    select customer_id, customer_month.month, revenue, marginal, orders, units
    from customer_month inner join customers using (customer_key)
    order by customer_id, month
"""


def test_money_given_back_is_taken_off_once_in_the_month_of_the_return():
    db = draw(orders=RETURNED_ORDERS, returns=RETURNS, complete_to=date(2024, 3, 31)).connection
    january, february, march = (date(2024, month, 1) for month in (1, 2, 3))
    assert db.execute(MONTHLY_REVENUE).fetchall() == [
        ("a", january, 200, 120, 2, 4),
        ("a", february, -80, -60, 0, 0),
        ("b", march, 4, 0, 1, 1),
    ]
    company = "select sum(revenue) from sales_lines where month = '2024-03-01'"
    assert db.execute(company).fetchall() == [(2,)]


def test_returns_that_come_later_change_only_what_they_must():
    db = draw(orders=RETURNED_ORDERS, complete_to=date(2024, 3, 31)).connection
    later_returns = draw(orders=RETURNED_ORDERS, returns=RETURNS, complete_to=date(2024, 3, 31))
    db.execute("delete from returns")
    for row in later_returns.connection.execute("from returns").fetchall():
        db.execute(f"insert into returns values ({', '.join('?' * len(row))})", list(row))
    build(db)
    whole = later_returns.connection.execute(MONTHLY_REVENUE).fetchall()
    assert db.execute(MONTHLY_REVENUE).fetchall() == whole


def test_a_store_without_a_day_builds_empty_tables():
    db = draw(
        ratings="""
            response_id | aspect | perceived
            1           | speed  | 4
        """
    )
    for table in ("months", "customer_month", "standing"):
        assert db.rows_of(table) == 0
    assert db.rows_of("company") == 1


# Only what was touched ----------------------------------------------------------------------------


def drawn():
    return draw(
        orders=ORDERS,
        products="""
            product_id | unit_cost
            p          | 1
            q          | 2
        """,
        complete_to=date(2024, 3, 31),
    )


def test_a_first_build_works_out_every_month():
    db = drawn()
    db.connection.execute("drop table company")
    assert months_worked_out(db) == labels(date(2023, 1, 1), date(2024, 4, 1))


def test_nothing_changed_works_out_nothing():
    assert months_worked_out(drawn()) == []


def test_a_fact_touches_its_month_and_the_twelve_after():
    db = drawn()
    change(
        db,
        "update orders set revenue = 11 where order_id = '1'",
        ("orders", date(2023, 1, 1)),
    )
    assert months_worked_out(db) == labels(date(2023, 1, 1), date(2024, 1, 1))
    assert db.value("select sum(value) from standing where month = '2024-01-01'") == 10


def test_customers_and_products_imported_again_touch_nothing():
    db = drawn()
    change(
        db,
        "update customers set name = 'Anna'",
        ("customers", None),
        ("products", None),
        ("contracts", None),
        ("ratings", date(2023, 1, 1)),
    )
    assert months_worked_out(db) == []


def test_a_unit_cost_touches_the_months_the_product_was_sold_in():
    db = drawn()
    change(db, "update products set unit_cost = 3 where product_id = 'q'", ("products", None))
    assert months_worked_out(db) == labels(date(2024, 3, 1), date(2024, 4, 1))
    assert db.value("select sum(value) from standing where month = '2024-04-01'") == 31


def test_leaving_touches_the_months_from_then_on():
    db = drawn()
    change(
        db,
        "update customers set left_on = '2024-02-10' where customer_id = 'a'",
        ("customers", None),
    )
    assert months_worked_out(db) == labels(date(2024, 2, 1), date(2024, 4, 1))


def test_a_contract_on_a_months_first_day_touches_the_month_before():
    db = drawn()
    change(
        db,
        "insert into contracts values ('b', '2024-02-01', '2024-02-20', 2)",
        ("contracts", None),
    )
    assert months_worked_out(db) == labels(date(2024, 1, 1), date(2024, 4, 1))


def test_a_longer_known_past_works_out_what_has_begun_and_ended():
    db = drawn()
    change(db, "update imports set complete_to = '2024-05-05'")
    assert months_worked_out(db) == ["2024-04", "2024-05"]
    assert db.value("select count(is_left_by_end) from standing where month = '2024-04-01'") == 2


def test_a_value_is_known_again_when_the_month_that_hid_it_is_no_longer_looked_back_on():
    db = draw(
        orders="""
            order_id | customer_id | ordered_on | revenue | cost
            1        | a           | 2023-03-10 | 10      |
            2        | a           | 2023-09-10 | 1000    | 400
            3        | b           | 2024-02-10 | 1000    | 500
        """,
        complete_to=date(2024, 2, 29),
    )
    known = "select month, value from standing inner join customers using (customer_key) where "
    known += "customer_id = 'a' and month >= '2024-03-01' order by month"
    assert db.connection.execute(known).fetchall() == [(date(2024, 3, 1), None)]
    change(db, "update imports set complete_to = '2024-03-31'")
    assert months_worked_out(db) == ["2024-03", "2024-04"]
    stood = [(date(2024, 3, 1), None), (date(2024, 4, 1), 600)]
    assert db.connection.execute(known).fetchall() == stood


def test_a_past_known_for_a_shorter_time_ends_earlier():
    db = drawn()
    change(db, "update imports set complete_to = '2024-03-10'")
    assert months_worked_out(db) == ["2024-03"]
    # April, in which both would stand, has not begun; in March nobody had bought for a year.
    assert db.value("select max(month) from months") == date(2024, 3, 1)
    assert db.value("select max(month) from standing") == date(2024, 1, 1)
    assert db.value("select sum(revenue) from customer_month where month = '2024-03-01'") == 20


def test_another_basis_works_out_all_standing_anew():
    db = drawn()
    assert db.value("select value_basis from company") == "marginal"
    change(db, "update products set unit_cost = null", ("products", None))
    assert months_worked_out(db) == labels(date(2023, 1, 1), date(2024, 4, 1))
    assert db.value("select sum(value) from standing where month = '2024-04-01'") == 40


def test_tables_made_by_other_definitions_are_worked_out_anew():
    db = drawn()
    change(db, "update company set definitions = 'those of last year'")
    assert months_worked_out(db) == labels(date(2023, 1, 1), date(2024, 4, 1))


def test_what_attributes_and_deals_told_goes_with_their_rows():
    db = draw(
        orders=ORDERS,
        attributes="""
            customer_id | attribute | value
            a           | club      | gold
        """,
        opportunities="""
            opportunity_id | customer_id | created_on
            1              | b           | 2024-01-10
        """,
    )
    told = "select (select count(*) from attribute_values), (select count(*) from deals)"
    assert db.connection.execute(told).fetchall() == [(1, 1)]
    change(db, "delete from attributes; delete from opportunities")
    build(db.connection)
    assert db.connection.execute(told).fetchall() == [(0, 0)]


def test_a_build_tells_how_far_it_is_and_leaves_no_changes():
    told = []
    db = drawn()
    change(db, "select 1", (None, None))
    build(db.connection, lambda doing, done, **values: told.append((done, doing.format(**values))))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
    assert "Working out 2024-04" in dict(told).values()
    assert db.rows_of("changes") == 0


def test_standing_lies_on_disk_by_month_and_customer():
    found = drawn().connection.execute("select month, customer_key from standing").fetchall()
    assert found == sorted(found)


# A part gives the whole ---------------------------------------------------------------------------

DERIVED = (
    "company",
    "newest_days",
    "months",
    "customer_month",
    "trade_gaps",
    "trade_gap_counts",
    "trade_spans",
    "standing",
    "standing_counts",
    "first_days",
    "comings",
    "customer_names",
    "attribute_values",
    "holders",
    "touch_days",
    "order_touches",
    "campaign_orders",
    "subjects",
    "unknown_respondents",
    "responders",
    "answers",
    "importances",
    "said_days",
    "imputed_answers",
    "opinions",
    "scores",
    "stage_order",
    "deals",
    "deal_stages",
    "deal_pasts",
)


def everything(db):
    return {
        table: sorted(db.connection.execute(f"select * from {table}").fetchall(), key=repr)
        for table in DERIVED
    }


def same_customers(world):
    """With every customer there is, so that two stores number them alike."""
    known = {row["customer_id"] for row in world.customers}
    world.customers = world.customers + [
        {"customer_id": name} for name in (*IDS, "served") if name not in known
    ]
    return world


def touched_months(before, after, day):
    differing = Counter(map(repr, before)), Counter(map(repr, after))
    changed = set((differing[0] - differing[1]) + (differing[1] - differing[0]))
    return {row[day].replace(day=1) for row in before + after if repr(row) in changed}


def import_into(db, before, after):
    """Make `db`, which holds `before`, hold `after`, noting what an import would note."""
    source = draw(**after.drawn()).connection
    for table in [*TABLES, "imports"]:
        db.connection.execute(f"delete from {table}")
        found = source.execute(f"select * from {table}").fetchall()
        if found:
            marks = ", ".join("?" * len(found[0]))
            db.connection.executemany(f"insert into {table} values ({marks})", found)
    for table, day in (("orders", "ordered_on"), ("costs_to_serve", "spent_on")):
        for month in touched_months(vars(before)[table], vars(after)[table], day):
            db.connection.execute("insert into changes values (?, ?)", [table, month])
    for table in ("customers", "contracts", "products", "campaigns", "touches"):
        db.connection.execute("insert into changes values (?, null)", [table])


PARTS = ("orders", "customers", "products", "contracts", "costs_to_serve", "touches", "complete_to")


@st.composite
def imports(draw):
    """A company before and after an import that changes some of what is known."""
    before, other = draw(worlds(orders=16)), draw(worlds(orders=8))
    after = type(before)(**vars(before))
    for part in draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3, unique=True)):
        setattr(after, part, getattr(other, part))
    if draw(st.booleans()):
        kept = draw(st.integers(0, len(before.orders)))
        after.orders = before.orders[:kept] + other.orders[:3]
    after.customers, before.customers = list(after.customers), list(before.customers)
    return same_customers(before), same_customers(after)


@settings(max_examples=20, deadline=None)
@given(imports())
def test_working_out_what_an_import_touched_gives_what_working_out_all_gives(both):
    hold_to_the_whole(both)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(imports())
def test_working_out_a_part_gives_the_whole_many_times_more(both):
    hold_to_the_whole(both)


@st.composite
def closings(draw):
    """A company before and after a further month of orders, or two."""
    after, ended = draw(worlds(orders=25)), draw(st.sampled_from(MONTHS[-6:-1]))
    before = type(after)(**vars(after))
    before.complete_to = ended - timedelta(1)
    before.orders = [row for row in after.orders if row["ordered_on"] < ended]
    after.complete_to = later(ended, draw(st.integers(1, 2))) - timedelta(1)
    return same_customers(before), same_customers(after)


@settings(max_examples=15, deadline=None)
@given(closings())
def test_closing_a_month_gives_what_working_out_all_gives(both):
    hold_to_the_whole(both)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(closings())
def test_closing_a_month_gives_the_whole_many_times_more(both):
    hold_to_the_whole(both)


def hold_to_the_whole(both):
    before, after = both
    db = draw(**before.drawn())
    import_into(db, before, after)
    build(db.connection)
    assert everything(db) == everything(draw(**after.drawn()))
