"""A running dashboard and a real Chromium."""

import shutil

import pytest

from bench.serving import CHROMIUM, running
from tests.browser.sharing import shared


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium):
    """A window for readers of a language.

    It stays open from test to test, with what it has fetched and compiled: the scripts of the
    dashboard, which otherwise take longer than everything else on a page. Its readers ask for
    little motion: what pulses until it has come is drawn sixty times a second, by a processor that
    has a page to make, which takes up to twice as long. A test that is of motion asks for it.
    """
    opened = {}

    def in_language(locale):
        if locale not in opened:
            opened[locale] = chromium.new_context(locale=locale, reduced_motion="reduce")
            opened[locale].add_init_script(ASKED)
        return opened[locale]

    return in_language


@pytest.fixture(scope="session")
def dashboard(sample, run_folder):
    def start():
        return running(shutil.copytree(sample, run_folder / "served", dirs_exist_ok=True))

    with shared(run_folder / "dashboard", start) as address:
        yield address


@pytest.fixture(scope="session")
def nothing(run_folder):
    """A dashboard over an empty folder."""
    empty = run_folder / "empty"
    empty.mkdir(exist_ok=True)
    with shared(run_folder / "nothing", lambda: running(empty)) as address:
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

# Whether the page has said something to the server that was not answered yet.
ASKED = """
  const send = WebSocket.prototype.send
  const heard = new WeakSet()
  WebSocket.prototype.send = function (said) {
    if (!heard.has(this)) {
      heard.add(this)
      this.addEventListener("message", () => { globalThis.rapportAsked = false })
    }
    globalThis.rapportAsked = true
    return send.call(this, said)
  }
"""

# Answered, the script has run, the code of each kind of element is there (Streamlit fetches it
# when it first needs it) and charts are drawn; and that at several looks, one after the other.
SETTLED = """
([call, looks]) => {
  const all = (places) => [...document.querySelectorAll(places)]
  const done = !globalThis.rapportAsked &&
    document.querySelector('h1, [data-testid="stException"]') &&
    document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
    !document.querySelector('[data-testid="stSkeleton"]') &&
    all('[data-testid="stPlotlyChart"]').every((chart) => chart.querySelector(".main-svg"))
  const before = globalThis.rapportLooks
  const seen = done ? (before?.call === call ? before.seen : 0) + 1 : 0
  globalThis.rapportLooks = { call, seen }
  return seen >= looks
}
"""
LOOKS, BETWEEN_LOOKS = 8, 50  # milliseconds: a click becomes a question within a few
PATIENCE = 240_000  # milliseconds: what takes one second takes many on a busy machine


class Reader:
    """One reader's tab, and everything that should never happen in it.

    Readers have seen the tour, which lies over a corner of the page, unless they are `new`.
    """

    def __init__(self, windows, address, *, new=False, locale="en-US", viewport=None, **media):
        self.address = address
        self.calls = 0
        self.elsewhere = []
        self.complaints = []
        self.tab = windows(locale).new_page()
        if not new:
            self.tab.add_init_script(TOURED)
        if viewport:
            self.tab.set_viewport_size(viewport)
        if media:
            self.tab.emulate_media(**media)
        self.tab.set_default_timeout(PATIENCE)
        self.tab.on("request", self._note_request)
        self.tab.on("console", self._note_message)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", self._note_dialog)

    def open(self, path=""):
        self.tab.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self):
        """Wait until the script has run and what it drew is there."""
        self.calls += 1
        call = [self.calls, LOOKS]
        self.tab.wait_for_function(SETTLED, arg=call, polling=BETWEEN_LOOKS)

    def leave(self):
        """Nothing is remembered for the next reader."""
        if self.tab.url.startswith(self.address):
            self.tab.evaluate("localStorage.clear()")
        self.tab.context.clear_cookies()
        self.tab.close()

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

    def exceptions(self):
        return self.tab.locator('[data-testid="stException"]').count()

    def drawer(self):
        return self.tab.locator('[data-testid="stDialog"]')

    def _note_request(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _note_dialog(self, dialog):
        self.complaints.append(dialog.message)
        dialog.dismiss()  # a page waits for its dialog for ever, and a test for its page

    def _note_message(self, message):
        # Streamlit looks for itself below the page's own path first; that is not ours to mend.
        probe = "/_stcore/" in (message.location or {}).get("url", "")
        if message.type == "error" and not probe:
            self.complaints.append(message.text)


@pytest.fixture
def reader(windows):
    """Opens a tab on a dashboard; at the end, nothing may have gone wrong in any."""
    readers = []

    def open_(address, **shape):
        readers.append(Reader(windows, address, **shape))
        return readers[-1]

    yield open_
    # As it was when the test ended: a server of the test's own is gone by now, and whatever is
    # asked of a tab from here on may bring its complaint about that.
    noted = [[*each.elsewhere, *each.complaints] for each in readers]
    exceptions = [each.exceptions() for each in readers]
    for each in readers:
        each.leave()
    assert (noted, exceptions) == ([[]] * len(readers), [0] * len(readers))
