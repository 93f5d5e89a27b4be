"""The shipped recipes on the real files they are for, against a second reading by pandas.

The files stay outside the project: without RAPPORT_REALDATA these tests are skipped.
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pandas as pd
import pytest

from lib.database import connect_writer
from lib.importing import NamedFile, import_files
from lib.importing.recipe import read_recipe
from lib.progress import silent
from lib.schema import create_tables
from lib.store import Draft

RECIPES = Path(__file__).parents[2] / "data" / "recipes"


class Store:
    """An empty store in memory, filled by one shipped recipe."""

    def __init__(self, scratch, recipe, files):
        self.db = connect_writer(":memory:")
        for statement in create_tables():
            self.db.execute(statement)
        self.draft = Draft(self.db, scratch)
        self.files = [NamedFile(file, file.name) for file in files]
        self.recipe = read_recipe(RECIPES / f"{recipe}.toml", name=f"{recipe}.toml")
        self.fill()

    def fill(self):
        self.imported = import_files(self.draft, self.files, self.recipe, progress=silent)

    def rows(self, sql):
        return self.db.execute(sql).fetchall()

    def row(self, sql):
        (row,) = self.rows(sql)
        return row

    @property
    def fates(self):
        """For each block: rows of the file, loaded, merged, set aside, skipped."""
        return {
            fate.block: (fate.rows, fate.loaded, fate.merged, fate.set_aside, fate.skipped)
            for fate in self.imported.fates
        }


@pytest.fixture
def store(tmp_path, realdata):
    def filled(recipe, *patterns):
        files = [file for pattern in patterns for file in sorted(realdata.glob(pattern))]
        return Store(tmp_path, recipe, files)

    return filled


@pytest.fixture
def texts(realdata):
    """A file as pandas reads it: every cell as text, an empty one as ''."""

    def read(file, **how):
        frame = pd.read_csv(realdata / file, dtype=str, keep_default_na=False, **how)
        return frame.rename(columns=str.strip)

    return read


def money(cell):
    """Four decimals, half to even, as the store keeps money."""
    return Decimal(cell).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)


def total(cells):
    return sum((money(cell) for cell in cells), Decimal(0))


def test_superstore(store, texts):
    filled = store("superstore", "superstore/orders.csv")
    file = texts("superstore/orders.csv")
    customers, products = file["Customer ID"].nunique(), file["Product ID"].nunique()
    assert (len(file), customers, products) == (9994, 793, 1862)
    assert filled.fates == {
        "customers": (9994, customers, 9994 - customers, 0, 0),
        "products": (9994, products, 9994 - products, 0, 0),
        "orders": (9994, 9994, 0, 0, 0),
    }
    cost = [
        Decimal(sales) - Decimal(profit)
        for sales, profit in zip(file.Sales, file.Profit, strict=True)
    ]
    assert filled.row("select sum(revenue), sum(cost), sum(quantity) from orders") == (
        total(file.Sales),
        total(cost),
        file.Quantity.astype(int).sum(),
    )
    assert filled.row(
        "select count(distinct order_id), min(ordered_on), max(ordered_on) from orders"
    ) == (
        file["Order ID"].nunique(),
        date(2011, 1, 4),
        date(2014, 12, 31),
    )
    segments = file.drop_duplicates("Customer ID").Segment.value_counts().to_dict()
    assert dict(filled.rows("select value, count(*) from attributes group by value")) == segments
    newest = file.drop_duplicates("Product ID", keep="last").set_index("Product ID")
    names = newest["Product Name"].str.strip().to_dict()
    assert dict(filled.rows("select product_id, name from products")) == names
    assert filled.row("select count(*) from customers where is_stub or name is null") == (0,)


def test_maven_crm(store, texts):
    filled = store(
        "maven_crm",
        *(
            f"maven_crm/{name}.csv"
            for name in ("accounts", "products", "sales_pipeline", "sales_teams")
        ),
    )
    deals = texts("maven_crm/sales_pipeline.csv")
    prices = texts("maven_crm/products.csv").set_index("product").sales_price
    assert filled.fates == {
        "customers": (85, 85, 0, 0, 0),
        "products": (7, 7, 0, 0, 0),
        "opportunities": (8800, 8800, 0, 0, 0),
        "people": (35, 35, 0, 0, 0),
    }
    found = filled.rows(
        "select outcome, stage, count(*) from opportunities group by all order by all"
    )
    assert found == [
        ("lost", "Engaging", 2473),
        ("open", "Engaging", 1589),
        ("open", "Prospecting", 500),
        ("won", "Engaging", 4238),
    ]
    assert deals.deal_stage.value_counts().to_dict() == {
        "Won": 4238,
        "Lost": 2473,
        "Engaging": 1589,
        "Prospecting": 500,
    }
    won = deals[deals.deal_stage == "Won"]
    other = deals[deals.deal_stage != "Won"]["product"].replace("GTXPro", "GTX Pro").map(prices)
    sums = "select sum(amount) filter (outcome = 'won'), sum(amount) filter (outcome <> 'won')"
    assert filled.row(f"{sums} from opportunities") == (total(won.close_value), total(other))
    missing = "select count(*) filter (customer_id is null), count(*) filter (created_on is null)"
    assert filled.row(f"{missing}, count(closed_on) from opportunities") == (1425, 500, 4238 + 2473)
    assert filled.row("select count(*) from products where is_stub") == (0,)
    assert filled.row("select count(*) from customers where industry = 'technology'") == (12,)
    assert filled.rows("select stage from stages order by position") == [
        ("Prospecting",),
        ("Engaging",),
    ]


OLIST = ("customers", "orders", "order_items", "products", "order_reviews")


def test_olist(store, texts):
    names = [f"olist/olist_{name}_dataset.csv" for name in OLIST]
    filled = store("olist", *names, "olist/product_category_name_translation.csv")
    customers, orders, items, products, reviews = (texts(name) for name in names)
    people, answers = customers.customer_unique_id.nunique(), reviews.review_id.nunique()
    assert filled.fates == {
        "customers": (8135, people, 8135 - people, 0, 0),
        "products": (5460, 5460, 0, 0, 0),
        "orders": (8365, 8365, 0, 0, 0),
        "responses": (8225, answers, 8225 - answers, 0, 0),
    }
    whole = items.merge(orders, on="order_id").merge(customers, on="customer_id")
    assert len(whole) == 8365
    sums = "select sum(revenue), count(distinct order_id), count(distinct customer_id) from orders"
    assert filled.row(sums) == (
        total(items.price),
        items.order_id.nunique(),
        whole.customer_unique_id.nunique(),
    )
    gone = whole.order_status.isin(["canceled", "unavailable"])
    assert dict(filled.rows("select status, count(*) from orders group by status")) == {
        "cancelled": gone.sum(),
        "completed": (~gone).sum(),
    }
    days = "select ordered_on, delivered_on, promised_on from orders where order_id = $1 limit 1"
    first = whole[whole.order_delivered_customer_date != ""].iloc[0]
    assert filled.db.execute(days, [first.order_id]).fetchall() == [
        tuple(
            date.fromisoformat(first[f"order_{name}"][:10])
            for name in ("purchase_timestamp", "delivered_customer_date", "estimated_delivery_date")
        )
    ]
    english = texts("olist/product_category_name_translation.csv").set_index(
        "product_category_name"
    )
    named = products.product_category_name.map(english.product_category_name_english)
    named = named.fillna(products.product_category_name).replace("", None).dropna()
    found = "select category, count(*) from products where category is not null group by category"
    assert dict(filled.rows(found)) == named.value_counts().to_dict()
    scores = reviews.drop_duplicates("review_id").review_score.astype(int)
    assert filled.row(
        "select sum(overall), count(customer_id), max(answered_on) from responses"
    ) == (
        scores.sum(),
        answers,
        date(2018, 10, 22),
    )
    assert filled.row("select count(*) from customers where is_stub") == (0,)


def test_olist_leads(store, texts):
    names = [
        f"olist/olist_{n}_dataset.csv"
        for n in ("marketing_qualified_leads", "closed_deals", "sellers")
    ]
    filled = store("olist_leads", *names)
    leads, deals, sellers = (texts(name) for name in names)
    assert filled.fates == {
        "customers": (842, 842, 0, 0, 0),
        "opportunities": (8000, 8000, 0, 0, 0),
    }
    outcomes = "select outcome, count(*), count(closed_on), count(customer_id) from opportunities"
    assert filled.rows(f"{outcomes} group by outcome order by outcome") == [
        ("open", 8000 - len(deals), 0, 0),
        ("won", len(deals), len(deals), len(deals)),
    ]
    sources = leads[leads.origin != ""].origin.value_counts().to_dict()
    found = "select source, count(*) from opportunities where source is not null group by source"
    assert dict(filled.rows(found)) == sources
    both = leads.merge(deals, on="mql_id")
    early = both[both.won_date.str[:10] < both.first_contact_date]
    assert len(early) == 1
    day = "select created_on, closed_on from opportunities where opportunity_id = $1"
    won_on = date.fromisoformat(early.won_date.iloc[0][:10])
    assert filled.db.execute(day, [early.mql_id.iloc[0]]).fetchall() == [(won_on, won_on)]
    assert filled.row("select count(region) from customers") == (
        deals.seller_id.isin(sellers.seller_id).sum(),
    )


def test_olist_leads_without_the_file_of_sellers(store):
    filled = store("olist_leads", "olist/*qualified_leads*.csv", "olist/*closed_deals*.csv")
    assert filled.row("select count(*), count(region) from customers") == (842, 0)
    assert filled.imported.warnings


def test_online_retail(store, realdata):
    filled = store("online_retail", "online_retail_days/*.csv")
    days = sorted((realdata / "online_retail_days").glob("*.csv"))
    file = pd.concat(pd.read_csv(day, dtype=str, keep_default_na=False) for day in days)
    known = file[file.CustomerID != ""]
    people, products = known.CustomerID.nunique(), file.StockCode.nunique()
    got = {}
    for fate in filled.imported.fates:
        sums = (fate.rows, fate.loaded, fate.merged, fate.set_aside, fate.skipped)
        got[fate.block] = tuple(map(sum, zip(got.get(fate.block, (0,) * 5), sums, strict=True)))
    assert got == {
        "customers": (42481, people, len(known) - people, 0, 42481 - len(known)),
        "products": (42481, products, 42481 - products, 0, 0),
        "orders": (42481, 42481, 0, 0, 0),
    }
    worth = [int(n) * Decimal(p) for n, p in zip(file.Quantity, file.UnitPrice, strict=True)]
    taken = [one for one in worth if one < 0]
    sums = "select sum(revenue), sum(revenue) filter (revenue < 0), count(distinct order_id)"
    assert filled.row(f"{sums} from orders") == (
        total(worth),
        total(taken),
        file.InvoiceNo.nunique(),
    )
    assert filled.row("select count(*) from orders where customer_id is null") == (15631,)
    assert filled.row("select count(*) from customers where customer_id like '%.0' or is_stub") == (
        0,
    )
    refunds = file.InvoiceNo.str.startswith("C")
    found = "select count(*), max(revenue) from orders where order_id like 'C%'"
    assert filled.row(found)[0] == refunds.sum()
    assert filled.row(found)[1] <= 0


def test_hillstrom(store, texts):
    filled = store("hillstrom", "hillstrom/hillstrom.csv")
    file = texts("hillstrom/hillstrom.csv")
    arms = file.segment.value_counts()
    mailed = file[file.segment != "No E-Mail"]
    bought = file[file.spend.astype(float) > 0]
    clicked, responded = (mailed[mailed[c] == "1"] for c in ("visit", "conversion"))
    loaded = {
        "touches 1": len(mailed),
        "touches 2": len(clicked),
        "touches 3": len(responded),
        "touches 4": arms["No E-Mail"],
        "touches 5": arms["No E-Mail"],
        "orders": len(bought),
        "customers": 64000,
    }
    assert len(bought) == 578
    campaigns = {"campaigns": (64000, 2, len(mailed) - 2, 0, 64000 - len(mailed))}
    assert filled.fates == campaigns | {
        block: (64000, count, 0, 0, 64000 - count) for block, count in loaded.items()
    }
    spent = """
        select campaign_id, in_control, sum(spend) / count(*) from (
            select distinct campaign_id, customer_id, in_control from touches
        ) left join (select customer_id, revenue as spend from orders) using (customer_id)
        group by campaign_id, in_control order by campaign_id, in_control"""
    each = [round(float(value), 4) for _, _, value in filled.rows(spent)]
    assert each == [1.4226, 0.6528, 1.0772, 0.6528]
    assert filled.row("select sum(revenue), max(ordered_on) from orders") == (
        total(file.spend),
        date(2008, 3, 15),
    )
    assert filled.row("select complete_to from imports") == (date(2008, 3, 31),)


def test_marketing(store, texts):
    filled = store("marketing", "marketing/Marketing.csv")
    file = texts("marketing/Marketing.csv")
    assert filled.fates == {"campaigns": (308, 11, 297, 0, 0), "campaign_days": (308, 308, 0, 0, 0)}
    counts = "sum(impressions), sum(clicks), sum(leads), sum(orders)"
    assert filled.row(f"select sum(cost), sum(revenue), {counts} from campaign_days") == (
        total(file.mark_spent),
        total(file.revenue),
        *(file[name].astype(int).sum() for name in ("impressions", "clicks", "leads", "orders")),
    )
    cost, revenue = total(file.mark_spent), total(file.revenue)
    assert round((revenue - cost) / cost, 4) == Decimal("0.4020")
    assert filled.row("select count(*), min(started_on), max(ended_on) from campaigns") == (
        11,
        date(2021, 2, 1),
        date(2021, 2, 28),
    )
    assert filled.row("select count(distinct day), min(day), max(day) from campaign_days") == (
        28,
        date(2021, 2, 1),
        date(2021, 2, 28),
    )
    assert filled.rows("select channel from campaigns where name = 'facebook_tier2'") == [
        ("social",)
    ]


@pytest.mark.parametrize("name", ["tmall_order_report", "tmall_order_report__excel_dates"])
def test_tmall(store, texts, name):
    filled = store("tmall", f"tmall/{name}.csv")
    file = texts(f"tmall/{name}.csv")
    kept = file["买家实际支付金额"].map(Decimal)
    unpaid = file["订单付款时间"] == ""
    assert filled.fates == {"orders": (28010, 28010, 0, 0, 0)}
    assert dict(filled.rows("select status, count(*) from orders group by status")) == {
        "completed": (kept > 0).sum(),
        "returned": ((kept == 0) & ~unpaid).sum(),
        "cancelled": unpaid.sum(),
    }
    # Why the refund is not taken off again: what was kept and what was given back is the whole.
    paid = file[~unpaid]
    assert (paid["总金额"].map(Decimal) == kept[~unpaid] + paid["退款金额"].map(Decimal)).all()
    sums = "select sum(revenue) filter (status = 'completed'), count(customer_id) from orders"
    assert filled.row(sums) == (total(kept), 0)
    assert filled.row("select min(ordered_on), max(ordered_on) from orders") == (
        date(2020, 2, 1),
        date(2020, 2, 29),
    )
    places = file["收货地址"].value_counts().to_dict()
    assert dict(filled.rows("select place, count(*) from orders group by place")) == places


def test_mobi(store, texts):
    filled = store("mobi", "ecsi/mobi.csv")
    file = texts("ecsi/mobi.csv")
    blocks = {f"ratings {number}": (250, 250, 0, 0, 0) for number in range(1, 15)}
    assert filled.fates == blocks | {"responses": (250, 250, 0, 0, 0)}
    points = file.drop(columns=file.columns[0]).astype(int)
    assert (points.min().min(), points.max().max()) == (1, 10)
    pairs = {
        "Overall quality": ("CUEX1", "PERQ1"),
        "Range of services": ("CUEX2", "PERQ5"),
        "Reliability": ("CUEX3", "PERQ6"),
    }
    found = "select aspect, sum(expected), sum(perceived) from ratings where expected is not null"
    assert {aspect: sums for aspect, *sums in filled.rows(f"{found} group by aspect")} == {
        aspect: [points[expected].sum(), points[perceived].sum()]
        for aspect, (expected, perceived) in pairs.items()
    }
    perceived = [name for name in points if name[:4] in ("PERQ", "PERV", "IMAG")]
    assert filled.row("select count(*), sum(perceived), count(distinct aspect) from ratings") == (
        14 * 250,
        points[perceived].sum().sum(),
        len(perceived),
    )
    assert filled.row(
        "select sum(overall), sum(recommend), sum(will_buy_again) from responses"
    ) == (
        points.CUSA1.sum(),
        points.CUSL3.sum(),
        points.CUSL1.sum(),
    )


def test_cdnow(store, realdata):
    filled = store("cdnow", "cdnow/CDNOW_sample.txt")
    names = ["customer", "sample", "day", "cds", "dollars"]
    file = pd.read_csv(
        realdata / "cdnow/CDNOW_sample.txt", sep=r"\s+", header=None, names=names, dtype=str
    )
    assert filled.fates == {
        "customers": (6919, 2357, 6919 - 2357, 0, 0),
        "orders": (6919, 6919, 0, 0, 0),
    }
    assert filled.row(
        "select sum(revenue), sum(quantity), min(ordered_on), max(ordered_on) from orders"
    ) == (
        total(file.dollars),
        file.cds.astype(int).sum(),
        date(1997, 1, 1),
        date(1998, 6, 30),
    )
    first = "select customer_id, count(*) from orders group by customer_id"
    assert dict(filled.rows(first)) == file.customer.value_counts().to_dict()
    # The summary table published with the sample: repeat purchases by customer.
    summary = pd.read_csv(realdata / "cdnow/cdnow_customers_summary.csv")
    repeats = """
        select count(distinct ordered_on) - 1 from orders where ordered_on <= date '1997-09-30'
        group by customer_id"""
    assert sorted(n for (n,) in filled.rows(repeats)) == sorted(summary.frequency)


@pytest.mark.parametrize(
    ("recipe", "file", "table"),
    [
        ("cdnow", "cdnow/CDNOW_sample.txt", "orders"),
        ("mobi", "ecsi/mobi.csv", "ratings"),
        ("marketing", "marketing/Marketing.csv", "campaign_days"),
        ("superstore", "superstore/orders.csv", "orders"),
    ],
)
def test_the_same_file_again_changes_nothing(store, recipe, file, table):
    filled = store(recipe, file)
    once = filled.rows(f"from {table} order by all")
    filled.fill()
    assert filled.rows(f"from {table} order by all") == once
