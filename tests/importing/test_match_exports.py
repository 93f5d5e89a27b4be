"""Exports of well-known programs, by headers as those programs write them: what is proposed.

The rows are invented; each file is matched without any recipe to lean on, and imported.
"""

import pytest

from tests.importing.matching import Matching, guesses


@pytest.fixture
def matching(tmp_path):
    return Matching(tmp_path)


def table(header, row, rows=12):
    """A file with this header, whose cells are those of `row`, filled with numbers {n}, {m}…"""
    lines = [header]
    for n in range(rows):
        values = {
            "n": n,
            "m": n % 3,
            "five": n % 5 + 1,
            "ten": n % 11,
            "day": f"2024-03-{n + 1:02}",
            "next": f"2024-04-{n + 1:02}",
            "flag": n % 2,
            "stage": ["Qualified", "Contract Sent", "Closed Won", "Closed Lost"][n % 4],
            "status": ["交易成功", "交易关闭", "卖家已发货"][m_of(n)],
            "answer": ["非常满意", "满意", "一般", "不满意"][n % 4],
        }
        lines.append(row.format(**values))
    return "\n".join(lines) + "\n"


def m_of(n):
    return n % 3


def kept(recipe, table_name, *fields):
    """Of a block, what it fills these fields with."""
    block = recipe[table_name]
    return {name: block.get(name) for name in fields}


def test_the_churn_file_of_a_bank(matching):
    file = table(
        "RowNumber,CustomerId,Surname,CreditScore,Geography,Gender,Age,Tenure,Balance,Exited",
        "{n},1563460{n},Hill {n},60{m},France,Female,4{m},{m},{n}.5,{flag}",
    )
    proposal = matching.propose({"Churn_Modelling.csv": file})
    assert kept(proposal.recipe, "customers", "customer_id", "name", "region") == {
        "customer_id": "CustomerId",
        "name": "Surname",
        "region": "Geography",
    }
    assert "orders" not in proposal.recipe
    assert "Exited" in guesses(proposal)["customers", "left_on"]
    assert matching.load(proposal).row("select count(*) from customers") == (12,)


def test_transactions_of_a_shop_as_kaggle_has_them(matching):
    file = table(
        "Transaction ID,User_ID,Gender,Purchase Date,Product Category,Price per Unit,Quantity,"
        "Total Amount,Payment Method",
        "{n},CUST{m},M,{day},Beauty,30.5,2,61,Card",
    )
    proposal = matching.propose({"ecommerce_dataset.csv": file})
    assert kept(proposal.recipe, "orders", "order_id", "customer_id", "ordered_on", "revenue") == {
        "order_id": "Transaction ID",
        "customer_id": "User_ID",
        "ordered_on": "Purchase Date",
        "revenue": "Total Amount",
    }
    assert matching.load(proposal).row("select sum(revenue) from orders") == (732,)


def test_a_shopify_export_whose_total_stands_on_the_first_line_only(matching):
    header = "Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name,"
    lines = [header + "Lineitem price,Lineitem sku"]
    for n in range(6):
        lines.append(f"#10{n},c{n % 3}@x.com,paid,2024-03-0{n + 1},30.00,1,Tea,10.00,T1")
        lines.append(f"#10{n},c{n % 3}@x.com,,2024-03-0{n + 1},,2,Cup,10.00,C1")
    proposal = matching.propose({"orders_export_1.csv": "\n".join(lines) + "\n"})
    assert kept(proposal.recipe, "orders", "order_id", "customer_id", "product_id", "revenue") == {
        "order_id": "Name",
        "customer_id": "Email",
        "product_id": "Lineitem sku",
        "revenue": '="Lineitem quantity" * "Lineitem price"',
    }
    assert matching.load(proposal).row("select sum(revenue), count(*) from orders") == (180, 12)


