"""A reader who clicks again before the page shows what the click before brought."""

import pytest

from tests.pages.conftest import again
from tests.pages.importing import browser_holds

SWITCH = "language_switch"


@pytest.fixture
def send():
    """Has the browser send what it held of every widget when its page was drawn, but for one that
    its reader changes now."""

    def send_(app, page, held, key, value):
        group = app.button_group(key=key)
        now = group.set_value(value)._widget_state
        next(one for one in held.widgets if one.id == now.id).CopyFrom(now)
        app.session_state["asked_for"] = (page, {})
        app._finished_page_script_hash = ""
        return app._run(held)

    return send_


def test_each_of_several_quick_choices_counts(open_app, full, send):
    app = open_app(full, "churn", period="3M")
    held = browser_holds(app)
    send(app, "churn", held, "tier_choice", ["A"])
    send(app, "churn", held, "period_choice", "6M")
    send(app, "churn", held, "tier_choice", ["A", "B"])
    assert choices(app) | {"period_choice": "6M", "tier_choice": ["A", "B"]} == choices(app)
    again(app, "churn")
    assert choices(app) | {"period_choice": "6M", "tier_choice": ["A", "B"]} == choices(app)


@pytest.mark.parametrize(
    "page, key, value", [("churn", "first_month", None), ("service", "in_time_choice", "severity")]
)
def test_words_of_the_language_before_are_no_choice(open_app, full, send, page, key, value):
    app = open_app(full, page, period="2026-01..2026-06")
    if value:
        app.selectbox(key=key).set_value(value)
        again(app, page)
    kept = {key: choices(app)[key], SWITCH: "zh"}
    held = browser_holds(app)
    send(app, page, held, SWITCH, "zh")
    assert choices(app) | kept == choices(app)
    send(app, page, held, "tier_choice", ["A"])
    assert not app.exception
    kept["tier_choice"] = ["A"]
    assert choices(app) | kept == choices(app)


def choices(app):
    return {widget.key: widget.value for widget in [*app.selectbox, *app.button_group]}
