"""What is proposed for files nobody described, and what is said about it."""

from decimal import Decimal
from pathlib import Path

import pytest

from lib.database import Database, connect_writer
from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text
from lib.schema import TABLES, create_tables
from tests.importing.matching import Matching, guesses

RECIPES = Path(__file__).parents[2] / "data" / "recipes"


@pytest.fixture
def matching(tmp_path):
    return Matching(tmp_path)


FLAT = """\
    Order ID,Row,Order Date,Customer ID,Customer Name,Segment,Product ID,Product Name,Sales,Profit
    A1,1,2024-01-05,C1,Ann Lee,Home,P1,Red chair,100.50,20
    A1,2,2024-01-05,C1,Ann Lee,Home,P2,Blue desk,200,50
    A2,1,2024-02-07,C2,Bo Chan,Office,P1,Red chair,90,10
    A3,1,2024-03-09,C1,Ann Lee,Home,P2,Blue desk,210,55
"""


def test_one_flat_file_feeds_orders_customers_and_products(matching):
    proposal = matching.propose({"export.csv": FLAT})
    recipe = proposal.recipe
    assert recipe["orders"] == {
        "order_id": "Order ID",
        "line": "=row",
        "customer_id": "Customer ID",
        "ordered_on": "Order Date",
        "product_id": "Product ID",
        "revenue": "Sales",
        "cost": '="Sales" - "Profit"',
    }
    assert recipe["customers"] == {
        "customer_id": "Customer ID",
        "name": "Customer Name",
        "keep": "last",
        "attributes": {"Segment": "Segment"},
    }
    assert recipe["products"] == {
        "product_id": "Product ID",
        "name": "Product Name",
        "keep": "last",
    }
    assert recipe["types"] == {"Sales": "number", "Profit": "number"}
    loaded = matching.load(proposal)
    assert loaded.row("select count(*), sum(revenue), sum(cost) from orders") == (
        4,
        Decimal("600.5"),
        Decimal("465.5"),
    )


def test_a_guess_is_told_apart_from_what_a_name_says(matching):
    proposal = matching.propose({"export.csv": FLAT})
    said = guesses(proposal)
    assert ("orders", "revenue") not in said
    assert "without Profit" in said["orders", "cost"]
    reasons = {doubt.path: doubt.sure for doubt in proposal.doubts}
    assert reasons["orders", "revenue"] is True


def test_the_proposal_is_what_reading_its_text_gives(matching):
    recipe = matching.propose({"export.csv": FLAT}).recipe
    assert read_recipe(recipe_text(recipe), name="x").blocks


def test_days_that_read_two_ways_are_asked_and_not_chosen(matching):
    text = "Order ID,Order Date,Sales\nA,01/02/2024,5\nB,03/04/2024,6\n"
    proposal = matching.propose({"orders.csv": text})
    (doubt,) = (doubt for doubt in proposal.guesses if "dates" in doubt.path)
    assert doubt.path == ("read", "dates", "Order Date")
    assert set(doubt.others) == {"%d/%m/%Y", "%m/%d/%Y"}
    assert "read" not in proposal.recipe
    assert "reads as" in matching.refusal(proposal)
    proposal.recipe["read"] = {"dates": {"Order Date": "%d/%m/%Y"}}
    loaded = matching.load(proposal)
    assert str(loaded.row("select min(ordered_on) from orders")[0]) == "2024-02-01"


def test_days_that_nothing_takes_are_not_asked_about(matching):
    text = "Order ID,Order Date,Sales,Date\nA,2024-01-01,5,01/02/2024\nB,2024-01-02,6,03/04/2024\n"
    proposal = matching.propose({"orders.csv": text})
    assert not [doubt for doubt in proposal.guesses if "dates" in doubt.path]