def test_deals_of_hubspot(matching):
    file = table(
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Create Date,"
        "Associated Company",
        "90{n},Acme renewal {n},{stage},Sales,1{n}0,{next},Ann Lee,{day},Acme {m}",
    )
    proposal = matching.propose({"hubspot-crm-exports-all-deals-2024-05-01.csv": file})
    assert proposal.recipe["stages"] == ["Qualified", "Contract Sent"]
    assert kept(proposal.recipe, "opportunities", "opportunity_id", "owner", "created_on") == {
        "opportunity_id": "Record ID",
        "owner": "Deal owner",
        "created_on": "Create Date",
    }
    assert "stand" in guesses(proposal)["opportunities", "customer_id"]
    loaded = matching.load(proposal)
    found = "select outcome, stage, count(*) from opportunities group by all order by all"
    assert loaded.rows(found) == [
        ("lost", "Contract Sent", 3),
        ("open", "Contract Sent", 3),
        ("open", "Qualified", 3),
        ("won", "Contract Sent", 3),
    ]


def test_opportunities_of_salesforce(matching):
    file = table(
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,"
        "Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type",
        "Ann,Acme {m},Acme new {n},{stage},Q2-2024,1{n}0.00,10,{n},{next},{day},call,Web,New",
    )
    proposal = matching.propose({"report1714559.csv": file})
    assert kept(
        proposal.recipe, "opportunities", "customer_id", "stage", "source", "closed_on"
    ) == {
        "customer_id": "Account Name",
        "stage": "=case when \"Stage\" in ('Closed Lost', 'Closed Won') then 'Contract Sent' "
        'else "Stage" end',
        "source": "Lead Source",
        "closed_on": "Close Date",
    }
    assert "tells them apart" in guesses(proposal)["opportunities", "opportunity_id"]
    assert matching.load(proposal).row("select count(*) from opportunities") == (12,)


def test_orders_of_taobao(matching):
    file = table(
        "订单编号,买家会员名,买家应付货款,买家应付邮费,买家实际支付金额,订单状态,收货人姓名,收货地址,"
        "订单创建时间,订单付款时间,宝贝标题,宝贝总数量,店铺名称",
        "2100000{n},tb{m},1{n}.00,0.00,1{n}.00,{status},李{m},浙江省,{day} 09:05:07,{day} 09:06:00,"
        "茶 {m}号,2,茶叶旗舰店",
    )
    proposal = matching.propose({"ExportOrderList202405.csv": file})
    names = ("order_id", "customer_id", "ordered_on", "quantity", "revenue", "place", "channel")
    assert kept(proposal.recipe, "orders", *names) == {
        "order_id": "订单编号",
        "customer_id": "买家会员名",
        "ordered_on": "订单创建时间",
        "quantity": "宝贝总数量",
        "revenue": "买家实际支付金额",
        "place": "收货地址",
        "channel": "店铺名称",
    }
    assert "买家应付货款" in guesses(proposal)["orders", "revenue"]
    found = "select status, count(*) from orders group by status order by status"
    assert matching.load(proposal).rows(found) == [("cancelled", 4), ("completed", 8)]


def test_orders_of_jd(matching):
    file = table(
        "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,应付金额,订单状态,"
        "下单帐号,客户姓名,客户地址",
        "29000{n},10001{m},茶具 {m},2,在线支付,{day} 10:00:00,20.50,41.00,41.00,41.00,完成,jd_{m},"
        "王{m},北京",
    )
    proposal = matching.propose({"京东订单.csv": file})
    names = ("order_id", "customer_id", "ordered_on", "product_id", "quantity", "revenue")
    assert kept(proposal.recipe, "orders", *names) == {
        "order_id": "订单号",
        "customer_id": "下单帐号",
        "ordered_on": "下单时间",
        "product_id": "商品ID",
        "quantity": "订购数量",
        "revenue": "订单金额",
    }
    assert kept(proposal.recipe, "customers", "name") == {"name": "客户姓名"}
    assert matching.load(proposal).row("select sum(revenue) from orders") == (492,)


