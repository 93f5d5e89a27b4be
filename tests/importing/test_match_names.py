"""Headers as words, and the fields they name."""

import pytest

from lib.importing.match.kinds import OTHER_FIELDS
from lib.importing.match.names import fits, name_of, vocabulary
from lib.schema import TABLES


@pytest.mark.parametrize(
    "header",
    [
        *("Customer ID", "customer_id", "CustomerID", "customerId", "CUSTOMER-ID", "customer.id"),
        *("  Customer   ID ", "Ｃｕｓｔｏｍｅｒ　ＩＤ", "customers id", "Customer ID (text)"),
    ],
)
def test_one_name_is_written_in_many_ways(header):
    assert name_of(header).compact == "customerid"


@pytest.mark.parametrize(
    ("header", "table", "field"),
    [
        ("Cust No.", "customers", "customer_id"),
        ("客户编号", "customers", "customer_id"),
        ("会员卡号", "customers", "customer_id"),
        ("客户名称", "customers", "name"),
        ("省份", "customers", "region"),
        ("订单编号", "orders", "order_id"),
        ("订单日期", "orders", "ordered_on"),
        ("下单时间", "orders", "ordered_on"),
        ("订单付款时间 ", "orders", "ordered_on"),
        ("Order Placed At", "orders", "ordered_on"),
        ("金额", "orders", "revenue"),
        ("实付金额（元）", "orders", "revenue"),
        ("销售额", "orders", "revenue"),
        ("Net Sales (USD)", "orders", "revenue"),
        ("数量", "orders", "quantity"),
        ("Quantitty", "orders", "quantity"),
        ("单价", "orders", "unit_price"),
        ("成本", "orders", "cost"),
        ("利润", "orders", "profit"),
        ("商品名称", "products", "name"),
        ("产品类别", "products", "category"),
        ("渠道", "orders", "channel"),
        ("营销活动名称", "campaign_days", "campaign_id"),
        ("满意度", "responses", "overall"),
        ("投诉编号", "complaints", "complaint_id"),
        ("Likelihood to Recommend", "responses", "recommend"),
        ("Expected Close Date", "opportunities", "expected_close_on"),
        ("case:concept:name", "stage_changes", "opportunity_id"),
    ],
)
def test_a_header_names_a_field(header, table, field):
    assert fits(header, table, False)[0].field == field


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("Number of Customers", "customers"),
        ("product_name_lenght", "products"),
        ("customer_zip_code_prefix", "customers"),
        ("order_approved_at", "orders"),
        ("Days since last order", "orders"),
        ("Order Priority", "orders"),
        ("", "orders"),
        ("....", "orders"),
    ],
)
def test_a_name_that_only_looks_alike_names_nothing(header, table):
    assert fits(header, table, False) == ()


def test_a_bare_word_says_something_only_in_a_file_about_it():
    assert fits("name", "customers", False) == ()
    assert fits("name", "customers", True)[0].field == "name"


def test_every_word_belongs_to_a_field_there_is():
    known = {table: {*TABLES[table].names, *OTHER_FIELDS} for table in TABLES}
    helpers = {"first_name", "last_name", "category_id"}
    meanings = {one for meanings in vocabulary().values() for one in meanings}
    wrong = [
        one
        for one in meanings
        if one.table in known and one.field not in known[one.table] | helpers
    ]
    assert wrong == []


def test_every_field_of_every_table_has_names():
    named = {(one.table, one.field) for meanings in vocabulary().values() for one in meanings}
    reckoned = {("responses", name) for name in ("overall_min", "overall_max", "agree_max")}
    fields = {(table.name, name) for table in TABLES.values() for name in table.names}
    assert fields - named == reckoned
