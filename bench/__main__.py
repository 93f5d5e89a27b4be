"""`python -m bench import|build|queries`: prints a Markdown table of ratios; `screens` draws.

Each figure is our time divided by that of bare DuckDB doing the least possible work, both run in
this process in turn, because an absolute time on a shared machine means nothing.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.importing import bench_import
from bench.querying import bench_build, bench_queries
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
def import_(rows: int, rounds: int) -> None:
    """An import of clean order lines against a bare CREATE TABLE AS read_csv of the same file."""
    with TemporaryDirectory() as folder:
        print(as_markdown(bench_import(Path(folder), rows, rounds)))


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
@click.option("--out", default=OUT, type=click.Path(path_type=Path), show_default=True)
@click.option("--pages", default="", help="Some of the pages, with commas; all of them if left out")
@click.option("--stores", default="full,partial,empty", show_default=True)
@click.option("--scale", default=0.6, show_default=True)
def screens(out: Path, pages: str, stores: str, scale: float) -> None:
    """Contact sheets: each page in every theme, width and language, over each kind of store."""
    from bench import screens  # playwright is a need of this one command only

    wanted = pages.split(",") if pages else screens.pages()
    for file in screens.make_sheets(out, wanted, stores.split(","), scale):
        print(file)


if __name__ == "__main__":
    commands()
