"""The page that finds a customer and shows them from every side."""

import pytest

from tests.pages.conftest import again


def texts(app):
    return " ".join(text.value for text in app.text)


@pytest.fixture(scope="module")
def somebody():
    return "C0000012"


def test_a_customer_in_the_address_is_shown_from_every_side(open_app, full, somebody):
    app = open_app(full, "customers", customer=somebody)
    assert not app.exception
    assert somebody in texts(app)
    titles = [header.value for header in app.header]
    assert "What they brought, month by month" in titles
    assert "Everything that happened" in titles


def test_without_one_in_the_address_the_most_valuable_are_listed_to_choose_from(open_app, full):
    app = open_app(full, "customers")
    assert not app.exception
    assert [header.value for header in app.header] == ["Customers, the most valuable first"]
    assert "400 in all. The first 200 are shown" in texts(app)


def test_a_number_nobody_has_is_a_sentence_with_the_way_back(open_app, full):
    app = open_app(full, "customers", customer="nobody")
    assert not app.exception
    assert "No customer has this number" in " ".join(
        [texts(app), *(block.value for block in app.markdown)]
    )
    button = next(button for button in app.button if button.key == "all_customers")
    button.click()
    app = again(app, "customers")
    assert app.session_state["customer"] == ""


def test_a_customer_who_never_bought_is_shown_without_numbers(open_app, drawn_store):
    store = drawn_store(customers="customer_id | name\nx | <b>Ann</b>")
    app = open_app(store, "customers", customer="x")
    assert not app.exception
    assert "<b>Ann</b>" in texts(app)
    assert not app.metric