def test_days_that_read_one_way_are_written_down_for_the_next_file(matching):
    text = "Order ID,Order Date,Sales\nA,01/02/2024,5\nB,23/04/2024,6\n"
    assert matching.propose({"orders.csv": text}).recipe["read"] == {"dates": "%d/%m/%Y"}


def test_ids_from_a_spreadsheet_and_rows_without_a_customer(matching):
    text = """\
        Invoice,Quantity,Invoice Date,Price,Customer ID
        I1,2,2024-01-01,1.5,17850.0
        I1,1,2024-01-01,4.0,17850.0
        C2,-2,2024-01-02,1.5,17850.0
        I3,5,2024-01-03,2.0,
    """
    proposal = matching.propose({"jan.csv": text})
    loaded = matching.load(proposal)
    assert loaded.rows("select customer_id from customers") == [("17850",)]
    assert loaded.row("select count(*), sum(revenue) from orders") == (4, Decimal("14"))
    assert loaded.row("select revenue from orders where order_id = 'C2'") == (Decimal("-3"),)
    assert (
        "Rows without Customer ID are left out of the customers: 1."
        in guesses(proposal)["customers", "where"]
    )


def test_a_sum_of_the_order_on_each_of_its_lines_is_counted_once(matching):
    text = """\
        Order No,Day,Customer No,Article,Order Total
        1,2024-01-01,C1,P1,30
        1,2024-01-01,C1,P2,30
        2,2024-01-02,C2,P1,12
        3,2024-01-03,C1,P1,50
        3,2024-01-03,C1,P2,50
        3,2024-01-03,C1,P3,50
    """
    proposal = matching.propose({"orders.csv": text})
    assert "repeats one sum" in guesses(proposal)["orders", "revenue"]
    assert matching.load(proposal).row("select sum(revenue) from orders") == (Decimal("92"),)


def test_a_status_is_put_in_our_words_and_an_unknown_one_is_asked(matching):
    text = """\
        订单编号,下单时间,实付金额,订单状态
        1,2024-01-01,10,交易成功
        2,2024-01-02,11,交易关闭
        3,2024-01-03,12,全额退款
        4,2024-01-04,13,锁定
    """
    proposal = matching.propose({"导出.csv": text})
    assert proposal.recipe["map"]["订单状态"] == {
        "交易成功": "completed",
        "交易关闭": "cancelled",
        "全额退款": "returned",
    }
    assert "锁定" in guesses(proposal)["orders", "status"]
    assert "status is one of" in matching.refusal(proposal)


def test_refunds_beside_revenue_are_asked_about(matching):
    text = "订单编号,下单时间,实付金额,退款金额\n1,2024-01-01,10,0\n2,2024-01-02,11,5\n"
    assert "退款金额" in guesses(matching.propose({"a.csv": text}))["orders",]


def test_a_comma_that_may_be_either_is_asked_about(matching):
    text = 'Order ID,Order Date,Sales\nA,2024-01-01,"1,234"\nB,2024-01-02,"2,345"\n'
    proposal = matching.propose({"orders.csv": text})
    assert "two ways" in guesses(proposal)["read", "thousands"]


def test_numbers_as_europe_writes_them(matching):
    text = """\
        Order ID;Order Date;Sales
        A;01.02.2024;1.234,50 €
        B;25.02.2024;2,10 €
    """
    proposal = matching.propose({"orders.csv": text})
    assert proposal.recipe["read"] == {
        "decimal": ",",
        "thousands": ".",
        "currency": ["€"],
        "dates": "%d.%m.%Y",
    }
    assert matching.load(proposal).row("select sum(revenue) from orders") == (Decimal("1236.6"),)


def test_a_column_of_money_with_some_words_in_it_is_still_the_money(matching):
    text = "Order ID,Order Date,Sales\nA,2024-01-01,12.5\nB,2024-01-02,abc\nC,2024-01-03,3.5\n"
    proposal = matching.propose({"orders.csv": text})
    assert "not all of it reads as numbers" in guesses(proposal)["orders", "revenue"]
    assert "line 3" in matching.refusal(proposal)


