"""What a company's size costs: import, closing a month, a page's questions, look-up, memory, disk.

Every customer has ten order lines in two years; the last month comes in a file of its own. Beside
each stands the least SQL with the same answer, on the same file, and where they can do it at all
pandas and Polars.
"""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import polars as pl

from bench.querying import TIER_CHURN, TIERS
from bench.timing import Figure, seconds, side_by_side
from lib import metrics
from lib.database import Database, connect_reader, connect_writer
from lib.learn import bgnbd

ROOT = Path(__file__).parent.parent
LINES = 10  # to a customer
FIRST_DAY, CLOSED = date(2023, 1, 1), date(2024, 12, 1)  # the last month, closed by its own file
DAYS = 731

RECIPE = """
name = "Scale"

[read]
dates = "%Y-%m-%d"

[file.customers]
match = "customers*.csv"

[file.orders]
match = "orders*.csv"

[customers]
from = "customers"
customer_id = "customer_id"
name = "name"
region = "region"
kind = "kind"

[orders]
from = "orders"
order_id = "order_id"
line = "line"
customer_id = "customer_id"
ordered_on = "ordered_on"
product_id = "product_id"
quantity = "quantity"
revenue = "revenue"
cost = "cost"
"""

# COPY takes no parameters for its file; both are paths of our own making.
CUSTOMERS_CSV = """
    copy (
        select
            'C' || i as customer_id,
            'Customer ' || hash(i) % 1000000 || ' ' || chr(19968 + (i % 2000)::integer) as name,
            'Region ' || i % 12 as region,
            if(i % 3 = 0, 'business', 'person') as kind
        from range({customers}) as many(i)
    ) to '{file}' (header)
"""
ORDERS_CSV = """
    copy (
        select
            'O' || (i // 2) as order_id,
            i % 2 as line,
            'C' || (i // {lines}) as customer_id,
            date '{first_day}' + cast(hash(i // 2) % {days} as integer) as ordered_on,
            'P' || (hash(i) % 1000) as product_id,
            1 + hash(i, 1) % 9 as quantity,
            cast(exp(2 + 3 * ((hash(i // {lines}, 2) % 1000) / 1000.0)) as decimal(18, 2))
                as revenue,
            cast(0.6 * exp(2 + 3 * ((hash(i // {lines}, 2) % 1000) / 1000.0)) as decimal(18, 2))
                as cost
        from range({rows}) as many(i)
        where {which}
    ) to '{file}' (header)
"""

# Closing a month at its barest: the month's facts by customer, and where everybody stands after it.
CLOSE = """
    create or replace table closed as
    select
        customer_key,
        sum(revenue) as revenue,
        sum(revenue - cost) as value,
        max(ordered_on) as last_trade_day,
        row_number() over (order by sum(revenue - cost) desc, customer_key) as value_rank
    from orders
    where ordered_on >= date '2024-01-01' and ordered_on < date '2025-01-01'
    group by customer_key
"""
PARETO = """
    with placed as (
        select value, (value_rank - 1) * 100 // ranked as percentile
        from standing
        where month = (select max(month) from standing) and value is not null
    )
    select percentile, count(*), sum(value) from placed group by all order by 1
"""
HISTORIES = """
    select frequency, recency, age, count(*)
    from (
        select
            customer_key,
            count(distinct ordered_on) - 1 as frequency,
            date_diff('day', min(ordered_on), max(ordered_on)) as recency,
            date_diff('day', min(ordered_on), date '2024-12-31') as age
        from orders
        group by customer_key
    )
    group by all
"""
BY_ID = "select * from customers where customer_id = 'C777'"
BY_NAME = "select * from customers where contains(name, 'mer 777') limit 200"

ASKED: tuple[tuple[str, Callable[[Database], object], str], ...] = (
    ("tier_churn", metrics.tier_churn, TIER_CHURN),
    ("tiers", metrics.tiers, TIERS),
    ("pareto", metrics.pareto, PARETO),
    ("look-up by id", partial(metrics.customer_search, text="C777", limit=1), BY_ID),
    ("look-up by a part of the name", partial(metrics.customer_search, text="mer 777", limit=200),
     BY_NAME),
    ("bgnbd", bgnbd, HISTORIES),
)  # fmt: skip


