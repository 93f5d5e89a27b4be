"""What axe finds in what opens and where there is no data, and the frame by keyboard alone."""

import pytest

from tests.browser.judging import NOT_OURS, violations, violations_in
from tests.pages.test_pages import PAGES

# Charts and all follow the browser's colours without a rerun, so a visit serves two.
SCREENS = {
    "desktop": ({}, ["light", "dark"]),
    "phone": ({"viewport": {"width": 390, "height": 844}}, ["light"]),
}
FLOWS = '[class*="st-key-card_customers_gained_and_lost"]'


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_of_ours_in_what_opens(reader, dashboard, screen):
    shape, colours = SCREENS[screen]
    tab = reader(dashboard, **shape)
    tab.open("churn?tier=AB&period=6M")
    found = {}
    popover, drawer = (tab.tab.get_by_test_id(one) for one in ("stPopoverBody", "stDialog"))
    for name, button in {
        "filters": ".st-key-more_filters button",
        "receipt": f"{FLOWS} [class*='st-key-receipt_'] button",
    }.items():
        tab.tab.locator(button).first.click()
        popover.wait_for()
        tab.settle()
        found |= violations_in(tab, colours, name)
        assert popover.is_visible()
        tab.tab.keyboard.press("Escape")
        popover.wait_for(state="hidden")
    tab.tab.emulate_media(color_scheme="light")
    open_drawer(tab)
    found |= violations_in(tab, colours, "drawer")
    assert drawer.is_visible()
    opened = ("filters", "receipt", "drawer")
    assert found == {(name, colour): {} for name in opened for colour in colours}


def open_drawer(tab):
    """The customers behind a bar."""
    bars = tab.tab.locator(f"{FLOWS} .points path")
    bars.first.scroll_into_view_if_needed()
    where = next(box for bar in bars.all() if (box := bar.bounding_box()) and box["height"] > 8)
    tab.tab.mouse.move(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
    tab.tab.wait_for_timeout(200)
    tab.tab.mouse.down()
    tab.tab.mouse.up()
    tab.tab.get_by_test_id("stDialog").wait_for()
    tab.settle()


def test_axe_finds_nothing_of_ours_where_there_is_no_data(reader, nothing):
    tab = reader(nothing, color_scheme="dark")
    found = {}
    for page in PAGES:
        tab.open("" if page == "overview" else page)
        found[page] = violations(tab)
    assert found == {page: {} for page in PAGES}


def test_each_exception_is_still_needed(reader, dashboard):
    """What Streamlit mends leaves the list."""
    tab = reader(dashboard)
    needed = set()
    for page in ("import_files", "churn"):
        tab.open(page)
        if page == "churn":
            tab.tab.locator(".st-key-more_filters button").first.click()
            tab.tab.get_by_test_id("stDateInputField").wait_for()
        violations(tab)
        for rule, place, _why in NOT_OURS:
            broken = tab.tab.evaluate(
                """async ([rule, place]) => {
                  const run = await axe.run(document, { runOnly: [rule] })
                  return run.violations.some(({ nodes }) => nodes.some(
                    ({ target }) => document.querySelector(target.at(-1))?.matches(place)))
                }""",
                [rule, place],
            )
            if broken:
                needed.add(rule)
    assert needed == {rule for rule, _place, _why in NOT_OURS}


# --- The keyboard.

# What has the focus: its words, and whether anything about it looks different for that.
FOCUSED = """
async () => {
  const element = document.activeElement
  const look = () => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } =
      getComputedStyle(element)
    return [outlineStyle === "none" ? "" : outlineWidth, boxShadow, borderColor, backgroundColor]
  }
  const focused = look().join()
  const read = element.cloneNode(true)
  read.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove())
  const words = (element.ariaLabel || read.textContent).trim().slice(0, 60)
  element.style.transition = "none"
  element.blur()
  await new Promise((drawn) => setTimeout(drawn, 40))
  const ringed = look().join() !== focused
  element.focus()
  return { words, ringed, testid: element.dataset.testid || "" }
}
"""


def tab_until(tab, wanted, most=60):
    """Press Tab until something with these words has the focus; everything passed on the way."""
    passed = []
    for _ in range(most):
        tab.tab.keyboard.press("Tab")
        passed.append(tab.tab.evaluate(FOCUSED))
        if passed[-1]["words"].startswith(wanted):
            return passed
    raise AssertionError(f"{wanted} was not reached: {[p['words'] for p in passed]}")


def test_tab_walks_through_the_frame_in_its_order_and_shows_where_it_is(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn?tier=A")
    passed = []
    for stop in ("Skip to main content", "Satisfaction", "English", "Main menu", "3M", "Filters"):
        passed += tab_until(tab, stop)
    for stop in ("Export", "Reset", "About Churn by tier"):
        passed += tab_until(tab, stop)
    # Streamlit lets the page itself be focused, as the place that "Skip to main content" leads to.
    unseen = [p["words"] for p in passed if not p["ringed"] and p["testid"] != "stMain"]
    assert unseen == []


def test_a_popover_opens_with_enter_and_closes_with_escape(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn")
    tab_until(tab, "About Churn by tier")
    tab.tab.keyboard.press("Enter")
    tab.tab.get_by_test_id("stPopoverBody").wait_for()
    tab.settle()
    tab.tab.keyboard.press("Escape")
    tab.tab.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    assert tab.tab.evaluate(FOCUSED)["words"] == "About Churn by tier"


def test_the_drawer_closes_with_escape(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn")
    open_drawer(tab)
    tab.tab.keyboard.press("Tab")
    inside = "document.querySelector('[data-testid=\"stDialog\"]').contains(document.activeElement)"
    assert tab.tab.evaluate(inside)
    tab.tab.keyboard.press("Escape")
    tab.tab.get_by_test_id("stDialog").wait_for(state="hidden")


def test_skipping_to_the_content_leads_there(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn")
    tab_until(tab, "Skip to main content")
    tab.tab.keyboard.press("Enter")
    assert tab.tab.evaluate("document.activeElement.dataset.testid") == "stMain"
    passed = tab_until(tab, "3M", most=3)
    assert passed[-1]["words"] == "3M"


def test_a_mark_of_a_chart_is_opened_with_the_keyboard_alone(reader, dashboard):
    tab = reader(dashboard)
    tab.open("churn")
    tab_until(tab, "About Customers gained and lost")
    tab.tab.keyboard.press("Enter")
    tab.tab.get_by_test_id("stPopoverBody").wait_for()
    tab.settle()
    tab_until(tab, "Open the rows behind one mark")
    tab.tab.keyboard.press("ArrowDown")
    tab.tab.get_by_role("option").first.wait_for()
    first = tab.tab.get_by_role("option").first.inner_text()
    tab.tab.keyboard.press("Enter")
    drawer = tab.tab.get_by_test_id("stDialog")
    drawer.wait_for()
    tab.settle()
    assert first.startswith("New · ")
    assert first in drawer.inner_text()
    assert not tab.tab.get_by_test_id("stPopoverBody").is_visible()


def test_icons_are_not_read_out(reader, dashboard):
    tab = reader(dashboard)
    tab.open()
    tab.tab.locator(".st-key-more_filters button").first.click()
    tab.settle()
    read = tab.tab.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stIconMaterial"], [role="img"]')]
          .filter((icon) => getComputedStyle(icon).fontFamily.includes("Material Symbols"))
          .filter((icon) => !icon.closest('[aria-hidden="true"]'))
          .map((icon) => icon.outerHTML)"""
    )
    assert read == []