def test_what_is_missing_is_named(matching):
    text = "Order ID,Customer ID,Sales\nA,1,5\nB,2,6\n"
    proposal = matching.propose({"orders.csv": text})
    assert not set(proposal.recipe) & set(TABLES)
    assert "ordered_on" in str(proposal.guesses[0])


def test_a_file_of_customers_that_holds_orders_but_for_their_day_says_so(matching):
    text = "Customer ID,Age,Gender,Item Purchased,Purchase Amount (USD),Quantity\n" + "".join(
        f"{n},{20 + n},Male,Shirt,{n}5.5,1\n" for n in range(1, 9)
    )
    proposal = matching.propose({"shopping.csv": text})
    assert proposal.recipe["customers"]["customer_id"] == "Customer ID"
    assert "if a column of it said ordered_on" in guesses(proposal)["orders", "ordered_on"]


def test_moments_with_an_offset_ask_for_a_time_zone(matching):
    text = "Order ID,Order Date,Sales\nA,2024-01-01T23:30:00+01:00,5\n"
    proposal = matching.propose({"orders.csv": text})
    assert "time zone" in guesses(proposal)["read", "time_zone"]
    assert "offset from UTC" in matching.refusal(proposal)


def test_a_tenure_is_no_day_and_that_is_said(matching):
    text = "customerID,gender,tenure,Contract,Churn\n" + "".join(
        f"{number:04}-X,{'Male' if number % 2 else 'Female'},{number},Monthly,No\n"
        for number in range(1, 9)
    )
    said = guesses(matching.propose({"churn.csv": text}))
    assert "since which day" in said["contracts", "starts_on"]
    assert "on which day" in said["customers", "left_on"]


def test_files_of_one_header_are_one_file_of_the_recipe(matching):
    day = "Order ID,Order Date,Sales,Customer ID\nA{0},2024-01-0{0},5,C1\nB{0},2024-01-0{0},6,C2\n"
    files = {f"2024-01-0{number}.csv": day.format(number) for number in (1, 2, 3)}
    proposal = matching.propose(files)
    assert "file" not in proposal.recipe
    assert matching.load(proposal).row("select count(*) from orders") == (6,)


SET = {
    "shop_orders_202401.csv": """\
        OrderID,CustomerID,OrderDate,Status
        1,A,2024-01-02,delivered
        2,B,2024-01-03,canceled
    """,
    "shop_order_details_202401.csv": """\
        OrderID,ProductID,UnitPrice,Quantity
        1,10,2.50,4
        1,11,1.00,1
        2,10,2.50,2
    """,
    "shop_products_202401.csv": """\
        ProductID,ProductName,CategoryID
        10,Tea,7
        11,Cup,8
    """,
    "shop_categories_202401.csv": """\
        CategoryID,CategoryName
        7,Drinks
        8,Dishes
    """,
    "shop_customers_202401.csv": """\
        CustomerID,CompanyName,City
        A,Ace Ltd,Bonn
        B,Best Ltd,Graz
    """,
}


def test_several_files_are_a_set_with_its_lookups(matching):
    proposal = matching.propose(SET)
    recipe = proposal.recipe
    assert recipe["lookup"]["orders"] == {"from": "orders", "on": {"OrderID": "OrderID"}}
    assert recipe["orders"]["from"] == "order_details"
    assert recipe["orders"]["customer_id"] == "orders.CustomerID"
    assert recipe["products"]["category"] == "categories.CategoryName"
    loaded = matching.load(proposal)
    assert loaded.rows(
        "select order_id, sum(revenue), any_value(status) from orders group by all order by all"
    ) == [
        ("1", Decimal("11"), "completed"),
        ("2", Decimal("5"), "cancelled"),
    ]
    assert loaded.rows("select category from products order by product_id") == [
        ("Drinks",),
        ("Dishes",),
    ]


