"""The first minutes on the sample company, and what is said after an error healed itself."""

import duckdb
import pytest

from lib.ui import data, tour
from tests.pages.conftest import again

ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 |     100
"""


def labels(app):
    return [button.label for button in app.button]


def words(app):
    return " ".join(each.value for each in [*app.text, *app.caption, *app.subheader])


def press(app, key, page="churn"):
    """Press a button of the frame, which AppTest draws only where it begins anew."""
    app.button(key=key).click()
    again(app, page)


@pytest.fixture
def on_tour(open_app, full):
    """The sample company, with the tour opened from the menu."""
    app = open_app(full, "churn")
    press(app, "tour")
    return app


def test_the_sample_company_says_so_and_offers_the_one_thing_to_do(open_app, full):
    app = open_app(full, "churn")
    assert "Sample data: invented, to look around." in words(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Import your own files"]


def test_without_a_browser_to_ask_the_tour_stays_closed(open_app, full):
    assert "1 of 3" not in words(open_app(full, "churn"))


def test_the_tour_goes_forth_and_back_and_ends(on_tour):
    app = on_tour
    assert "1 of 3" in words(app)
    assert "tour_back" not in [button.key for button in app.button]
    press(app, "tour_next")
    assert "2 of 3" in words(app)
    press(app, "tour_next")
    assert "3 of 3" in words(app)
    assert "Next" not in labels(app)
    press(app, "tour_back")
    assert "2 of 3" in words(app)
    press(app, "tour_skip")
    assert "of 3" not in words(app)
    assert not app.exception


def test_a_closed_tour_stays_closed_on_other_pages_and_opens_again_from_the_menu(on_tour):
    app = on_tour
    press(app, "tour_skip")
    again(app, "overview")
    assert "of 3" not in words(app)
    press(app, "tour", "overview")
    assert "1 of 3" in words(app)


def test_an_open_tour_follows_the_reader_to_another_page(on_tour):
    app = on_tour
    press(app, "tour_next")
    again(app, "overview")
    assert "2 of 3" in words(app)


@pytest.mark.parametrize("page", ["import_files", "settings"])
def test_on_a_page_without_numbers_the_tour_shows_the_way_back_to_them(on_tour, page):
    app = on_tour
    again(app, page)
    assert "it goes on at the overview" in words(app)
    assert "Each card is a number" not in words(app)
    assert "tour_next" not in [button.key for button in app.button]
    assert "Overview" in [link.proto.label for link in app.get("page_link")]
    again(app, "overview")
    assert "Each card is a number" in words(app)


def test_the_last_step_offers_the_import(on_tour):
    app = on_tour
    press(app, "tour_next")
    press(app, "tour_next")
    links = [link.proto.label for link in app.get("page_link")]
    assert links.count("Import your own files") == 2  # the banner's and the tour's
    again(app, "import_files")
    assert "of 3" not in words(app)
    again(app, "churn")
    assert "of 3" not in words(app)


def test_the_tour_is_told_in_chinese(open_app, full):
    app = open_app(full, "churn", lang="zh")
    press(app, "tour")
    assert "第 1 步，共 3 步" in words(app)
    assert "看看什么变了" in words(app)
    assert {"导览", "跳过", "下一步"} <= set(labels(app))


def test_every_step_has_a_title_and_words():
    assert len(tour.STEPS) == 3
    assert all(title and said for title, said in tour.STEPS)


def test_ones_own_data_carries_no_sample_banner_and_still_has_a_tour(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS), "churn")
    assert "Sample data" not in words(app)
    assert "Tour" in labels(app)


def test_without_data_there_is_nothing_to_tour(open_app, tmp_path):
    assert "Tour" not in labels(open_app(tmp_path, "churn"))


REOPENED = "The data file was reopened after an error"


@pytest.fixture
def lost_once(monkeypatch):
    """The next question of any metric finds the database lost, as after an error on the disk."""
    lost = []
    ask = data.Database.run

    def run(db, sql, *given, **named):
        if not lost:
            lost.append(sql)
            raise duckdb.FatalException("the database has been invalidated")
        return ask(db, sql, *given, **named)

    def begin():
        monkeypatch.setattr(data.Database, "run", run)
        return lost

    return begin


def test_a_lost_database_heals_itself_and_says_so_once(open_app, drawn_store, lost_once):
    folder = drawn_store(orders=ORDERS)
    app = open_app(folder, "churn", period="3M")
    assert REOPENED not in words(app)
    lost = lost_once()
    app.button_group(key="period_choice").set_value("6M")
    again(app, "overview")
    assert lost
    assert not app.exception
    assert REOPENED in words(app)
    again(app, "overview")
    assert REOPENED not in words(app)
