"""Contact sheets: every page in both themes, widths and languages, over much, little and no data.

One sheet a page and store, so that its text stays readable: a row for each language; in it the
desktop, light and dark, then the phone, light and dark. A page taller than the row goes on in a
further column. The single screens are kept beside the sheets at their full size.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from PIL import Image, ImageDraw, ImageFont
from playwright.async_api import Browser, Page, async_playwright

from bench.serving import CHROMIUM, ROOT, running
from lib.build import build
from lib.database import Connection
from lib.demo import fill
from lib.errors import NoStore
from lib.metrics import customer_search
from lib.progress import silent
from lib.schema import TABLES
from lib.store import new_generation, open_store

CUSTOMERS = 3_000
AT_A_TIME = 3  # tabs
PATIENCE = 240_000  # milliseconds, on a busy machine

FIRST_PAGE = "overview"  # stands at the address itself
CUSTOMER = "customer"  # the page of customers, with the most valuable one chosen

LANGUAGES = ("en", "zh")
THEMES = ("light", "dark")
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}

GAP = 24
HEADING, LABEL = 34, 18  # sizes of letters
PAPER, INK = "#8a8f98", "#ffffff"


def pages() -> list[str]:
    """As the addresses have them: a file in pages/ each, and the page of one customer."""
    return sorted([CUSTOMER, *(file.stem for file in (ROOT / "pages").glob("*.py"))])


# --- The stores that the pages are seen over.


def full(db: Connection) -> None:
    """The sample company."""
    fill(db, customers=CUSTOMERS, seed=1, progress=silent)
    build(db)


def partial(db: Connection) -> None:
    """A shop's first files: the orders of seven months, and answers without expectations."""
    fill(db, customers=CUSTOMERS, seed=1, progress=silent)
    for table in TABLES.keys() - {"customers", "products", "orders", "ratings"}:
        db.execute(f"delete from {table}")
    newest = "(select max(ordered_on) from orders)"
    db.execute(f"delete from orders where ordered_on < {newest} - interval 7 month")
    db.execute("update ratings set expected = null")
    db.execute("update imports set is_sample = false")
    build(db)


Filling = Callable[[Connection], None]
STORES: dict[str, Filling | None] = {"full": full, "partial": partial, "empty": None}


def make_store(name: str, folder: Path) -> Path:
    """One of STORES, made in `folder`; else the folder of a store that is there already."""
    if name not in STORES:
        return Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    if filling := STORES[name]:
        with new_generation(folder, afresh=True) as draft:
            filling(draft.connection)
    return folder


# --- The screens.


@dataclass(frozen=True)
class Screen:
    """One look at one page."""

    page: str
    store: str
    language: str
    theme: str
    size: str

    def file(self, folder: Path) -> Path:
        name = f"{self.page}.{self.store}.{self.language}.{self.size}.{self.theme}.png"
        return folder / "screens" / name

    @property
    def label(self) -> str:
        width, _ = SIZES[self.size]
        return f"{self.language} {self.theme} {width}"


def screens_of(page: str, store: str) -> list[Screen]:
    """In the order of the sheet."""
    return [
        Screen(page, store, language, theme, size)
        for language in LANGUAGES
        for size in SIZES
        for theme in THEMES
    ]


def most_valuable(folder: Path) -> str:
    """The number of the customer whom the page of one shows; '' where there is none."""
    try:
        database = open_store(folder).database
    except NoStore:
        return ""
    found = customer_search(database, limit=1)["customer_id"]
    return "" if found.empty else found.iloc[0]


async def photograph(address: str, whom: str, screens: Iterable[Screen], folder: Path) -> None:
    """Take every screen; those of one theme and size in one tab, several tabs at a time."""
    (folder / "screens").mkdir(parents=True, exist_ok=True)
    tabs: dict[tuple[str, str], list[Screen]] = defaultdict(list)
    for screen in screens:
        tabs[screen.theme, screen.size].append(screen)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        await _first_visit(browser, address)
        room = asyncio.Semaphore(AT_A_TIME)
        tours = (_tour(browser, room, address, whom, of, folder) for of in tabs.values())
        await asyncio.gather(*tours)
        await browser.close()


# The sheets are of the pages: what the browser remembers of who has been shown round.
TOURED = "try { localStorage.setItem('rapport.tour', 'seen') } catch {}"


async def _first_visit(browser: Browser, address: str) -> None:
    """Only after someone opened it does a new server know its addresses."""
    tab = await browser.new_page()
    await tab.goto(address)
    await _settle(tab)
    await tab.close()


