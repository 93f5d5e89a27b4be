"""An import, with reading, checks, keys and history, beside what DuckDB alone needs to load it."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bench.timing import Figure, side_by_side
from lib.command_line.importing import WORKING_MEMORY
from lib.database import connect_writer
from lib.importing import NamedFile, import_files
from lib.importing.recipe import read_recipe
from lib.store import new_generation

ROOT = Path(__file__).parent.parent
ROWS_A_GIGABYTE = 20_000_000

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


def bench_import(
    folder: Path, rows: int, rounds: int, encoding: str | None = None
) -> Iterator[Figure]:
    """`encoding` is that of our file; DuckDB beside it always reads the same rows as UTF-8."""
    file = order_lines(folder / "orders.csv", rows)
    ours_file = file if encoding is None else in_encoding(file, encoding)
    ours, theirs = side_by_side(
        lambda: import_once(folder / "store", ours_file, encoding),
        lambda: load_bare(folder, file),
        rounds,
    )
    what = f"import of {encoding} into an empty store" if encoding else "import into an empty store"
    yield Figure(what, f"{rows:,} rows", ours, "create table as read_csv", theirs)


def bench_memory(folder: Path, gigabytes: float) -> Iterator[str]:
    """The most memory that the child of an import held, of a file of this size."""
    rows = int(gigabytes * ROWS_A_GIGABYTE)
    file = order_lines(folder / "orders.csv", rows)
    recipe = folder / "bench.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    command = [sys.executable, "-m", "lib", "--data", str(folder / "store"), "--json", "import"]
    command += [str(file), "--recipe", str(recipe)]
    began = time.perf_counter()
    yield "| stage | most held |"
    yield "| --- | --- |"
    most = 0.0
    for stage, held in _peaks(command):
        most = max(most, held)
        yield f"| {stage} | {held:.2f} GiB |"
    yield ""
    yield "| file | rows | DuckDB's part | most held | took |"
    yield "| --- | --- | --- | --- | --- |"
    size = file.stat().st_size / 1e9
    took = f"{most:.2f} GiB | {_since(began):.0f} s"
    yield f"| {size:.1f} GB | {rows:,} | {WORKING_MEMORY} | {took} |"


def _peaks(command: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The stages that a child tells of, as each ends, and the most it held meanwhile, in GiB."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        process = Path("/proc") / str(child.pid)
        stage, line, most = "Starting", "", 0
        for line in child.stdout or ():
            most = max(most, _peak(process))
            with suppress(OSError):  # it has just ended
                (process / "clear_refs").write_text("5")  # the peak is counted anew
            begun = json.loads(line).get("doing", stage)
            if begun != stage:
                yield stage, most / (1 << 20)
                stage, most = begun, 0
    if child.returncode:
        raise RuntimeError(f"At “{stage}” the import ended with: {line}")
    yield stage, most / (1 << 20)


def _peak(process: Path) -> int:
    """`VmHWM` of a process, which one that has ended no longer has."""
    said = (process / "status").read_text(encoding="utf-8")
    _, named, peak = said.partition("VmHWM:")
    return int(peak.split()[0]) if named else 0


def _since(began: float) -> float:
    return time.perf_counter() - began


def in_encoding(file: Path, encoding: str) -> Path:
    target = file.with_suffix(f".{encoding}.csv")
    with (
        file.open(encoding="utf-8", newline="") as read,
        target.open("w", encoding=encoding, newline="") as out,
    ):
        shutil.copyfileobj(read, out, 1 << 20)
    return target


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
                    '商品' || (hash(i) % 1000) as product_id,
                    1 + hash(i, 1) % 9 as quantity,
                    cast((hash(i, 2) % 100000) / 100 as decimal(18, 2)) as revenue,
                    cast((hash(i, 3) % 50000) / 100 as decimal(18, 2)) as cost
                from range($rows) as lines(i)
            ) to '"""  # COPY takes no parameter for its file, which is one of our own making.
            + f"{file}' (header)",
            {"rows": rows},
        )
    return file


def import_once(folder: Path, file: Path, encoding: str | None = None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    said = f'[read]\nencoding = "{encoding}"' if encoding else "[read]"
    recipe = read_recipe(RECIPE.replace("[read]", said), name="bench.toml")
    with new_generation(folder, memory_limit=WORKING_MEMORY) as draft:
        import_files(draft, [NamedFile(file, file.name)], recipe)


def load_bare(folder: Path, file: Path) -> None:
    """The least anybody could do: trust the file and load it."""
    bare = folder / "bare.duckdb"
    bare.unlink(missing_ok=True)
    with connect_writer(bare) as db:
        db.execute("create table orders as select * from read_csv($file)", {"file": str(file)})
