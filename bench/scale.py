"""What a company's size costs: import, build, closing a month, questions, memory, disk.

Every customer has ten order lines in two years; the last month comes in a file of its own. Beside
each stands the least SQL with the same answer, from the same file, and where they can do it at all
pandas and Polars. Processor time is that of all cores: unlike the rest, a busy machine hardly
lengthens it.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd
import polars as pl

from bench import least
from bench.timing import read
from lib import database
from lib.build import later
from lib.database import Answers, Connection, Database, connect_reader, connect_writer
from lib.learn import bgnbd, gamma_gamma, lifetime_value
from lib.metrics import (
    cohort_retention,
    customer_search,
    customer_standing,
    pareto,
    performance,
    profit_bridge,
    rfm,
    tier_churn,
    tier_moves,
    tiers,
)

ROOT = Path(__file__).parent.parent
LINES = 10  # to a customer
FIRST_DAY, CLOSED, NEXT = date(2023, 1, 1), date(2024, 12, 1), date(2025, 1, 1)
DAYS = 731
STEPS = ("import", "close", "build", "frames", "answers")

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

ASKED: tuple[tuple[str, Callable[[Database], object], str], ...] = (
    ("tiers", tiers, least.TIERS),
    ("tier_churn", tier_churn, least.TIER_CHURN),
    ("tier_moves", tier_moves, least.TIER_MOVES),
    ("pareto", pareto, least.PARETO),
    ("profit_bridge", profit_bridge, least.PROFIT_BRIDGE),
    ("cohort_retention", cohort_retention, least.COHORTS),
    ("rfm", rfm, least.RFM),
    ("performance by product", performance, least.PERFORMANCE.format(label="product_key")),
    (
        "performance by channel",
        partial(performance, by="channel"),
        least.PERFORMANCE.format(label="channel"),
    ),
    ("look-up by id", partial(customer_standing, customer_id="C777"), least.BY_ID),
    (
        "look-up by a part of the name",
        partial(customer_search, text="mer 777", limit=200),
        least.BY_NAME,
    ),
    ("bgnbd", bgnbd, least.HISTORIES),
    ("gamma_gamma", gamma_gamma, least.REPEAT_SPEND),
    ("lifetime_value", lifetime_value, least.REPEAT_SPEND),
)


@dataclass(frozen=True)
class Took:
    """What a piece of work took, in seconds; and the most memory its child held, in bytes."""

    wall: float
    processor: float
    held: int = 0


@dataclass(frozen=True)
class Line:
    """One line of the table: ours beside theirs."""

    what: str
    beside: str
    ours: Took
    theirs: Took

    def __str__(self) -> str:
        ours, theirs = self.ours, self.theirs
        ratios = f"{ours.wall / theirs.wall:.2f} | {read(ours.wall)} | {read(theirs.wall)}"
        of_processor = (
            f"{ours.processor / max(theirs.processor, 1e-6):.2f} "
            f"| {read(ours.processor)} | {read(theirs.processor)}"
        )
        held = f"{ours.held / (1 << 30):.2f} GiB" if ours.held else ""
        return f"| {self.what} | {self.beside} | {ratios} | {of_processor} | {held} |"


HEADER = """
| what | beside | ratio | ours | theirs | of processor time | ours | theirs | memory |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def bench_scale(
    folder: Path, customers: int, rounds: int, memory_limit: str, steps: tuple[str, ...] = STEPS
) -> Iterator[str]:
    """Every figure at one size, a line each as it is known; about 1.5 kB a customer of disk.

    What is in the folder already is gone on with: `steps` may come one at a time.
    """
    people, before, month = _files(folder, customers)
    store = folder / "store"
    import_ = partial(_import, store, memory_limit)
    yield f"\n{customers:,} customers, DuckDB held to {memory_limit}, a load of {_load_now()}"
    yield HEADER
    if "import" in steps:
        theirs = took(partial(_load, folder / "bare.duckdb", memory_limit, people, before))
        ours = import_(people, before)
        yield str(Line("import and build everything", "create table as read_csv", ours, theirs))
        yield _disk(store)
    if "close" in steps:
        live = _live(store)
        theirs = took(partial(_close, live, folder / "closed.duckdb", memory_limit, month))
        yield str(Line("close a month", "the store's copy, the least SQL", import_(month), theirs))
        yield _disk(store)
    if "build" in steps:
        theirs = took(partial(_build, _live(store), folder / "built.duckdb", memory_limit))
        ours = _child(store, "build", "--memory-limit", memory_limit)
        yield str(Line("build everything anew", "the store's copy, the least SQL", ours, theirs))
    if "frames" in steps:
        yield from map(str, _dataframes(before, customers))
    if "answers" in steps:
        yield from map(str, _answers(_live(store), rounds))
    yield f"| a load of {_load_now()} at the end | | | | | | | | |"


