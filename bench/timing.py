"""Two pieces of work run in turn, and their ratio."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of a bench table: what was done, at what size, beside what."""

    what: str
    size: str
    ours: float
    beside: str
    theirs: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def side_by_side(ours: Callable[[], object], theirs: Callable[[], object], rounds: int):
    """Median seconds of each, run in turn so that a busy moment of the machine hits both."""
    times: list[tuple[float, float]] = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return median(t for t, _ in times), median(t for _, t in times)


def seconds(work: Callable[[], object]) -> float:
    """How long it took once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def as_markdown(figures: Iterable[Figure]) -> str:
    lines = [
        "| what | size | beside | ratio | ours | theirs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {figure.what} | {figure.size} | {figure.beside} | {figure.ratio:.2f} "
        f"| {read(figure.ours)} | {read(figure.theirs)} |"
        for figure in figures
    ]
    return "\n".join(lines)


def read(seconds: float) -> str:
    """As a person reads it."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
