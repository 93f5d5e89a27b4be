"""`python -m bench import|memory|build|queries|scale|drivers|pages`: ratios; `screens` draws.

Each figure is our time divided by that of bare DuckDB doing the least possible work, both run in
this process in turn, because an absolute time on a shared machine means nothing.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.drivers import bench_drivers
from bench.importing import bench_import, bench_memory
from bench.querying import bench_build, bench_queries, sample_store
from bench.timing import as_markdown

OUT = Path(__file__).parent / "out"

sizes = click.option(
    "--customers", multiple=True, type=int, default=(10_000, 100_000, 1_000_000), show_default=True
)


@click.group()
def commands() -> None:
    """Ratios, not seconds."""


@commands.command("import")
@click.option("--rows", default=10_000_000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--encoding", help="Of our file, such as gb18030; DuckDB reads the rows as UTF-8.")
def import_(rows: int, rounds: int, encoding: str | None) -> None:
    """An import of clean order lines against a bare CREATE TABLE AS read_csv of the same file."""
    with TemporaryDirectory() as folder:
        print(as_markdown(bench_import(Path(folder), rows, rounds, encoding)))


@commands.command()
@click.option("--gigabytes", default=5.0, show_default=True)
def memory(gigabytes: float) -> None:
    """The most memory that the child of an import holds, DuckDB having what it has by default."""
    with TemporaryDirectory() as folder:
        for line in bench_memory(Path(folder), gigabytes):
            print(line, flush=True)


@commands.command()
@sizes
def build(customers: tuple[int, ...]) -> None:
    """The derived tables against one aggregation of the order lines by customer and month."""
    with TemporaryDirectory() as folder:
        print(as_markdown(bench_build(Path(folder), customers)))


@commands.command()
@sizes
@click.option("--rounds", default=5, show_default=True)
def queries(customers: tuple[int, ...], rounds: int) -> None:
    """Each page's metrics against the barest SQL with the same counts and sums."""
    with TemporaryDirectory() as folder:
        print(as_markdown(bench_queries(Path(folder), customers, rounds)))


@commands.command()
@click.option("--answers", default=100_000, show_default=True)
@click.option("--aspects", default=23, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def drivers(answers: int, aspects: int, rounds: int) -> None:
    """What drives satisfaction against one matrix of correlations of the same answers."""
    with TemporaryDirectory() as folder:
        print(as_markdown(bench_drivers(Path(folder), answers, aspects, rounds)))


@commands.command()
@sizes
@click.option("--rounds", default=3, show_default=True)
@click.option("--memory-limit", default="4GB", show_default=True, help="What DuckDB may hold.")
@click.option("--steps", default="", help="Some of them, with commas; all of them if left out")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep files and store in here")
def scale(
    customers: tuple[int, ...], rounds: int, memory_limit: str, steps: str, folder: Path | None
) -> None:
    """Import, closing a month, questions and look-up of companies of ten order lines a customer."""
    from bench.scale import STEPS, bench_scale  # Polars is a need of this command only

    wanted = tuple(steps.split(",")) if steps else STEPS
    for size in customers:
        with TemporaryDirectory(dir=folder) as made:
            room = folder / str(size) if folder else Path(made)
            room.mkdir(parents=True, exist_ok=True)
            for line in bench_scale(room, size, rounds, memory_limit, wanted):
                print(line, flush=True)


@commands.command()
@click.option("--customers", default=1_000_000, show_default=True)
@click.option("--store", type=click.Path(exists=True, path_type=Path), help="A store that is there")
@click.option("--pages", default="", help="Some of the pages, with commas; all of them if left out")
@click.option("--rounds", default=3, show_default=True)
@click.option("--paints", default=7, show_default=True, help="Rounds of the first paint; 0: none")
@click.option("--beforehand", is_flag=True, help="Changes that were asked for beforehand")
def pages(
    customers: int, store: Path | None, pages: str, rounds: int, paints: int, beforehand: bool
) -> None:
    """Each page after a change of filters, and its first paint, beside an empty Streamlit page."""
    from bench import pages as bench  # playwright is a need of this command and the next

    with TemporaryDirectory() as folder:
        over = store or Path(folder) / "store"
        if not store:
            sample_store(over, customers)
        wanted = pages.split(",") if pages else bench.PAGES
        for line in bench.as_lines(bench.bench_changes(over, wanted, rounds, beforehand)):
            print(line, flush=True)
        if paints:
            print()
            print(as_markdown(bench.bench_paint(over, paints)))


@commands.command()
@click.option("--out", default=OUT, type=click.Path(path_type=Path), show_default=True)
@click.option("--pages", default="", help="Some of the pages, with commas; all of them if left out")
@click.option(
    "--stores",
    default="full,partial,empty",
    show_default=True,
    help="Of these, or folders of stores that are there, with commas",
)
@click.option("--scale", default=0.6, show_default=True)
def screens(out: Path, pages: str, stores: str, scale: float) -> None:
    """Contact sheets: each page in every theme, width and language, over each kind of store."""
    from bench import screens  # playwright is a need of this one command only

    wanted = pages.split(",") if pages else screens.pages()
    for file in screens.make_sheets(out, wanted, stores.split(","), scale):
        print(file)


if __name__ == "__main__":
    commands()
