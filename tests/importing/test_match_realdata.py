"""Real files matched without a recipe to lean on, and imported: against pandas, and against the
recipes that ship for some of them. Where a guess differs from such a recipe, the test says how.

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
from lib.schema import TABLES, create_tables
from lib.store import Draft
from tests.importing.matching import Loaded, Matching, guesses

RECIPES = Path(__file__).parents[2] / "data" / "recipes"
PADDED = {"delimiter": "whitespace"}
GBK = {"encoding": "gb18030"}
CDNOW = ["customer", "in_sample", "day", "cds", "dollars"]


class Real:
    """Real files by a pattern, matched as one set; `shipped` imports them by a shipped recipe."""

    def __init__(self, scratch, realdata, patterns, read):
        self.scratch = scratch
        found = [file for pattern in patterns for file in sorted(realdata.glob(pattern))]
        self.files = [NamedFile(file, file.name) for file in found]
        self.matching = Matching(scratch, read=read)

    def propose(self):
        return self.matching.match(self.files)

    def guessed(self, **edits):
        """Imported as guessed; `edits` are put in the recipe by hand before."""
        proposal = self.propose()
        for table, fields in edits.items():
            proposal.recipe[table] |= fields
        return self.matching.load(proposal)

    def shipped(self, name):
        db = connect_writer(":memory:")
        for statement in create_tables():
            db.execute(statement)
        recipe = read_recipe(RECIPES / f"{name}.toml", name=name)
        fitting = [one for one in self.files if any(f.matches(one.name) for f in recipe.files)]
        return Loaded(db, import_files(Draft(db, self.scratch), fitting, recipe))


@pytest.fixture
def real(tmp_path, realdata):
    def found(*patterns, **read):
        return Real(tmp_path, realdata, patterns, read)

    return found


@pytest.fixture
def texts(realdata):
    def read(file, **how):
        frame = pd.read_csv(realdata / file, dtype=str, keep_default_na=False, **how)
        return frame.rename(columns=str.strip)

    return read


def total(cells):
    four = (Decimal(cell).quantize(Decimal("0.0001"), ROUND_HALF_EVEN) for cell in cells)
    return sum(four, Decimal(0))


def contents(loaded, table, *, without=()):
    """Every row of a table, but for columns in which a difference is expected."""
    columns = [name for name in TABLES[table].names if name not in without]
    return loaded.rows(f"select {', '.join(columns)} from {table} order by all")


def test_superstore_is_guessed_as_its_recipe_says(real):
    files = real("superstore/orders.csv")
    guessed, shipped = files.guessed(), files.shipped("superstore")
    for table in ("customers", "products", "orders", "attributes"):
        without = ("attribute",) if table == "attributes" else ()  # Segment, segment
        assert contents(guessed, table, without=without) == contents(
            shipped, table, without=without
        )


def test_superstore_with_its_returns(real, texts):
    guessed = real("superstore/orders.csv", "superstore/people.csv", "superstore/returns.csv")
    orders, back = texts("superstore/orders.csv"), texts("superstore/returns.csv")
    is_back = orders["Order ID"].isin(back["Order ID"])
    found = "select status, count(*), sum(revenue) from orders group by status order by status"
    assert guessed.guessed().rows(found) == [
        ("completed", (~is_back).sum(), total(orders.Sales[~is_back])),
        ("returned", is_back.sum(), total(orders.Sales[is_back])),
    ]


def test_the_workbook_of_superstore_is_its_csv(real, texts):
    loaded = real("superstore/*.xls", sheet="Orders").guessed()
    sales = total(texts("superstore/orders.csv").Sales)
    count, revenue = loaded.row("select count(*), sum(revenue) from orders")
    assert count == 9994
    assert abs(revenue - sales) < Decimal("0.01")


def test_online_retail_is_guessed_as_its_recipe_says(real):
    files = real("online_retail_days/2010-12-0[1-5].csv")
    guessed, shipped = files.guessed(), files.shipped("online_retail")
    for table in ("customers", "orders"):
        assert contents(guessed, table) == contents(shipped, table)
    # A "?" is no name of a product: the guess takes it for missing, and says so.
    shipped.rows("update products set name = null where name = '?'")
    assert contents(guessed, "products") == contents(shipped, "products")
    assert "?" in guesses(files.propose())["read", "missing"]


def test_marketing_is_guessed_but_for_a_name_spelled_two_ways(real):
    files = real("marketing/Marketing.csv")
    guessed, shipped = files.guessed(), files.shipped("marketing")
    assert contents(guessed, "campaign_days") == contents(shipped, "campaign_days")
    known = contents(shipped, "campaigns")
    found = contents(guessed, "campaigns")
    assert [row for row in found if row not in known] == [
        tuple("facebOOK_tier2" if cell == "facebook_tier2" else cell for cell in row)
        for row in known
        if row not in found
    ]


def test_maven_is_guessed_but_for_what_open_deals_are_worth(real):
    files = real("maven_crm/[aps]*.csv")
    guessed, shipped = files.guessed(), files.shipped("maven_crm")
    # The recipe puts GTXPro right, and the list price where a deal has no money of its own.
    without = ("amount", "product_id")
    assert contents(guessed, "opportunities", without=without) == contents(
        shipped, "opportunities", without=without
    )
    for table in ("stages", "people"):
        assert contents(guessed, table) == contents(shipped, table)
    # It also mends a sector's spelling and keeps the country as an attribute, not as the region.
    without = ("industry", "region")
    assert contents(guessed, "customers", without=without) == contents(
        shipped, "customers", without=without
    )


def test_olist_is_guessed_but_for_places_and_english_words(real):
    files = real("olist/olist_[!mc]*.csv", "olist/olist_customers*.csv", "olist/product_c*.csv")
    guessed, shipped = files.guessed(), files.shipped("olist")
    # Revenue, days, customers and status are the recipe's; it says one unit a row, and a place.
    without = ("place", "quantity")
    assert contents(guessed, "orders", without=without) == contents(
        shipped, "orders", without=without
    )
    without = ("kind",)
    assert contents(guessed, "customers", without=without) == contents(
        shipped, "customers", without=without
    )
    without = ("survey",)
    assert contents(guessed, "responses", without=without) == contents(
        shipped, "responses", without=without
    )


def test_leads_are_guessed_and_one_that_was_won_too_early_is_refused(real):
    files = real("olist/*qualified_leads*.csv", "olist/*closed_deals*.csv")
    proposal = files.propose()
    refused = files.matching.refusal(proposal)
    assert "closed_on is not before created_on" in refused and "line 6359" in refused
    loaded = files.matching.load(proposal, set_aside=True)
    found = "select outcome, count(*) from opportunities group by outcome order by outcome"
    assert loaded.rows(found) == [("open", 7158), ("won", 841)]


@pytest.mark.parametrize("name", ["tmall_order_report", "tmall_order_report__excel_dates"])
def test_tmall_is_guessed_with_what_was_paid(real, texts, name):
    files = real(f"tmall/{name}.csv")
    proposal = files.propose()
    assert "退款金额" in " ".join(guesses(proposal).values())
    loaded = files.matching.load(proposal)
    paid = texts(f"tmall/{name}.csv")["买家实际支付金额"]
    # The recipe knows more: an order never paid is cancelled, and keeps its 总金额.
    assert loaded.row("select count(*), sum(revenue), max(ordered_on) from orders") == (
        28010,
        total(paid),
        date(2020, 2, 29),
    )


def test_cdnow(real, realdata):
    master = real("cdnow/CDNOW_master.txt", **PADDED).guessed()
    names = ["customer", "day", "cds", "dollars"]
    file = pd.read_csv(
        realdata / "cdnow/CDNOW_master.txt", sep=r"\s+", names=names, skiprows=1, dtype=str
    )
    found = "select count(*), sum(revenue), sum(quantity), count(distinct customer_id) from orders"
    assert master.row(found) == (
        len(file),
        total(file.dollars),
        file.cds.astype(int).sum(),
        file.customer.nunique(),
    )
    sample = real("cdnow/CDNOW_sample.txt", **PADDED, header=0, columns=CDNOW)
    guessed, shipped = sample.guessed(), sample.shipped("cdnow")
    without = ("quantity",)  # nothing says that cds count something
    assert contents(guessed, "orders", without=without) == contents(
        shipped, "orders", without=without
    )


def test_northwind(real, texts):
    loaded = real("northwind/*.csv").guessed()
    details = texts("northwind/order_details.csv")
    worth = [
        Decimal(price) * int(quantity) * (1 - Decimal(discount))
        for price, quantity, discount in zip(
            details.unitPrice, details.quantity, details.discount, strict=True
        )
    ]
    orders = texts("northwind/orders.csv")
    found = "select count(*), sum(revenue), min(ordered_on), count(distinct customer_id)"
    assert loaded.row(f"{found} from orders") == (
        len(details),
        total(worth),
        date.fromisoformat(orders.orderDate.min()[:10]),
        orders[orders.orderID.isin(details.orderID)].customerID.nunique(),
    )
    assert loaded.row("select count(*), count(category) from products") == (77, 77)
    assert loaded.row("select count(*) from customers where is_stub") == (0,)


def test_complaints_of_banks(real, texts):
    loaded = real("cfpb/*.csv").guessed()
    file = texts("cfpb/consumer_complaints_1000_2013.csv")
    months = file.date_received.str.split("/").str[0].astype(int).value_counts().sort_index()
    found = "select month(opened_at), count(*) from complaints group by all order by all"
    assert loaded.rows(found) == list(months.items())
    assert dict(loaded.rows("select channel, count(*) from complaints group by channel")) == (
        file.submitted_via.value_counts().to_dict()
    )


def test_phone_customers_without_a_day(real, texts):
    files = real("telco/*.csv")
    said = guesses(files.propose())
    assert "since which day" in said["contracts", "starts_on"]
    assert "on which day" in said["customers", "left_on"]
    file = texts("telco/telco-customer-churn-by-IBM.csv")
    found = "select value, count(*) from attributes where attribute = 'Churn' group by value"
    assert dict(files.guessed().rows(found)) == file.Churn.value_counts().to_dict()


def test_surveys_of_quality(real, texts):
    mobi, file = real("ecsi/mobi.csv").guessed(), texts("ecsi/mobi.csv")
    points = file.drop(columns=file.columns[0]).astype(int)
    found = "select sum(expected), sum(perceived) from ratings where expected is not null"
    pairs = [f"{stem}{number}" for number in (1, 2, 3) for stem in ("CUEX", "PERQ")]
    assert mobi.row(found) == (points[pairs[::2]].sum().sum(), points[pairs[1::2]].sum().sum())
    assert mobi.row("select sum(overall), sum(will_buy_again) from responses") == (
        points.CUSA1.sum(),
        points.CUSL1.sum(),
    )
    said = " ".join(guesses(real("ecsi/mobi.csv").propose()).values())
    assert "CUEX2, PERQ2 have no more than a number in common" in said  # and they are not one thing
    other = texts("ecsi/satisfaction.csv")
    asked = other.drop(columns=[other.columns[0], "gender"]).astype(int)
    expected = asked.filter(like="expe").sum().sum()
    found = "select sum(expected), count(*) filter (expected is not null) from ratings"
    wide = real("ecsi/satisfaction.csv").guessed()
    assert wide.row(found) == (expected, 5 * len(other))
    # sat2 to sat4 and the loyalty items are outcomes: as aspects they would explain sat1.
    outcomes = "select count(*) from ratings where aspect like 'sat%' or aspect like 'loy%'"
    assert wide.row(outcomes) == (0,)


@pytest.mark.parametrize(
    ("file", "read", "table", "field"),
    [
        ("gbk_small/data.csv", GBK, "orders", "revenue"),
        ("hillstrom/hillstrom.csv", {}, "touches", "customer_id"),
        ("superstore/returns.csv", {}, "returns", "returned_on"),
        ("maven_crm/data_dictionary.csv", {}, None, None),
        ("cdnow/cdnow_customers_summary.csv", {}, "customers", None),
        ("northwind/territories.csv", {}, None, None),
    ],
)
def test_what_cannot_be_fed_is_refused_with_what_is_missing(real, file, read, table, field):
    proposal = real(file, **read).propose()
    assert not set(proposal.recipe) & set(TABLES)
    values = dict(proposal.guesses[0].values)
    assert values["file"] == Path(file).name
    assert table is None or values["table"] == table
    assert field is None or values["field"] == field


def test_merged_cells_and_a_line_of_totals_are_refused_until_it_is_said(real):
    file = real("gbk_small/订单.csv", **GBK, fill_down=["销售日期"])
    proposal = file.propose()
    assert "line 21" in file.matching.refusal(proposal)
    loaded = file.matching.load(proposal, set_aside=True)
    assert loaded.row("select count(*), sum(revenue) from orders")[0] == 19


@pytest.mark.parametrize(
    ("patterns", "read", "known"),
    [
        (["cdnow/CDNOW_sample.txt"], {**PADDED, "header": 0, "columns": CDNOW}, "CDNOW sample"),
        (["hillstrom/hillstrom.csv"], {}, "Hillstrom e-mail trial"),
        (["marketing/Marketing.csv"], {}, "Marketing campaigns by day"),
        (["maven_crm/[aps]*.csv"], {}, "Maven CRM pipeline"),
        (["ecsi/mobi.csv"], {}, "ECSI mobile phone survey"),
        (["olist/olist_[!mc]*.csv", "olist/olist_cu*", "olist/prod*"], {}, "Olist marketplace"),
        (["olist/*leads*.csv", "olist/*closed*.csv"], {}, "Olist leads and deals"),
        (["online_retail_days/2010-12-01.csv"], {}, "Online Retail, daily files"),
        (["superstore/orders.csv"], {}, "Superstore orders"),
        (["tmall/tmall_order_report.csv"], {}, "Tmall order report"),
        (["telco/*.csv"], {}, None),
        (["northwind/*.csv"], {}, None),
        (["ecsi/satisfaction.csv"], {}, None),
    ],
)
def test_a_shipped_recipe_is_known_by_its_columns(real, patterns, read, known):
    files = real(*patterns, **read)
    files.matching.recipes = tuple(
        read_recipe(path, name=path.name) for path in sorted(RECIPES.glob("*.toml"))
    )
    assert files.propose().known == known
