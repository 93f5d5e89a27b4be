"""What the address says, what it means, and what a metric is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.database import EVERYONE, Customers
from lib.ui.filters import (
    Filters,
    month_end,
    only_code,
    only_of,
    span_code,
    with_only,
)
from lib.ui.plain import plain
from tests.pages.conftest import again

ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2022-01-10 |     100
    2        | a           | 2024-02-29 |     100
"""


def texts(app):
    return " ".join(text.value for text in app.text)


def chips(app):
    return [button.label for button in app.button if (button.key or "").startswith("chip_")]


def test_a_period_is_compared_with_the_same_months_a_year_before():
    chosen = Filters(date(2024, 3, 1), date(2025, 2, 28))
    assert chosen.compared.months == (date(2023, 3, 1), date(2024, 2, 29))


def test_a_period_is_compared_with_as_many_months_before_it():
    chosen = Filters(date(2024, 3, 1), date(2024, 5, 31), comparison="before")
    assert chosen.compared.months == (date(2023, 12, 1), date(2024, 2, 29))


def test_a_target_has_no_months():
    assert Filters(date(2024, 3, 1), date(2024, 5, 31), comparison="target").compared is None


def test_without_days_there_is_nothing_to_compare_with():
    assert Filters(None, None).compared is None


def test_the_end_of_a_month_is_its_last_day():
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert month_end(date(2023, 12, 1)) == date(2023, 12, 31)


def test_months_of_ones_own_are_written_as_months():
    assert span_code(date(2024, 2, 1), date(2024, 11, 1)) == "2024-02..2024-11"


def test_values_are_alternatives_and_names_must_all_hold():
    chosen = Filters(
        None, None, only=(("region", ("West", "East")), ("attr-region", ("x",)), ("kind", ("y",)))
    )
    assert chosen.customers == Customers(
        columns=(("region", ("West", "East")), ("kind", ("y",))), attributes=(("region", ("x",)),)
    )
    assert Filters(None, None).customers is EVERYONE


def test_values_stand_in_the_address_as_they_are():
    only = (("region", ("West", "华东")), ("attr-Loyalty card", ("yes",)))
    assert only_code(only) == "region*West*华东.attr-Loyalty card*yes"
    assert only_of("region*West*华东.attr-Loyalty card*yes") == only


values = st.lists(st.text(min_size=1), min_size=1, unique=True).map(tuple)
named = st.one_of(st.sampled_from(Customers.COLUMNS), st.text().map("attr-{}".format))


@given(st.dictionaries(named, values, max_size=4))
def test_any_value_comes_back_from_the_address(chosen):
    only = tuple(chosen.items())
    assert only_of(only_code(only)) == only


@given(st.text())
def test_any_address_is_read_as_one_that_we_would_write(code):
    only = only_of(code)
    assert only_of(only_code(only)) == only


def test_an_unknown_name_in_the_address_counts_as_none():
    assert only_of("salary*9.region.region*West") == (("region", ("West",)),)


def test_a_name_without_values_is_no_filter():
    only = (("region", ("West",)), ("kind", ("person",)))
    assert with_only(only, "region", ()) == (("kind", ("person",)),)
    assert with_only(only, "city", ("Bern",)) == (*only, ("city", ("Bern",)))


@pytest.mark.parametrize(
    ("address", "months"),
    [
        ({}, "Feb 2023 to Jan 2024"),  # the newest month with all its days before Feb 28
        ({"period": "3M"}, "Nov 2023 to Jan 2024"),
        ({"period": "2023-06..2023-06"}, "Jun 2023"),
        ({"period": "2022-12..2023-01"}, "Dec 2022 to Jan 2023"),
        ({"period": "2023-02..2023-01"}, "Feb 2023 to Jan 2024"),
        ({"period": "2023-13..2024-01"}, "Feb 2023 to Jan 2024"),
        ({"period": "2030-01..2030-06"}, "Feb 2023 to Jan 2024"),
        ({"period": "2023-11..2030-06"}, "Nov 2023 to Feb 2024"),
        ({"period": "0001-01..9999-12"}, "Jan 2022 to Feb 2024"),
        ({"as_of": "2023-07-31", "period": "3M"}, "May 2023 to Jul 2023"),
        ({"as_of": "2023-07-30", "period": "3M"}, "Apr 2023 to Jun 2023"),
    ],
)
def test_the_months_of_an_address(open_app, drawn_store, address, months):
    folder = drawn_store(orders=ORDERS.replace("2024-02-29", "2024-02-28"))
    app = open_app(folder, "churn", **address)
    assert not app.exception
    assert f"{months} · compared" in texts(app)


def test_a_period_that_ends_with_the_data_ends_with_its_last_month(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS), "churn", period="3M")  # to Feb 29, all of it
    assert "Dec 2023 to Feb 2024" in texts(app)


