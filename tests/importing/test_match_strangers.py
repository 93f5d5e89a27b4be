"""Files of strangers: headers in other languages, and columns that only sound like ours."""

import pytest

from lib.importing.match.names import fits
from tests.importing.matching import Matching, guesses


@pytest.fixture
def matching(tmp_path):
    return Matching(tmp_path)


def rows(header, row, count=10):
    kinds = ["one", "two"]
    lines = [row.format(n=n, m=n % 3, day=f"{n + 13}", word=kinds[n % 2]) for n in range(count)]
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize(
    ("header", "table", "field"),
    [
        ("Kundennummer", "orders", "customer_id"),
        ("RechnDatum", "orders", "ordered_on"),
        ("Nettobetrag", "orders", "revenue"),
        ("Einzelpreis", "orders", "unit_price"),
        ("Artikelbezeichnung", "products", "name"),
        ("Besteldatum", "orders", "ordered_on"),
        ("N° commande", "orders", "order_id"),
        ("Date de commande", "orders", "ordered_on"),
        ("Nom du client", "customers", "name"),
        ("Quantité", "orders", "quantity"),
        ("Région", "customers", "region"),
        ("precio_unitario", "orders", "unit_price"),
        ("id_venta", "orders", "order_id"),
        ("Codice cliente", "orders", "customer_id"),
        ("Valor total", "orders", "revenue"),
        ("Numer faktury", "orders", "order_id"),
        ("Wartość netto", "orders", "revenue"),
        ("訂單編號", "orders", "order_id"),
        ("會員編號", "orders", "customer_id"),
        ("受注日", "orders", "ordered_on"),
        ("売上金額", "orders", "revenue"),
        ("顧客コード", "orders", "customer_id"),
    ],
)
def test_a_header_of_another_language_means_what_its_words_mean(header, table, field):
    assert fits(header, table, False)[0].field == field


@pytest.mark.parametrize("header", ["Client No", "Order No", "Product No", "Data", "Land of birth"])
def test_an_english_header_keeps_its_own_meaning(header):
    fields = {fit.field for fit in fits(header, "orders", False)}
    known = {"Client No": {"customer_id"}, "Order No": {"order_id"}, "Product No": {"product_id"}}
    assert fields <= known.get(header, {"ordered_on"})


def test_a_german_list_of_bills_becomes_orders_without_those_cancelled(matching):
    file = (
        "Rechnungsnummer;Rechnungsdatum;Kundennummer;Nettobetrag;Status\n"
        "R1;13.01.2024;K1;1.000,50;bezahlt\n"
        "R2;14.01.2024;K2;20,00;storniert\n"
        "R3;15.01.2024;K1;30,25;offen\n"
    )
    loaded = matching.load(matching.propose({"Rechnungsausgang.csv": file}))
    sql = "select order_id, revenue, status from orders order by order_id"
    assert loaded.rows(sql) == [
        ("R1", 1000.5, "completed"),
        ("R2", 20, "cancelled"),
        ("R3", 30.25, "completed"),
    ]


def test_a_status_of_unknown_words_is_told_and_not_passed_over(matching):
    file = rows("Order ID,Order Date,Customer ID,Amount,Status", "{n},2024-01-{day},{m},5,x{word}")
    doubts = guesses(matching.propose({"orders.csv": file}))
    assert any("meaning is not known" in sentence for sentence in doubts.values())


def test_payments_that_failed_are_left_out(matching):
    file = (
        "ID,ORDERID,PAYMENTMETHOD,STATUS,AMOUNT,CREATED\n"
        "1,1,card,success,1000,1/14/2018\n"
        "2,2,card,fail,1700,1/15/2018\n"
        "3,2,coupon,success,1700,1/15/2018\n"
    )
    proposal = matching.propose({"stripe_payments.csv": file})
    assert "fail" in guesses(proposal)["payments", "where"]
    loaded = matching.load(proposal)
    sql = "select payment_id, order_id, amount from payments order by payment_id"
    assert loaded.rows(sql) == [("1", "1", 1000), ("3", "2", 1700)]


def test_refunds_beside_payments_are_told(matching):
    row = "ch{n},2024-01-{day} 10:00,5.00,1.00,Paid,c{m}"
    file = rows("id,Created date (UTC),Amount,Amount Refunded,Status,Customer ID", row)
    doubts = guesses(matching.propose({"unified_payments.csv": file}))
    assert any("Amount Refunded holds refunds" in sentence for sentence in doubts.values())


def test_payments_called_refunded_are_told_where_nothing_says_how_much(matching):
    row = "ch{n},2024-01-{day} 10:00,5.00,{word},c{m}"
    file = rows("id,Created date (UTC),Amount,Status,Customer ID", row)
    file = file.replace("one", "Paid").replace("two", "Refunded")
    doubts = guesses(matching.propose({"unified_payments.csv": file}))
    told = "Payments whose Status is Refunded count as money received in full"
    assert any(told in sentence for sentence in doubts.values())


def test_days_in_merged_cells_are_told_with_what_fills_them(matching):
    file = "销售日期,产品,销售额\n2024-01-13,a,5\n,b,6\n,c,7\n2024-01-14,a,8\n"
    doubts = guesses(matching.propose({"订单.csv": file}))
    told = "销售日期 is empty in 2 of 4 rows, which then have no day and do not come in; "
    assert any(told in one and 'fill_down = ["销售日期"]' in one for one in doubts.values())


