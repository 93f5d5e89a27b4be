"""The whale curve of real companies, against pandas over their files as they were downloaded."""

import os
from pathlib import Path

import pandas as pd
import pytest

from lib.command_line import main
from lib.metrics.value import pareto, pareto_summary
from lib.store import open_store

RECIPES = Path(__file__).parent.parent.parent / "data" / "recipes"


def superstore(folder):
    lines = pd.read_csv(folder / "superstore" / "orders.csv", dtype=str)
    return pd.DataFrame(
        {
            "customer": lines["Customer ID"],
            "day": pd.to_datetime(lines["Order Date"]),
            "value": lines["Profit"].astype(float),
        }
    )


def online_retail(folder):
    """Invoices that take goods back reduce value and are no trade."""
    days = sorted((folder / "online_retail_days").glob("*.csv"))
    lines = pd.concat([pd.read_csv(day, dtype=str) for day in days])
    lines = lines[lines["CustomerID"].notna()]
    quantity, price = lines["Quantity"].astype(float), lines["UnitPrice"].astype(float)
    return pd.DataFrame(
        {
            "customer": lines["CustomerID"],
            "day": pd.to_datetime(lines["InvoiceDate"]).dt.normalize(),
            "value": (quantity * price).where(quantity >= 0, -(quantity * price).abs()),
        }
    ).assign(is_trade=(quantity >= 0) & (price >= 0))


def cdnow(folder):
    lines = pd.read_csv(folder / "cdnow" / "CDNOW_sample.txt", sep=r"\s+", header=None, dtype=str)
    return pd.DataFrame(
        {
            "customer": lines[0],
            "day": pd.to_datetime(lines[2], format="%Y%m%d"),
            "value": lines[4].astype(float),
        }
    )


# The files, their recipe, how pandas reads them, and the latest month start. The days of Online
# Retail end on the 23rd of December: they are taken to be all of it.
COMPANIES = {
    "superstore": ("superstore/orders.csv", "superstore.toml", superstore, "2015-01-01"),
    "online retail": (
        "online_retail_days/*.csv",
        "online_retail.toml",
        online_retail,
        "2011-01-01",
    ),
    "cdnow": ("cdnow/CDNOW_sample.txt", "cdnow.toml", cdnow, "1998-07-01"),
}


def trailing_values(lines, month):
    """What each customer who traded brought in the 12 months before the month start."""
    end = pd.Timestamp(month)
    year = lines[(lines["day"] < end) & (lines["day"] >= end - pd.DateOffset(years=1))]
    traded = year[year["is_trade"]] if "is_trade" in year else year
    values = year.groupby("customer")["value"].sum()
    return values[values.index.isin(traded["customer"])].sort_values(ascending=False)


@pytest.fixture(scope="module", params=COMPANIES)
def company(request, tmp_path_factory):
    """The store of one, and what pandas says that its customers are worth."""
    folder = os.environ.get("RAPPORT_REALDATA")
    if not folder:
        pytest.skip("RAPPORT_REALDATA names no folder of real files")
    pattern, recipe, read, month = COMPANIES[request.param]
    files = sorted(map(str, Path(folder).glob(pattern)))
    store = tmp_path_factory.mktemp("company")
    complete_to = f"{pd.Timestamp(month) - pd.Timedelta(days=1):%Y-%m-%d}"
    text = (RECIPES / recipe).read_text(encoding="utf-8")
    shipped = store / recipe
    shipped.write_text(text.replace("[read]\n", f"[read]\ncomplete_to = {complete_to}\n", 1))
    assert main(["--data", str(store), "import", *files, "--recipe", str(shipped)]) == 0
    return open_store(store).database, trailing_values(read(Path(folder)), month)


def test_the_whale_curve_is_the_one_pandas_draws(company):
    db, values = company
    found = pareto(db)
    hundredth = pd.Series(range(len(values)), index=values.index) * 100 // len(values) + 1
    wanted = values.groupby(hundredth).agg(["count", "sum"]).reindex(range(1, 101), fill_value=0)
    assert list(found["percentile"]) == list(wanted.index)
    assert list(found["customers"]) == list(wanted["count"])
    assert list(found["value"].astype(float)) == pytest.approx(list(wanted["sum"]), abs=0.02)
    shares = wanted["sum"] / values.sum()
    assert list(found["share"]) == pytest.approx(list(shares), abs=1e-6)
    assert list(found["cumulative_share"]) == pytest.approx(list(shares.cumsum()), abs=1e-6)


def test_the_peak_and_who_stands_beyond_it_are_those_of_pandas(company):
    db, values = company
    told = pareto_summary(db).iloc[0]
    assert told["customers"] == len(values)
    assert told["peak"] == pytest.approx(values.cumsum().max(), abs=0.02)
    assert told["beyond"] == (values.round(4) < 0).sum()
    best = values.iloc[: -(-len(values) // 5)].sum()
    assert told["top_20_share"] == pytest.approx(best / values.sum(), abs=1e-6)
    if (values >= 0).all():
        ascending = values[::-1].reset_index(drop=True)
        n = len(values)
        lorenz = 2 * ((ascending.index + 1) * ascending).sum() / (n * ascending.sum()) - (n + 1) / n
        assert told["gini"] == pytest.approx(lorenz, abs=1e-6)
    else:
        assert pd.isna(told["gini"])