def took(work: Callable[[], object]) -> Took:
    """Once, in this process and its children."""
    began, used = time.perf_counter(), _processor()
    work()
    return Took(time.perf_counter() - began, _processor() - used)


def _processor() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _load_now() -> str:
    return " ".join(f"{load:.0f}" for load in os.getloadavg())


def _live(store: Path) -> Path:
    return max(store.glob("rapport-*.duckdb"))


def _disk(store: Path) -> str:
    return f"| on disk | | {_live(store).stat().st_size / 1e9:.2f} GB | | | | | | |"


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
        if not people.exists():
            db.execute(CUSTOMERS_CSV.format(customers=customers, file=people))
        for file, sign in ((before, "<"), (month, ">=")):
            which = f"hash(i // 2) % {DAYS} {sign} {days}"
            if not file.exists():
                db.execute(ORDERS_CSV.format(which=which, file=file, **known))
    return people, before, month


def _import(store: Path, memory_limit: str, *files: Path) -> Took:
    recipe = store.parent / "scale.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    named = [*map(str, files), "--recipe", str(recipe)]
    return _child(store, "import", *named, "--memory-limit", memory_limit)


def _child(store: Path, *command: str) -> Took:
    """A command of `python -m lib`, with the most memory that it held."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "lib", "--data", str(store), "--json", *command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    wall, processor = time.perf_counter() - began, used.ru_utime + used.ru_stime
    return Took(wall, processor, used.ru_maxrss << 10)


def _load(bare: Path, memory_limit: str, people: Path, orders: Path) -> None:
    bare.unlink(missing_ok=True)
    with connect_writer(bare, memory_limit=memory_limit) as db:
        for name, file in (("customers", people), ("orders", orders)):
            db.execute(f"create table {name} as select * from read_csv($file)", {"file": str(file)})
    bare.unlink()


def _close(live: Path, copy: Path, memory_limit: str, month: Path) -> None:
    """On a copy of the store, as an import works on one too: readers never wait for it."""
    with closing(_copied(live, copy, memory_limit)) as db:
        db.execute(least.NEW_LINES.format(file=month))
        db.execute(least.CUSTOMER_MONTH.format(since=CLOSED, before=NEXT))
        db.execute("delete from standing where month >= $closed", {"closed": CLOSED})
        _stand(db, CLOSED)
        _stand(db, NEXT)
    _flush(copy)


def _build(live: Path, copy: Path, memory_limit: str) -> None:
    with closing(_copied(live, copy, memory_limit)) as db:
        db.execute("create or replace table customer_month as from customer_month limit 0")
        db.execute("create or replace table standing as from standing limit 0")
        db.execute(least.CUSTOMER_MONTH.format(since=FIRST_DAY, before=NEXT))
        month = FIRST_DAY
        while month <= NEXT:
            _stand(db, month)
            month = later(month, 1)
    _flush(copy)


def _copied(live: Path, copy: Path, memory_limit: str) -> Connection:
    shutil.copyfile(live, copy)
    return connect_writer(copy, memory_limit=memory_limit)


def _stand(db: Connection, month: date) -> None:
    is_over = "true" if month < NEXT else "false"
    db.execute(least.STANDING.format(month=month, next=later(month, 1), is_over=is_over))


def _flush(copy: Path) -> None:
    """An import does not end before what it made is on disk either."""
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    copy.unlink()


def _dataframes(orders: Path, customers: int) -> Iterator[Line]:
    """The same first step of the build, each from the file: what a customer brought a month."""
    ours = took(partial(_by_month, orders))
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
        if customers <= FRAMES_UP_TO:
            yield Line("profit by customer and month, from the file", beside, ours, took(work))


FRAMES_UP_TO = 1_000_000  # customers: more do not fit into 16 GB as a frame


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


def _answers(live: Path, rounds: int) -> Iterator[Line]:
    """Cold: the first question of a connection; warm: asked before, though nothing is recalled."""
    database.QUERY_SECONDS = 3600  # what takes longer than a page waits is measured all the same
    for what, ask, bare in ASKED:
        cold, warm = [], []
        for _ in range(rounds):
            with closing(connect_reader(live)) as ours, closing(connect_reader(live)) as theirs:
                cold.append((_asked(ask, ours), took(partial(Database(theirs).run, bare))))
                warm.append((_asked(ask, ours), took(partial(Database(theirs).run, bare))))
        for state, runs in (("cold", cold), ("warm", warm)):
            yield Line(f"{what}, {state}", "the least SQL", *map(_median, zip(*runs, strict=True)))


def _asked(ask: Callable[[Database], object], connection: Connection) -> Took:
    """A model is fitted once for all that one question asks of it."""
    return took(partial(ask, Database(connection, answers=Answers())))


def _median(runs: tuple[Took, ...]) -> Took:
    return Took(median(run.wall for run in runs), median(run.processor for run in runs))