def test_answers_of_qualtrics(matching):
    file = table(
        "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,"
        "ResponseId,ExternalReference,DistributionChannel,Q1_1,Q1_2,Q1_3,Q2_NPS_GROUP,Q2",
        "{day},{day},0,10.0.0.{n},100,6{n},1,{day},R_{n}Zk,C{n},email,{five},{five},{five},"
        "Passive,{ten}",
    )
    proposal = matching.propose({"Customer Satisfaction Q2.csv": file})
    assert [block["perceived"] for block in proposal.recipe["ratings"]] == ["Q1_1", "Q1_2", "Q1_3"]
    assert {block["scale_max"] for block in proposal.recipe["ratings"]} == {5}
    names = ("response_id", "customer_id", "answered_on", "recommend")
    assert kept(proposal.recipe, "responses", *names) == {
        "response_id": "ResponseId",
        "customer_id": "ExternalReference",
        "answered_on": "RecordedDate",
        "recommend": "Q2",
    }
    assert matching.load(proposal).row("select count(*) from ratings") == (36,)


def test_answers_in_words_of_wenjuanxing(matching):
    file = table(
        "序号,提交答卷时间,所用时间,来源,来自IP,1、产品质量的满意度,2、物流速度的满意度,"
        "3、客服态度的满意度,4、总体满意度,5、您有多大可能向朋友推荐我们？",
        "{n},2024/3/{five} 10:00:00,4{n}秒,微信,1.1.1.{n},{answer},{answer},{answer},{answer},"
        "{ten}",
    )
    proposal = matching.propose({"2024满意度调查.csv": file})
    aspects = [block["aspect"] for block in proposal.recipe["ratings"]]
    assert aspects == ["='产品质量的满意度'", "='物流速度的满意度'", "='客服态度的满意度'"]
    assert kept(proposal.recipe, "responses", "overall", "overall_max", "recommend") == {
        "overall": "4、总体满意度",
        "overall_max": 5,
        "recommend": "5、您有多大可能向朋友推荐我们？",
    }
    # What nobody answered this time is known next time.
    assert proposal.recipe["map"]["1、产品质量的满意度"]["非常不满意"] == "1"
    assert matching.load(proposal).row("select sum(perceived) from ratings") == (3 * 42,)


def test_expected_and_perceived_stand_side_by_side(matching):
    file = table("编号,Q3 期望,Q3 感知,Q4 期望,Q4 感知", "{n},{five},{m},{five},{m}")
    file = file.replace(",0", ",3")
    proposal = matching.propose({"survey.csv": file})
    pairs = [(one["expected"], one["perceived"]) for one in proposal.recipe["ratings"]]
    assert pairs == [("Q3 期望", "Q3 感知"), ("Q4 期望", "Q4 感知")]


def test_a_pair_with_only_a_number_in_common_is_told_apart(matching):
    file = table("CUEX1,PERQ1,CUEX2,PERQ2,gender", "{five},{five},{five},{five},f")
    proposal = matching.propose({"mobile.csv": file})
    assert "no more than a number" in guesses(proposal)["ratings", "0", "expected"]


def test_importance_and_satisfaction_are_a_pair(matching):
    file = table(
        "Delivery importance,Delivery satisfaction,Price importance,Price satisfaction,Overall "
        "satisfaction",
        "{five},{five},{five},{five},{five}",
    )
    recipe = matching.propose({"imp.csv": file}).recipe
    assert [block["importance"] for block in recipe["ratings"]] == [
        "Delivery importance",
        "Price importance",
    ]
    assert [block["aspect"] for block in recipe["ratings"]] == ["='Delivery'", "='Price'"]
    assert recipe["responses"]["overall"] == "Overall satisfaction"


def test_a_file_of_one_column_of_points_is_recommendation(matching):
    proposal = matching.propose({"NPS March.csv": table("score", "{ten}")})
    assert proposal.recipe["responses"] == {"response_id": "=row_id", "recommend": "score"}
    assert matching.load(proposal).row("select count(*) from responses") == (12,)