@pytest.mark.parametrize("as_of", ["2024-02-29", "2024-03-01", "2021-12-31", "yesterday", ""])
def test_a_day_that_the_data_does_not_hold_is_the_datas_own(open_app, drawn_store, as_of):
    app = open_app(drawn_store(orders=ORDERS), "churn", as_of=as_of)
    assert not app.exception
    assert "data to Feb 29, 2024" in texts(app)
    assert chips(app) == []


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ({"period": "99M"}, "99M"),
        ({"period": "2030-01..2030-06"}, "2030-01..2030-06"),
        ({"period": "2023-11..2030-06"}, "2023-11..2030-06"),
        ({"as_of": "2999-12-31"}, "2999-12-31"),
        ({"tier": "AZ"}, "asks for Z,"),
        ({"vs": "budget"}, "budget"),
        ({"only": "salary*9"}, "salary*9"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_said(open_app, drawn_store, address, named):
    app = open_app(drawn_store(orders=ORDERS), "churn", **address)
    (said,) = [text.value for text in app.text if text.value.startswith("The address asks for")]
    assert named in said


def test_what_an_address_may_ask_for_is_not_complained_of(open_app, drawn_store):
    address = {
        "period": "2023-11..2024-01",
        "as_of": "2024-02-29",
        "vs": "before",
        "tier": "AD",
        "only": "region*West.attr-x*y",
    }
    app = open_app(drawn_store(orders=ORDERS), "churn", **address)
    assert "The address asks for" not in texts(app)


def test_every_filter_that_is_set_has_a_chip_and_goes_with_a_click(open_app, full):
    address = {
        "period": "3M",
        "as_of": "2026-06-30",
        "vs": "before",
        "tier": "BA",
        "only": "region*华东.kind*person",
    }
    app = open_app(full, "churn", **address)
    assert not app.exception
    assert [label.replace("\\", "") for label in chips(app)] == [
        "Apr 2026 to Jun 2026",
        "As of Jun 30, 2026",
        "compared with the period before",
        "tiers A, B",
        "Region: 华东",
        "Kind: person",
    ]
    app.button(key="chip_1").click()
    app = again(app, "churn")
    assert "as of Jun 30" not in texts(app)
    assert len(chips(app)) == 5
    app.button(key="reset_filters").click()
    app = again(app, "churn")
    assert chips(app) == []
    assert "Oct 2025 to Sep 2026 · compared with last year · all tiers" in texts(app)


def test_choosing_in_the_bar_writes_the_address(open_app, full):
    app = open_app(full, "churn")
    app.button_group(key="period_choice").set_value("6M")
    app = again(app, "churn")
    assert app.session_state["period"] == "6M"
    app.button_group(key="tier_choice").set_value(["C", "A"])
    app = again(app, "churn")
    assert app.session_state["tier"] == "AC"
    app.button_group(key="period_choice").set_value("12M")
    app = again(app, "churn")
    assert app.session_state["period"] == ""


def test_months_of_ones_own_begin_with_those_in_sight(open_app, full):
    app = open_app(full, "churn", period="6M")
    app.button_group(key="period_choice").set_value("custom")
    app = again(app, "churn")
    assert app.session_state["period"] == "2026-04..2026-09"
    app.selectbox(key="first_month").set_value(date(2025, 11, 1))
    app = again(app, "churn")
    assert "Nov 2025 to Sep 2026" in texts(app)


def test_months_chosen_the_wrong_way_round_are_put_in_order(open_app, full):
    app = open_app(full, "churn", period="2026-01..2026-02")
    app.selectbox(key="last_month").set_value(date(2025, 11, 1))
    app = again(app, "churn")
    assert app.session_state["period"] == "2025-11..2026-01"


def test_filters_narrow_the_numbers_to_those_customers(open_app, full):
    everyone = open_app(full, "churn")
    some = open_app(full, "churn", only="kind*person")
    others = open_app(full, "churn", only="kind*business")
    active = [
        int(next(m for m in app.metric if m.label == "Active customers").value.replace(",", ""))
        for app in (everyone, some, others)
    ]
    assert active[0] == active[1] + active[2]
    assert min(active) > 0


def test_a_value_that_nobody_has_leaves_an_empty_page_in_words(open_app, full):
    app = open_app(full, "churn", only="region*Atlantis")
    assert not app.exception
    assert "Nothing was found for these months and customers." in texts(app)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Café 华东", "Café 华东"),
        ("*a*\n[b](c)", r"\*a\* \[b\]\(c\)"),
        ("see http://x.example", "see http\\:\u2060\\/\\/x\\.example"),
        ("WWW.x.example", "WWW\u2060\\.x\\.example"),
        ("a@x.example", "a\u2060\\@x\\.example"),
    ],
)
def test_a_name_from_the_data_is_no_markup_in_a_label(name, label):
    assert plain(name) == label


def test_where_nobody_has_a_tier_none_can_be_chosen(open_app, drawn_store):
    orders = [
        {"order_id": str(n), "customer_id": str(n), "ordered_on": "2024-01-10", "revenue": "1"}
        for n in range(19)
    ]
    app = open_app(drawn_store(orders=orders), "churn")
    assert not app.exception
    assert "no tiers yet" in [text.value for text in app.text]
    assert not [group for group in app.button_group if group.key == "tier_choice"]
