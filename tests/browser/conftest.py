"""A running dashboard and a real Chromium."""

import pytest

from bench.serving import CHROMIUM, running
from lib import store
from lib.build import build
from lib.demo import fill
from lib.progress import silent


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium at /usr/bin/chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The folder of a small sample company."""
    folder = tmp_path_factory.mktemp("sample")
    with store.new_generation(folder) as draft:
        fill(draft.connection, customers=400, seed=1, progress=silent)
        build(draft.connection)
    return folder


@pytest.fixture(scope="session")
def dashboard(sample):
    with running(sample) as address:
        yield address


@pytest.fixture(scope="session")
def nothing(tmp_path_factory):
    """A dashboard over an empty folder."""
    with running(tmp_path_factory.mktemp("nothing")) as address:
        yield address


MARKS = """chart => {
    const drawn = document.querySelector(`.st-key-card_${chart} .js-plotly-plot`)
    const box = drawn.getBoundingClientRect()
    const { xaxis, yaxis } = drawn._fullLayout
    return drawn._fullData.flatMap(trace => Array.from(trace.customdata ?? []).map((told, i) => ({
        words: told[0],
        codes: Array.from(told).slice(1),
        x: box.left + xaxis._offset + xaxis.d2p(trace.x[i]),
        y: box.top + yaxis._offset + yaxis.d2p(trace.y[i]),
    }))).filter(mark => mark.codes.length)
}"""


# What the browser remembers of a reader who has been here before.
TOURED = "try { localStorage.setItem('rapport.tour', 'seen') } catch {}"


class Reader:
    """One reader's tab, and everything that should never happen in it.

    Readers have seen the tour, which lies over a corner of the page, unless they are `new`.
    """

    def __init__(self, browser, address, *, new=False, **context):
        self.address = address
        self.elsewhere = []
        self.complaints = []
        self.context = browser.new_context(**context)
        if not new:
            self.context.add_init_script(TOURED)
        self.tab = self.context.new_page()
        self.tab.on("request", self._note_request)
        self.tab.on("console", self._note_message)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def open(self, path=""):
        self.tab.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self):
        """Wait until the script has run and what it drew is there."""
        self.tab.wait_for_selector('h1, [data-testid="stException"]', timeout=60_000)
        self.tab.wait_for_timeout(400)
        self.tab.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000
        )
        # Streamlit fetches the code of each kind of element when it first needs it.
        self.tab.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=60_000)
        self.tab.wait_for_timeout(300)

    def title(self):
        return self.tab.locator("h1").first.inner_text()

    def words(self):
        return self.tab.locator('[data-testid="stMain"]').inner_text()

    def marks(self, chart):
        """Each mark of a chart that stands for something: what for, and where it is drawn."""
        self.tab.locator(f".st-key-card_{chart} .js-plotly-plot").scroll_into_view_if_needed()
        return self.tab.evaluate(MARKS, chart)

    def click_mark(self, mark):
        """A little left of it: the end of a bar is its last pixel."""
        self.tab.mouse.click(mark["x"] - 2, mark["y"] + 1)
        self.settle()

    def drawer(self):
        return self.tab.locator('[data-testid="stDialog"]')

    def _note_request(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _note_message(self, message):
        # Streamlit looks for itself below the page's own path first; that is not ours to mend.
        probe = "/_stcore/" in (message.location or {}).get("url", "")
        if message.type == "error" and not probe:
            self.complaints.append(message.text)


@pytest.fixture
def reader(chromium):
    """Opens a tab on a dashboard; at the end, nothing may have gone wrong in any."""
    readers = []

    def open_(address, **context):
        readers.append(Reader(chromium, address, **context))
        return readers[-1]

    yield open_
    for each in readers:
        assert each.elsewhere == []
        assert each.complaints == []
        assert each.tab.locator('[data-testid="stException"]').count() == 0
        each.context.close()