def test_next_months_files_fit_the_patterns_made_of_these_names(matching):
    recipe = read_recipe(recipe_text(matching.propose(SET).recipe), name="set")
    for name in SET:
        later = name.replace("202401", "202402")
        assert len([file for file in recipe.files if file.matches(name)]) == 1
        assert len([file for file in recipe.files if file.matches(later)]) == 1


def test_a_recipe_of_the_same_columns_is_used_and_adapted(matching):
    matching.recipes = (read_recipe(RECIPES / "superstore.toml", name="superstore.toml"),)
    text = """\
        Row ID,Order ID,Order Date,Customer ID,Customer Name,Segment,Region,\
        Product ID,Product Name,Category,Sales,Quantity,Profit
        1,A1,25.01.2024,C1,Ann,Home,West,P1,Chair,Furniture,10,1,2
    """.replace(",\n" + " " * 8, ",")
    proposal = matching.propose({"february.csv": text})
    assert proposal.known == "Superstore orders"
    (doubt,) = proposal.guesses
    assert doubt.path == ("read", "dates") and doubt.others == ("%d.%m.%Y",)
    assert matching.load(proposal).row("select sum(cost) from orders") == (Decimal("8"),)


def test_columns_are_known_by_ids_that_are_there_already(matching):
    db = connect_writer(Path(":memory:"))
    for statement in create_tables():
        db.execute(statement)
    db.execute("insert into customers (customer_id) select 'K' || n from range(100, 200) as r(n)")
    matching.stored = Database(db)
    rows = "".join(f"{n},K{100 + n},2024-01-{n + 1:02},{n}.5\n" for n in range(20))
    proposal = matching.propose({"x.csv": "nummer,wer,Order Date,Sales\n" + rows})
    assert proposal.recipe["orders"]["customer_id"] == "wer"
    assert "ids of customers there are already" in guesses(proposal)["orders", "customer_id"]


def test_columns_without_names_are_told_by_what_they_hold(matching):
    matching.read = {"header": 0, "columns": ["a", "b", "c"]}
    rows = "".join(f"2024-01-{n + 1:02},K{n % 4},{n}.25\n" for n in range(12))
    proposal = matching.propose({"x.csv": rows})
    orders = proposal.recipe["orders"]
    assert (orders["ordered_on"], orders["customer_id"], orders["revenue"]) == ("a", "b", "c")
    assert "only column of days" in guesses(proposal)["orders", "ordered_on"]
    assert proposal.recipe["read"] == {"header": 0, "columns": ["a", "b", "c"]}


def test_an_id_and_a_name_may_be_anythings(matching):
    text = "id,name\n1,Ann\n2,Bo\n3,Cy\n"
    assert not set(matching.propose({"export.csv": text}).recipe) & set(TABLES)
    proposal = matching.propose({"customers.csv": text})
    assert proposal.recipe["customers"] == {"customer_id": "id", "name": "name"}


def test_bare_words_are_guesses_where_the_files_name_does_not_speak_of_the_table(matching):
    text = "id,name,category\n1,Tea,Drinks\n2,Cup,Dishes\n3,Pot,Dishes\n"
    said = guesses(matching.propose({"export.csv": text}))
    assert "is a guess by its name" in said["products", "product_id"]
    assert ("products", "product_id") not in guesses(matching.propose({"products.csv": text}))


def test_a_price_that_is_the_same_everywhere_is_no_sum_of_the_order(matching):
    text = """\
        Order ID,Order Date,Customer ID,Sales
        1,2024-01-01,C1,10
        1,2024-01-01,C1,10
        2,2024-01-02,C2,10
        2,2024-01-02,C2,10
    """
    proposal = matching.propose({"orders.csv": text})
    assert matching.load(proposal).row("select sum(revenue) from orders") == (Decimal("40"),)