def bench_scale(folder: Path, customers: int, rounds: int) -> Iterator[Figure]:
    """Every figure at one size; the folder takes about 1.5 kB a customer while it runs."""
    size = f"{customers:,} customers"
    files = _files(folder, customers)
    store = folder / "store"
    ours = seconds(partial(_import, store, *files[:2]))
    theirs = seconds(partial(_load, folder / "bare.duckdb", *files[:2]))
    yield Figure(
        "import and build everything", size, ours, "create table as read_csv, twice", theirs
    )
    ours = seconds(partial(_import, store, files[2]))
    theirs = seconds(partial(_close, store, folder / "closed.duckdb", files[2]))
    yield Figure("close a month", size, ours, "copy of the store, insert, one group-by", theirs)
    yield from _dataframes(files[1], size)
    yield from _answers(store, size, rounds)


def held(folder: Path, customers: int) -> str:
    """What the store takes on disk, and the most that an import's child held."""
    newest = max((folder / "store").glob("rapport-*.duckdb"))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20)
    gigabytes = newest.stat().st_size / 1e9
    return (
        f"{customers:,} customers: {gigabytes:.2f} GB on disk; a child held {most:.2f} GiB at most"
    )


def _files(folder: Path, customers: int) -> tuple[Path, Path, Path]:
    """Customers, the order lines before the month that is closed, and those of it."""
    people, before, month = (
        folder / name for name in ("customers.csv", "orders.csv", "orders_closed.csv")
    )
    known = {
        "lines": LINES,
        "first_day": FIRST_DAY,
        "days": DAYS,
        "rows": customers * LINES,
    }
    days = (CLOSED - FIRST_DAY).days
    with connect_writer(Path(":memory:")) as db:
        db.execute(CUSTOMERS_CSV.format(customers=customers, file=people))
        for file, sign in ((before, "<"), (month, ">=")):
            which = f"hash(i // 2) % {DAYS} {sign} {days}"
            db.execute(ORDERS_CSV.format(which=which, file=file, **known))
    return people, before, month


def _import(store: Path, *files: Path) -> None:
    recipe = store.parent / "scale.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    command = [sys.executable, "-m", "lib", "--data", str(store), "--json", "import"]
    command += [*map(str, files), "--recipe", str(recipe)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _load(bare: Path, people: Path, orders: Path) -> None:
    bare.unlink(missing_ok=True)
    with connect_writer(bare) as db:
        for name, file in (("customers", people), ("orders", orders)):
            db.execute(f"create table {name} as select * from read_csv($file)", {"file": str(file)})


def _close(store: Path, copy: Path, month: Path) -> None:
    """From a copy of the store, as an import must work on one too."""
    shutil.copyfile(min(store.glob("rapport-*.duckdb")), copy)
    with connect_writer(copy) as db:
        db.execute(
            """
            insert into orders by name
            select lines.*, customers.customer_key
            from read_csv($file, all_varchar = false) as lines
            inner join customers using (customer_id)
            """,
            {"file": str(month)},
        )
        db.execute(CLOSE)
    copy.unlink()


def _dataframes(orders: Path, size: str) -> Iterator[Figure]:
    """The same first step of the build, each from the file: what a customer brought a month."""
    ours = seconds(partial(_by_month, orders))
    names = ["customer_id", "ordered_on", "revenue", "cost"]

    def with_pandas() -> None:
        lines = pd.read_csv(orders, usecols=names, parse_dates=["ordered_on"])
        lines["month"] = lines["ordered_on"].dt.to_period("M")
        lines.groupby(["customer_id", "month"])[["revenue", "cost"]].sum()

    def with_polars() -> None:
        lines = pl.scan_csv(orders, try_parse_dates=True).select(names)
        month = pl.col("ordered_on").dt.truncate("1mo")
        lines.group_by("customer_id", month).agg(pl.sum("revenue"), pl.sum("cost")).collect()

    for beside, work in (("pandas", with_pandas), ("Polars", with_polars)):
        yield Figure(
            "profit by customer and month, from the file", size, ours, beside, seconds(work)
        )


def _by_month(orders: Path) -> None:
    with connect_writer(Path(":memory:")) as db:
        db.execute(
            """
            create table by_month as
            select customer_id, date_trunc('month', ordered_on) as month, sum(revenue), sum(cost)
            from read_csv($file)
            group by all
            """,
            {"file": str(orders)},
        )


def _answers(store: Path, size: str, rounds: int) -> Iterator[Figure]:
    file = max(store.glob("rapport-*.duckdb"))
    for what, ask, least in ASKED:
        cold = Database(connect_reader(file))
        first = seconds(partial(ask, cold))
        bare = Database(connect_reader(file))
        yield Figure(
            f"{what}, cold", size, first, "the least SQL", seconds(partial(bare.run, least))
        )
        ours, theirs = side_by_side(partial(ask, cold), partial(bare.run, least), rounds)
        yield Figure(f"{what}, warm", size, ours, "the least SQL", theirs)
        for one in (cold, bare):
            one.connection.close()
