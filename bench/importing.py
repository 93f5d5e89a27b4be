"""An import, with reading, checks, keys and history, beside what DuckDB alone needs to load it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.timing import Figure, side_by_side
from lib.database import connect_writer
from lib.importing import NamedFile, import_files
from lib.importing.recipe import read_recipe
from lib.store import new_generation

RECIPE = """
name = "Clean order lines"

[read]
dates = "%Y-%m-%d"

[orders]
order_id = "order_id"
line = "line"
customer_id = "customer_id"
ordered_on = "ordered_on"
product_id = "product_id"
quantity = "quantity"
revenue = "revenue"
cost = "cost"
"""


def bench_import(folder: Path, rows: int, rounds: int) -> Iterator[Figure]:
    file = order_lines(folder / "orders.csv", rows)
    ours, theirs = side_by_side(
        lambda: import_once(folder / "store", file), lambda: load_bare(folder, file), rounds
    )
    yield Figure(
        "import into an empty store", f"{rows:,} rows", ours, "create table as read_csv", theirs
    )


def order_lines(file: Path, rows: int) -> Path:
    """A clean file of order lines: three to an order, ten orders to a customer."""
    with connect_writer(Path(":memory:")) as db:
        db.execute(
            """
            copy (
                select
                    'O' || (i // 3) as order_id,
                    i % 3 as line,
                    'C' || (i // 30) as customer_id,
                    date '2022-01-01' + cast(hash(i // 3) % 1095 as integer) as ordered_on,
                    'P' || (hash(i) % 1000) as product_id,
                    1 + hash(i, 1) % 9 as quantity,
                    cast((hash(i, 2) % 100000) / 100 as decimal(18, 2)) as revenue,
                    cast((hash(i, 3) % 50000) / 100 as decimal(18, 2)) as cost
                from range($rows) as lines(i)
            ) to '"""  # COPY takes no parameter for its file, which is one of our own making.
            + f"{file}' (header)",
            {"rows": rows},
        )
    return file


def import_once(folder: Path, file: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    recipe = read_recipe(RECIPE, name="bench.toml")
    with new_generation(folder) as draft:
        import_files(draft, [NamedFile(file, file.name)], recipe)


def load_bare(folder: Path, file: Path) -> None:
    """The least anybody could do: trust the file and load it."""
    bare = folder / "bare.duckdb"
    bare.unlink(missing_ok=True)
    with connect_writer(bare) as db:
        db.execute("create table orders as select * from read_csv($file)", {"file": str(file)})