async def _tour(
    browser: Browser,
    room: asyncio.Semaphore,
    address: str,
    whom: str,
    screens: list[Screen],
    folder: Path,
) -> None:
    async with room:
        tab = await browser.new_page(color_scheme=screens[0].theme)
        await tab.add_init_script(TOURED)
        for screen in screens:
            await _take(tab, f"{address}/{_path(screen, whom)}", screen, folder)
        await tab.close()


def _path(screen: Screen, whom: str) -> str:
    asked = {"lang": screen.language}
    if screen.page == CUSTOMER:
        return f"customers?{urlencode(asked | {'customer': whom})}"
    return f"{'' if screen.page == FIRST_PAGE else screen.page}?{urlencode(asked)}"


async def _take(tab: Page, address: str, screen: Screen, folder: Path) -> None:
    width, height = SIZES[screen.size]
    await tab.set_viewport_size({"width": width, "height": height})
    await tab.goto(address)
    await _settle(tab)
    tall = await tab.evaluate(
        "document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 0"
    )
    if tall > height:
        await tab.set_viewport_size({"width": width, "height": tall})
        await tab.wait_for_timeout(300)
    await tab.screenshot(path=screen.file(folder))


# The script has run, every chart is drawn, and nothing is still to come.
SETTLED = """
    () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        && document.querySelector('h1')
        && !document.querySelector('[data-testid="stSkeleton"]')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every(chart => chart.querySelector('.main-svg'))
        && [...document.querySelectorAll('[data-testid="stDataFrame"]')]
            .every(table => table.querySelector('canvas'))
"""


async def _settle(tab: Page) -> None:
    await tab.wait_for_selector("h1", timeout=PATIENCE)
    await tab.wait_for_timeout(300)
    await tab.wait_for_function(SETTLED, timeout=PATIENCE)
    await tab.wait_for_timeout(500)


# --- The sheets.


def sheet(screens: list[Screen], folder: Path, scale: float) -> Image.Image:
    """The screens of one page and store, a row a language, none taller than its desktop."""
    rows = [[s for s in screens if s.language == language] for language in LANGUAGES]
    drawn = _below([_row(row, folder, scale) for row in rows])
    return _labelled(drawn, f"{screens[0].page} · {screens[0].store}", HEADING)


def _row(screens: list[Screen], folder: Path, scale: float) -> Image.Image:
    drawn = {screen: _scaled(Image.open(screen.file(folder)), scale) for screen in screens}
    tallest = max(image.height for screen, image in drawn.items() if screen.size == "desktop")
    tiles = [_labelled(_folded(image, tallest), screen.label) for screen, image in drawn.items()]
    return _beside(tiles)


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    size = (round(image.width * scale), round(image.height * scale))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _folded(image: Image.Image, tallest: int) -> Image.Image:
    """What does not fit goes on in a column beside it."""
    columns = [
        image.crop((0, top, image.width, min(top + tallest, image.height)))
        for top in range(0, image.height, tallest)
    ]
    return _beside(columns, gap=GAP // 3)


def _labelled(image: Image.Image, label: str, size: int = LABEL) -> Image.Image:
    above = size * 2
    tile = Image.new("RGB", (image.width, image.height + above), PAPER)
    letters = ImageFont.load_default(size)
    ImageDraw.Draw(tile).text((GAP // 3, size // 3), label, INK, font=letters)
    tile.paste(image, (0, above))
    return tile


def _beside(images: list[Image.Image], gap: int = GAP) -> Image.Image:
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    paper = Image.new("RGB", (width, max(image.height for image in images)), PAPER)
    left = 0
    for image in images:
        paper.paste(image, (left, 0))
        left += image.width + gap
    return paper


def _below(images: list[Image.Image]) -> Image.Image:
    height = sum(image.height for image in images) + GAP * (len(images) + 1)
    paper = Image.new("RGB", (max(image.width for image in images) + 2 * GAP, height), PAPER)
    top = GAP
    for image in images:
        paper.paste(image, (GAP, top))
        top += image.height + GAP
    return paper


def make_sheets(
    folder: Path, wanted: Iterable[str], stores: Iterable[str], scale: float
) -> Iterator[Path]:
    """The sheets as they are finished, a store after the other."""
    wanted = list(wanted)
    for store in stores:
        name = Path(store).name
        with TemporaryDirectory() as made:
            data = make_store(store, Path(made))
            whom = most_valuable(data)
            screens = [screen for page in wanted for screen in screens_of(page, name)]
            with running(data) as address:
                asyncio.run(photograph(address, whom, screens, folder))
        for page in wanted:
            file = folder / f"{page}.{name}.png"
            sheet(screens_of(page, name), folder, scale).save(file)
            yield file