HOSTILE = [
    ["=cmd|' /C calc'!A0", "row", "row_id", "Order ID", "Order Date", "Sales", "Customer ID"],
    ["Order.ID", "Order.Date", 'he "said" it', "Sales", "Sales", "Customer.ID", "row"],
    ["", "", "Order ID", "Order Date", "=Sales", "=Profit", "Customer ID"],
    ["x" * 3000, "Order ID", "Order Date", "Sales", "y" * 3000, "Customer ID", "z"],
    ["Order ID", "Order Date", "Sales", "'; drop table orders --", "header.x", "a]", "[b"],
    ["订单编号", "下单时间", "金额", "客户编号", "select", "null", "'"],
]


@pytest.mark.parametrize("header", HOSTILE, ids=range(len(HOSTILE)))
def test_odd_headers_do_no_harm(matching, header):
    lines = [",".join('"' + name.replace('"', '""') + '"' for name in header)]
    for row in range(4):
        cells = []
        for name in header:
            day = f"2024-01-0{row + 1}" if "Date" in name or "时间" in name else None
            money = f"{row}.5" if name.strip("=") in ("Sales", "Profit", "金额") else None
            cells.append(day or money or f"v{row}")
        lines.append(",".join(cells))
    matching.read = {"header": 1}
    loaded = matching.load(matching.propose({"o[1]*?.csv": "\n".join(lines) + "\n"}))
    assert loaded.row("select count(*), sum(revenue) from orders") == (4, Decimal("8"))


SURVEYED = """
name = "Survey"
[[ratings]]
response_id = "=row_id"
aspect = "='Speed'"
answered_on = "Date"
expected = "How important is: Speed"
perceived = "How good is: Speed"
scale_min = 1
scale_max = 5
[[ratings]]
response_id = "=row_id"
aspect = "='Staff'"
answered_on = "Date"
expected = "How important is: Staff"
perceived = "How good is: Staff"
scale_min = 1
scale_max = 5
"""


def survey(*aspects):
    """A survey with these aspects, as its program writes it: what was asked on a second line."""
    group = "," * len(aspects)
    return (
        f"No,Date,How important is:{group}How good is:{group[:-1]}\n"
        f",,{','.join(aspects * 2)}\n"
        + "".join(f"{n},2024-01-0{n},{','.join('35241'[: len(aspects)] * 2)}\n" for n in (1, 2, 3))
    )


def test_a_recipe_of_a_survey_is_used_though_a_question_came_or_went(matching):
    others = [read_recipe(path, name=path.name) for path in sorted(RECIPES.glob("*.toml"))]
    matching.recipes = (*others, read_recipe(SURVEYED, name="survey"))
    same = matching.propose({"may.csv": survey("Speed", "Staff")})
    assert (same.known, same.guesses) == ("Survey", ())
    more = matching.propose({"may.csv": survey("Speed", "Staff", "Web")})
    (doubt,) = more.guesses
    assert "may.csv also has How important is: Web, How good is: Web" in str(doubt)
    assert len(more.recipe["ratings"]) == 2
    less = matching.propose({"may.csv": survey("Speed", "Web")})
    assert [one["aspect"] for one in less.recipe["ratings"]] == ["='Speed'"]
    assert "also takes How good is: Staff, How important is: Staff" in str(less.guesses[-1])
    assert matching.load(less).row("select count(*) from ratings") == (3,)
    assert matching.propose({"may.csv": survey("Web", "Shop")}).known is None


def test_a_recipe_that_needs_its_one_block_of_a_table_is_not_used_without_it(matching):
    responses = '\n[responses]\nresponse_id = "=row_id"\noverall = "How good is: Staff"\n'
    recipe = f"{SURVEYED}{responses}overall_min = 1\noverall_max = 5\n"
    matching.recipes = (read_recipe(recipe, name="survey"),)
    assert matching.propose({"may.csv": survey("Speed", "Web")}).known is None
