"""What Streamlit says by itself, which it says in English only: put into the reader's language.

Each sentence is looked for in its own place on the screen and nowhere else, so that a name from
the data which happens to read the same stays what it is. {Names} stand for whatever is there;
those of the calendar are said in the reader's language too. The translations are a catalogue of
their own, locale/streamlit/, because some of these words mean something else in ours: their "Open"
opens a list, ours is a deal not yet won or lost.
"""

from pathlib import Path

import streamlit as st
from babel.dates import get_day_names, get_month_names

from lib.languages import catalogue
from lib.ui.languages import reader

MENU = '[data-testid="stMainMenu"], [data-testid="stMainMenuPopover"]'
SIDEBAR = '[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"]'
HEADER = '[data-testid="stHeader"]'
TABLE_BUTTONS = '[data-testid="stElementToolbar"]'
TABLE_SEARCH = ".gdg-search-bar"
COLUMN_MENU = '[data-testid="stDataFrameColumnMenu"] :is(button, [role="menuitem"]), [role="menu"]'
COLUMN_KIND = (
    '[data-testid="stDataFrameColumnMenu"] [role="menu"] > :first-child > [title]:first-child'
)
COLUMN_FORMATS = '[data-testid="stDataFrameColumnFormattingMenu"]'
COLUMN_FACTS = '[data-testid="stDataFrameColumnStatisticsMenu"]'
COLUMNS_SHOWN = '[data-testid="stDataFrameColumnVisibilityMenu"] label:first-child'
CHOICE = '[data-testid="stSelectbox"], [data-testid="stMultiSelect"]'
NO_CHOICE = '[role="listbox"][data-empty="true"]'
LEAVE_LIST = '[data-testid$="Dropdown"] > div > button'
FILES = '[data-testid="stFileUploader"]'
DAY = '[data-testid="stDateInput"]'
HELP = '[data-testid="stTooltipHoverTarget"]'
DIALOG = '[data-testid="stDialog"]'
FAILURE = '[data-testid="stException"]'
CALENDAR = '[data-testid="stDateInputCalendar"]'
SPOKEN = '[data-live-announcer], [id^="react-aria-description"]'

MONTHS = tuple(get_month_names(locale="en_US").values())
WEEKDAYS = tuple(get_day_names(locale="en_US").values())

PLACES: dict[str, tuple[str, ...]] = {
    '[data-testid="stSkipToContent"]': ("Skip to main content",),
    SIDEBAR: (
        "Sidebar",
        "Logo",
        "Navigate to home page",
        "App pages",
        "Collapse sidebar",
        "Expand sidebar",
    ),
    HEADER: (
        "Expand sidebar",
        "Running...",
        "Stop",
        "Stopping...",
        "Connecting",
        "Attempting to connect to Streamlit server",
        "Connection error",
        "Unable to connect to Streamlit server",
    ),
    MENU: (
        "Main menu",
        "Theme",
        "System",
        "Light",
        "Dark",
        "Print",
        "Made with Streamlit v",
        "Copy version to clipboard",
    ),
    TABLE_BUTTONS: (
        "Show/hide columns",
        "Show/hide columns: {table}",
        "Search",
        "Search: {table}",
        "Fullscreen",
        "Fullscreen: {element}",
        "Close fullscreen",
        "Close fullscreen: {element}",
    ),
    '[data-testid="stTooltipContent"]': (
        "Show/hide columns",
        "Search",
        "Fullscreen",
        "Close fullscreen",
    ),
    TABLE_SEARCH: (
        "Type to search",
        "Previous Result",
        "Next Result",
        "Close Search",
        "{found} results",
        "{found} result",
        "{place} of {found} results",
        "{place} of {found} result",
    ),
    COLUMN_MENU: (
        "Dataframe column menu",
        "Copy column name",
        "Sort ascending",
        "Sort descending",
        "Statistics",
        "Format",
        "Autosize",
        "Pin column",
        "Unpin column",
        "Hide column",
    ),
    COLUMN_KIND: ("text", "number", "progress", "datetime", "date", "checkbox", "list", "link"),
    COLUMN_FORMATS: (
        "Automatic",
        "Localized",
        "Plain",
        "Compact",
        "Dollar",
        "Euro",
        "Yen",
        "Percent",
        "Scientific",
        "Accounting",
        "Duration",
        "Distance",
        "Calendar",
    ),
    COLUMN_FACTS: (
        "Values",
        "Empty",
        "Distinct",
        "Average",
        "Standard deviation",
        "Minimum",
        "25th percentile",
        "Median",
        "75th percentile",
        "Maximum",
        "Sum",
        "Minimum length",
        "Maximum length",
        "Average length",
        "Range",
        "Based on sample",
        "Distribution histogram",
        "Top values frequency chart",
    ),
    COLUMNS_SHOWN: ("Select all", "(index)"),
    CHOICE: (
        "Choose an option",
        "Choose options",
        "Open",
        "Clear value",
        "Clear all",
        "Remove {value}",
        "Selected values",
    ),
    '[data-testid="stNumberInput"]': ("Increment", "Decrement", "Clear value"),
    NO_CHOICE: ("No results",),
    LEAVE_LIST: ("Dismiss",),
    FILES: (
        "Upload",
        "Add files",
        "file upload",
        "Drag and drop a file here",
        "Drag and drop files here",
        "{size} per file",
        "{size} per file • {kinds}",
        "Remove {file}",
    ),
    DAY: (
        "Choose date",
        "year, {label}",
        "month, {label}",
        "day, {label}",
        "{n} – {month}",
        *MONTHS,
    ),
    CALENDAR: (
        "Choose date",
        "Choose date, {month} {year}",
        "Use arrow keys to navigate dates. Enter to select. Escape to close.",
        "Previous month",
        "Next month",
        "month",
        "year",
        "{month} {year}",
        "{weekday}, {month} {day}, {year}",
        "{weekday}, {month} {day}, {year} selected",
        "{weekday}, {month} {day}, {year}, First available date",
        "{weekday}, {month} {day}, {year}, Last available date",
        "{weekday}, {month} {day}, {year} selected, First available date",
        "{weekday}, {month} {day}, {year} selected, Last available date",
        "Next",
        *MONTHS,
        *WEEKDAYS,
    ),
    '[data-testid="stWidgetLabelRequired"]': ("(required)",),
    HELP: ("Help for {label}",),
    DIALOG: (
        "Close",
        "Page not found",
        "The page that you have requested does not seem to exist. Running the app's main page.",
        "Connection error",
        "Connection timed out.",
        "Is Streamlit still running? If you accidentally stopped Streamlit, "
        "just restart it in your terminal:",
    ),
    FAILURE: (
        "This app has encountered an error. The original error message is redacted "
        "to prevent data leaks. Full error details have been recorded in the logs "
        "(if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).",
        "Copy",
        "Copied",
    ),
    SPOKEN: (
        "{n} options available.",
        "{n} option available.",
        "Selected Date: {month} {day}, {year}",
        *MONTHS,
    ),
}

_IN_BROWSER = st.components.v2.component(
    "rapport_streamlit_words", js=(Path(__file__).parent / "static" / "words.js").read_text("utf-8")
)


def begin() -> None:
    """Have the browser say Streamlit's words in this run's language."""
    said = catalogue(reader().locale, "streamlit")
    places = [
        [place, [[sentence, said.get(sentence, sentence)] for sentence in sentences]]
        for place, sentences in PLACES.items()
    ]
    _IN_BROWSER(key="streamlit_words", data={"places": places})