def test_an_overdue_invoice_counts_and_a_draft_does_not(matching):
    file = rows(
        "Invoice Number,Invoice Date,Contact,Total,Status", "{n},2024-01-{day},C{m},5,{word}"
    )
    file = file.replace("one", "OVERDUE").replace("two", "DRAFT")
    loaded = matching.load(matching.propose({"invoices.csv": file}))
    assert loaded.rows("select status, count(*) from orders group by status order by status") == [
        ("cancelled", 5),
        ("completed", 5),
    ]


def test_what_a_ticket_is_about_is_its_type_and_a_status_alone_ends_none(matching):
    row = "{n},2024-01-{day} 10:00:00,Closed,High,{word},Subject {n}"
    file = rows("ticket_id,created_at,status,priority,type,subject", row)
    proposal = matching.propose({"zendesk_tickets.csv": file})
    assert proposal.recipe["complaints"]["kind"] == "type"
    assert "Closed" in guesses(proposal)["complaints", "resolved_at"]


def test_the_state_of_an_account_is_no_place_and_a_list_is_no_product(matching):
    row = "{n},2024-01-{day},{m},5,\"[{{'sku': {n}}}]\",disabled"
    file = rows("Order ID,Order Date,Customer ID,Amount,line_items,customer.state", row)
    recipe = matching.propose({"orders.csv": file}).recipe
    assert "products" not in recipe
    assert "product_id" not in recipe["orders"]
    assert "region" not in recipe.get("customers", {})


def test_days_of_the_week_are_no_customers(matching):
    file = "a,b,c\n2024-01-15,1.5,Monday\n2024-01-16,2.5,Tuesday\n2024-01-22,3.5,Monday\n"
    recipe = matching.propose({"x.csv": file}).recipe
    assert recipe["orders"]["revenue"] == "b"
    assert "customer_id" not in recipe["orders"]


def test_an_invoice_is_due_for_payment_and_promises_no_delivery(matching):
    row = "{n},2024-01-{day},2024-02-{day},Contact {m},5"
    file = rows("Invoice Number,Invoice Date,Due Date,Contact Name,Total", row)
    block = matching.propose({"invoices.csv": file}).recipe["orders"]
    assert "promised_on" not in block
    assert block["customer_id"] == "Contact Name"


def test_the_one_question_of_a_short_survey_is_found_among_other_columns(matching):
    question = "How likely are you to recommend us to a friend?"
    row = "id{n},{n},text {n},2024-01-{day} 09:00:00,2024-01-{day} 09:01:00,net{n}"
    file = rows(f"#,{question},Why?,Start Date,Submit Date,Network ID", row)
    recipe = matching.propose({"responses.csv": file}).recipe
    assert recipe["responses"]["recommend"] == question


def test_a_quantity_is_no_answer_to_a_question(matching):
    file = "Produkt,Cena,Ilosc\nJabłka,3.5,10\nBanan,2.0,5\nMleko,4.2,2\nChleb,3.0,3\n"
    assert "responses" not in matching.propose({"sprzedaz.csv": file}).recipe


def test_moments_that_name_utc_ask_for_a_time_zone_and_come_in_with_one(matching):
    file = (
        "OpportunityId,AccountId,CloseDate,StageName,Amount,CreatedDate\n"
        "1,A1,2023-10-30,Proposal,5,2023-09-26 23:15:00.000000 UTC\n"
        "2,A2,2023-11-30,Closed Won,5,2023-09-21 09:00:00.000000 UTC\n"
    )
    assert ("read", "time_zone") in guesses(matching.propose({"opportunities.csv": file}))
    matching.read = {"time_zone": "Asia/Shanghai"}
    loaded = matching.load(matching.propose({"opportunities.csv": file}))
    days = loaded.rows("select cast(created_on as varchar) from opportunities order by 1")
    assert days == [("2023-09-21",), ("2023-09-27",)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("order_date", "3 mai 2024"), ("order_date", "1709650000"), ("amount", "12.5万")],
)
def test_a_column_called_right_that_does_not_read_so_is_named(matching, column, value):
    row = {"order_id": "A{n}", "customer_id": "C{n}", "order_date": "2024-01-05", "amount": "{n}.5"}
    row[column] = value
    rows = [",".join(row.values()).replace("{n}", str(n)) for n in range(1, 5)]
    proposal = matching.propose({"a.csv": "\n".join([",".join(row), *rows]) + "\n"})
    (doubt,) = proposal.guesses
    assert f"{column} is called like it, but what it holds, such as “{value}”" in str(doubt)


def test_a_requesters_number_is_better_than_their_name_and_what_is_due_with_tax_is_money(matching):
    tickets = matching.propose(
        {
            "tickets.csv": """\
            ID,Requester,Requester id,Subject,Created at,Solved at
            1,Ann,101,Broken,2024-03-05 14:05,2024-03-06 14:05
            2,Bob,102,Late,2024-03-06 14:05,
            """
        }
    )
    assert tickets.recipe["complaints"]["customer_id"] == "Requester id"
    slips = matching.propose(
        {
            "orders.csv": """\
            单据编号,客户代码,单据日期,价税合计
            SO1,K1,2024-01-05,1130.00
            SO2,K2,2024-01-06,226.00
            """
        }
    )
    assert slips.recipe["orders"]["revenue"] == "价税合计"


def test_an_amount_of_which_not_all_reads_as_a_number_is_taken_with_a_doubt(matching):
    proposal = matching.propose(
        {
            "orders.csv": """\
            order_id,customer_id,order_date,amount
            A1,C1,2024-01-05,1.5
            A2,C2,2024-01-06,=SUM(1)
            A3,C3,2024-01-07,3
            """
        }
    )
    assert proposal.recipe["orders"]["revenue"] == "amount"
    assert any("not all of it reads as numbers" in str(doubt) for doubt in proposal.guesses)
