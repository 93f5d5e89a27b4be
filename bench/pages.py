"""Each page after a change of its filters, and the first paint of the first, beside an empty page.

A change of filter is one run of the script. It is timed inside Streamlit's own script runner, so
that starting a thread and reading back what was drawn, which a test does and a server does not,
are not in it. What a page asks of DuckDB is timed where all of it passes: in `Database`.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from statistics import median
from threading import Thread
from unittest.mock import patch

import streamlit as st
from playwright.sync_api import Browser, sync_playwright
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.testing.v1 import AppTest

from bench.serving import CHROMIUM, ROOT, running
from bench.timing import Figure, read
from lib.database import Database
from lib.metrics import customer_search, customer_values
from lib.store import open_store
from lib.ui import beforehand
from lib.ui.address import KEPT, NEXT
from lib.ui.filters import ATTRIBUTE, TIERS, later, only_code, span_code

PAGES = (
    "overview",
    "satisfaction",
    "loyalty",
    "churn",
    "lost",
    "profiles",
    "value",
    "funnel",
    "performance",
    "campaigns",
    "service",
    "customers",
)
CUSTOMER = "customers"  # has no filters: who is shown is changed
EMPTY_PAGE = Path(__file__).parent / "empty_page.py"
PATIENCE = 600  # seconds
YEAR = 12  # months

Address = dict[str, str]


@dataclass(frozen=True)
class PageFigure:
    """One line of the table: a page, what was changed on it, and the medians of the rounds."""

    page: str
    change: str
    ours: float
    empty: float
    in_duckdb: float
    processor: float

    @property
    def own(self) -> float:
        return self.ours - self.empty


# A change of filter -------------------------------------------------------------------------------


def bench_changes(
    folder: Path, pages: Iterable[str], rounds: int, is_expected: bool = False
) -> Iterator[PageFigure]:
    """Each page over the store in `folder`, after each kind of change.

    `is_expected`: only those a page asks for beforehand, once it has done so.
    """
    db = open_store(folder).database
    changes, whom = addresses(db, rounds), customers_shown(db, rounds)
    if is_expected:
        changes, whom = expected(rounds), {}
    os.environ["RAPPORT_DATA"] = str(folder)
    logging.disable(logging.WARNING)  # outside a server Streamlit warns of it at every turn
    with stopwatch() as watch, asked_beforehand(is_expected) as wait:
        empty = AppTest.from_file(str(EMPTY_PAGE), default_timeout=PATIENCE)
        for page in pages:
            app = opened(page)
            for change, asked in (whom if page == CUSTOMER else changes).items():
                runs = []
                for address in asked:
                    wait()
                    runs.append((watch.time(app, address), watch.time(empty, {})))
                yield PageFigure(
                    page,
                    change,
                    ours=median(ours.seconds for ours, _ in runs),
                    empty=median(blank.seconds for _, blank in runs),
                    in_duckdb=median(ours.in_duckdb for ours, _ in runs),
                    processor=median(ours.processor for ours, _ in runs),
                )


def addresses(db: Database, rounds: int) -> dict[str, list[Address]]:
    """What is changed, and to what in each round: no two alike, so that no answer is cached."""
    values = customer_values(db, most=rounds)
    regions = values[(values["name"] == "region") & ~values["is_attribute"]]
    attributes = values[values["is_attribute"]].sort_values("customers", ascending=False)
    held = zip(attributes["name"], attributes["value"], strict=True)
    newest = db.value("select max(months.month) from months, company where next_month <= as_of + 1")
    ends = (later(newest, -ago) for ago in range(1, rounds + 1))
    return {
        "a tier": [{"tier": letters} for letters in ("A", "BC", "ACD", "D", "AB")[:rounds]],
        "a year's period": [{"period": span_code(later(end, 1 - YEAR), end)} for end in ends],
        "a region": [_only("region", value) for value in regions["value"].head(rounds)],
        "an attribute": [_only(ATTRIBUTE + name, value) for name, value in list(held)[:rounds]],
    }


def expected(rounds: int) -> dict[str, list[Address]]:
    """One click on the filter bar: a page that nobody acts on has asked for them by then."""
    return {
        "a tier, asked beforehand": [{"tier": letter} for letter in TIERS[:rounds]],
        "a period, asked beforehand": [{"period": code} for code in ("6M", "24M", "3M")[:rounds]],
    }


@contextmanager
def asked_beforehand(is_worth_it: bool) -> Iterator[Callable[[], None]]:
    """Pages ask beforehand, without a server and however small the company. Gives what waits until
    they have done so."""
    asking: list[Thread] = []
    ask = beforehand.ask

    def wait() -> None:
        while asking:
            asking.pop().join(PATIENCE)

    with (
        patch.object(beforehand, "is_worth_it", lambda: is_worth_it),
        patch.object(beforehand, "ask", lambda questions: asking.append(ask(questions))),
    ):
        yield wait


def customers_shown(db: Database, rounds: int) -> dict[str, list[Address]]:
    """The most valuable, who have most to show: one in each round."""
    best = customer_search(db, limit=rounds)["customer_id"]
    return {"a customer": [{"customer": who} for who in best]}


def _only(name: str, value: str) -> Address:
    return {"only": only_code(((name, (value,)),))}


def opened(page: str) -> AppTest:
    """The app on this page, as its first run leaves it; what other pages asked is forgotten."""
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.session_state["asked_for"] = (page, {})
    return app.run()


@dataclass
class Run:
    """Seconds that one run of a script took, and those in DuckDB, of all threads that ask it.

    `processor` seconds are those of all cores together: a busy machine does not lengthen them.
    """

    seconds: float = 0.0
    in_duckdb: float = 0.0
    processor: float = 0.0


class Stopwatch:
    """Times the scripts that run while it is in place."""

    def __init__(self) -> None:
        self._run = Run()

    def time(self, app: AppTest, address: Address) -> Run:
        """One run of an app after the filters were set to this address."""
        app.session_state[NEXT] = {name: address.get(name, "") for name in KEPT}
        self._run = Run()
        app.run()
        if app.exception:
            raise RuntimeError(app.exception[0].value)
        return self._run

    def on_script(self, run: Callable[..., object]) -> Callable[..., object]:
        watched = self._timed(run, "seconds", time.perf_counter)
        return self._timed(watched, "processor", time.process_time)

    def on_question(self, ask: Callable[..., object]) -> Callable[..., object]:
        return self._timed(ask, "in_duckdb", time.perf_counter)

    def _timed(
        self, work: Callable[..., object], which: str, clock: Callable[[], float]
    ) -> Callable[..., object]:
        @wraps(work)
        def timed(*args: object, **named: object) -> object:
            began = clock()
            try:
                return work(*args, **named)
            finally:
                setattr(self._run, which, getattr(self._run, which) + clock() - began)

        return timed


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    watch = Stopwatch()
    with (
        patch.object(ScriptRunner, "_run_script", watch.on_script(ScriptRunner._run_script)),
        patch.object(Database, "run", watch.on_question(Database.run)),
        patch.object(Database, "value", watch.on_question(Database.value)),
        patch.object(PagesManager, "__init__", _after_a_first_reader(PagesManager.__init__)),
    ):
        yield watch


def _after_a_first_reader(begin: Callable[..., None]) -> Callable[..., None]:
    """A server knows after its first run that app.py frames the pages; a test begins anew."""

    @wraps(begin)
    def begun(manager: PagesManager, *args: object, **named: object) -> None:
        begin(manager, *args, **named)
        PagesManager.uses_pages_directory = False

    return begun


def as_lines(figures: Iterable[PageFigure]) -> Iterator[str]:
    """A Markdown table, line by line as the figures come."""
    yield (
        "| page | after a change of | ratio | ours | empty | own work | of it in DuckDB "
        "| processor time |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for figure in figures:
        yield (
            f"| {figure.page} | {figure.change} | {figure.ours / figure.empty:.0f} "
            f"| {read(figure.ours)} | {read(figure.empty)} | {read(figure.own)} "
            f"| {read(figure.in_duckdb)} | {read(figure.processor)} |"
        )


# First paint --------------------------------------------------------------------------------------

# Asked in each frame that is drawn, from before the page's own scripts: when is its title there?
WATCH_TITLE = """
    const look = () => {
        const title = document.querySelector("h1");
        if (title && title.checkVisibility()) window.titleAt = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def bench_paint(folder: Path, rounds: int) -> Iterator[Figure]:
    """Overview and an empty page opened in turn, each in a browser that has never seen it."""
    with (
        running(folder) as app,
        running(folder, script=EMPTY_PAGE) as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        _opened_in(browser, app), _opened_in(browser, empty)  # the first reader after a start
        opened = [(_opened_in(browser, app), _opened_in(browser, empty)) for _ in range(rounds)]
        browser.close()
    for moment, which in (("first contentful paint", 0), ("its title in sight", 1)):
        yield Figure(
            f"Overview: {moment}",
            f"{rounds} rounds",
            median(ours[which] for ours, _ in opened),
            "an empty Streamlit page",
            median(theirs[which] for _, theirs in opened),
        )


def _opened_in(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds to the first paint, and until the title is in sight."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH_TITLE)
    page.goto(address)
    page.wait_for_function("window.titleAt && performance.getEntriesByType('paint').length > 1")
    painted, titled = page.evaluate(f"[{PAINTED}, window.titleAt]")
    context.close()
    return painted / 1000, titled / 1000