def test_tickets_of_zendesk(matching):
    file = table(
        "Ticket ID,Requester,Requester Email,Subject,Ticket Type,Priority,Status,Channel,"
        "Created at,First Response at,Solved at,Assignee,Satisfaction Rating",
        "50{n},Cu {m},cu{m}@x.com,late,problem,high,solved,email,{day} 09:00,{day} 10:00,"
        "{next} 11:00,Ann,{five}",
    )
    proposal = matching.propose({"zendesk_tickets.csv": file})
    names = ("complaint_id", "opened_at", "first_reply_at", "resolved_at", "severity", "owner")
    assert kept(proposal.recipe, "complaints", *names) == {
        "complaint_id": "Ticket ID",
        "opened_at": "Created at",
        "first_reply_at": "First Response at",
        "resolved_at": "Solved at",
        "severity": "Priority",
        "owner": "Assignee",
    }
    assert matching.load(proposal).row("select count(resolved_at) from complaints") == (12,)


def test_a_report_of_google_ads(matching):
    file = table(
        "Day,Campaign,Currency code,Cost,Impr.,Clicks,CTR,Conversions,Conv. value",
        "{day},Brand {m},USD,10.5,100{n},3{n},3.1%,{m},{n}.5",
    )
    proposal = matching.propose({"Google Ads report.csv": file})
    names = ("campaign_id", "day", "cost", "impressions", "clicks", "orders", "revenue")
    assert kept(proposal.recipe, "campaign_days", *names) == {
        "campaign_id": "Campaign",
        "day": "Day",
        "cost": "Cost",
        "impressions": "Impr.",
        "clicks": "Clicks",
        "orders": "Conversions",
        "revenue": "Conv. value",
    }
    assert proposal.recipe["campaigns"]["per"] == "Campaign"
    assert matching.load(proposal).row("select count(*) from campaigns") == (3,)


def test_subscriptions_with_the_day_they_start(matching):
    file = table(
        "id,Customer ID,Plan,Status,Amount,Interval,Start Date (UTC),Current Period End (UTC)",
        "sub_{n},cus_{n},pro,active,29,month,{day},{next}",
    )
    proposal = matching.propose({"subscriptions.csv": file})
    assert kept(proposal.recipe, "contracts", "customer_id", "starts_on", "ends_on") == {
        "customer_id": "Customer ID",
        "starts_on": "Start Date (UTC)",
        "ends_on": "Current Period End (UTC)",
    }
    assert matching.load(proposal).row("select count(*) from contracts") == (12,)


def test_an_event_log(matching):
    lines = ["case:concept:name,concept:name,time:timestamp"]
    for n in range(5):
        for k, activity in enumerate(["Lead", "Meeting", "Won" if n % 2 else "Lost"]):
            lines.append(f"Case{n},{activity},2024-0{k + 1}-0{n + 1} 10:00:00")
    proposal = matching.propose({"log.csv": "\n".join(lines) + "\n"})
    loaded = matching.load(proposal)
    assert loaded.rows("select distinct stage from stage_changes order by 1") == [
        ("Lead",),
        ("Meeting",),
    ]
    found = "select outcome, stage, count(*), min(created_on), max(closed_on) from opportunities"
    rows = [tuple(map(str, row)) for row in loaded.rows(f"{found} group by all order by all")]
    assert rows == [
        ("lost", "Meeting", "3", "2024-01-01", "2024-03-05"),
        ("won", "Meeting", "2", "2024-01-02", "2024-03-04"),
    ]


def test_mails_with_a_column_for_each_answer(matching):
    file = table(
        "campaign_name,email,sent_at,opened,clicked", "Spring,c{n}@x.com,{day} 08:00,{flag},0"
    )
    proposal = matching.propose({"email_sends.csv": file})
    found = "select kind, count(*) from touches group by kind order by kind"
    assert matching.load(proposal).rows(found) == [("opened", 6), ("sent", 12)]
