"""The Settings page: a change is seen, saved or dropped, and every page follows."""

import pytest

from lib.settings import DEFAULTS, RANGES, Settings
from lib.settings_file import change_settings, read_settings, save_settings
from lib.ui.settings_page.words import shown
from tests.pages.conftest import again

ORDERS = """
    order_id | customer_id | ordered_on | revenue
    1        | a           | 2024-01-10 |     100
    2        | a           | 2024-06-10 |     100
"""


@pytest.fixture
def company(full):
    """The sample company with the settings it came with, before and after."""
    save_settings(full, DEFAULTS)
    yield full
    save_settings(full, DEFAULTS)


def words(app):
    return " ".join(
        each.value for each in [*app.text, *app.markdown, *app.caption] if each.value
    ).replace("\\", "")


def press(app, key):
    return app.button(key=key).click().run()


def is_open(app, key):
    return not app.button(key=key).disabled


def test_nothing_changed_is_nothing_to_save(open_app, company):
    app = open_app(company, "settings")
    assert not app.exception
    assert "Everything is saved." in words(app)
    assert not is_open(app, "settings_save")
    assert not is_open(app, "settings_discard")
    assert "→" not in words(app)


def test_a_change_is_marked_and_shows_what_it_would_change(open_app, company):
    app = open_app(company, "settings")
    app.slider(key="set_silent_days").set_value(45).run()
    said = words(app)
    assert "1 change not saved" in said
    assert "Days of silence until a customer is lost: 90 days → 45 days" in said
    assert "90 days → 45 days, not saved" in said
    assert ":primary[" in said
    assert read_settings(company) == DEFAULTS


def test_a_saved_change_reaches_other_pages(open_app, company):
    app = open_app(company, "settings")
    app.slider(key="set_silent_days").set_value(45).run()
    press(app, "settings_save")
    assert read_settings(company) == Settings(silent_days=45)
    assert "Saved. Every page uses this now." in words(app)
    assert not is_open(app, "settings_save")
    again(app, "churn")
    strict = [chart.proto.spec for chart in app.get("plotly_chart")]
    save_settings(company, DEFAULTS)
    again(app, "churn")
    usual = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert not app.exception
    assert strict[0] != usual[0]


def test_a_discarded_change_leaves_nothing(open_app, company):
    app = open_app(company, "settings")
    app.number_input(key="set_tier_a").set_value(10).run()
    press(app, "settings_discard")
    assert "Everything is saved." in words(app)
    assert app.number_input(key="set_tier_a").value == 20
    assert read_settings(company) == DEFAULTS


def test_a_change_taken_back_by_hand_is_no_change(open_app, company):
    app = open_app(company, "settings")
    app.slider(key="set_window_days").set_value(45).run()
    app.slider(key="set_window_days").set_value(30).run()
    assert "Everything is saved." in words(app)


def test_a_draft_survives_a_look_at_another_page(open_app, company):
    app = open_app(company, "settings")
    app.slider(key="set_silent_days").set_value(45).run()
    again(app, "churn")
    again(app, "settings")
    assert app.slider(key="set_silent_days").value == 45
    assert "1 change not saved" in words(app)


def test_the_default_is_one_press_away(open_app, company):
    change_settings(company, {"tier_a": 10, "tier_b": 40})
    app = open_app(company, "settings")
    assert is_open(app, "default_tier_a")
    press(app, "default_tier_a")
    press(app, "settings_save")
    assert read_settings(company) == DEFAULTS
    assert not is_open(app, "default_tier_a")


def test_cuts_that_do_not_rise_cannot_be_saved_and_say_why(open_app, company):
    app = open_app(company, "settings")
    app.number_input(key="set_tier_a").set_value(60).run()
    assert "they are percentages that rise" in words(app)
    assert not is_open(app, "settings_save")
    app.number_input(key="set_tier_b").set_value(70).run()
    assert is_open(app, "settings_save")


def test_what_was_changed_elsewhere_meanwhile_is_kept(open_app, company):
    app = open_app(company, "settings")
    app.slider(key="set_silent_days").set_value(45).run()
    change_settings(company, {"currency": "EUR"})
    press(app, "settings_save")
    assert read_settings(company) == Settings(silent_days=45, currency="EUR")


def test_targets_are_percentages_on_the_page_and_shares_in_the_file(open_app, company):
    app = open_app(company, "settings")
    app.number_input(key="set_target_churn_rate").set_value(2.5).run()
    app.number_input(key="set_target_value").set_value(1_000_000.0).run()
    press(app, "settings_save")
    assert read_settings(company) == Settings(target_churn_rate=0.025, target_value=1_000_000)
    app.number_input(key="set_target_churn_rate").set_value(None).run()
    press(app, "settings_save")
    assert read_settings(company) == Settings(target_value=1_000_000)


def test_an_emptied_field_is_back_at_its_default(open_app, company):
    change_settings(company, {"tier_a": 10})
    app = open_app(company, "settings")
    app.number_input(key="set_tier_a").set_value(None).run()
    assert app.number_input(key="set_tier_a").value == 20
    assert "10% → 20%, not saved" in words(app)


def test_the_limit_that_fits_is_shown_when_asked_for_and_can_be_taken(open_app, company):
    app = open_app(company, "settings")
    assert not app.get("plotly_chart")
    app.session_state["silence_aid"] = True
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 1
    assert "At 90 days, " in words(app)
    press(app, "use_suggested")
    suggested = app.slider(key="set_silent_days").value
    assert suggested != 90
    assert f"90 days → {suggested} days, not saved" in words(app)


def test_the_currency_is_shown_in_both_languages_before_it_is_saved(open_app, company):
    app = open_app(company, "settings")
    app.selectbox(key="set_currency").select("EUR").run()
    assert "€4.82M" in words(app)
    assert "€482万" in words(app)
    assert "USD → EUR, not saved" in words(app)


def test_the_time_zone_says_on_which_day_an_evening_counts(open_app, company):
    app = open_app(company, "settings")
    assert "as the recipe says" in words(app)
    app.selectbox(key="set_time_zone").select("Asia/Shanghai").run()
    press(app, "settings_save")
    assert read_settings(company) == Settings(time_zone="Asia/Shanghai")
    app.selectbox(key="set_time_zone").select("").run()
    press(app, "settings_save")
    assert read_settings(company) == DEFAULTS


def test_a_failed_save_is_a_sentence_and_keeps_the_draft(open_app, company, monkeypatch):
    app = open_app(company, "settings")
    app.slider(key="set_silent_days").set_value(45).run()
    (company / "settings.toml.new").mkdir()
    press(app, "settings_save")
    (company / "settings.toml.new").rmdir()
    assert "The settings could not be saved" in words(app)
    assert app.slider(key="set_silent_days").value == 45
    press(app, "settings_save")
    assert read_settings(company) == Settings(silent_days=45)


def test_every_setting_stands_on_the_page_with_its_own_edges(open_app, company):
    app = open_app(company, "settings")
    fields = {each.key: each for each in [*app.slider, *app.number_input] if each.key}
    for name in RANGES:
        field = fields[f"set_{name}"]
        low, high = (shown(name, edge) for edge in RANGES[name])
        assert (field.min, field.max) == (low, high), name
    assert {each.key for each in app.selectbox} >= {"set_currency", "set_time_zone"}


def test_any_saved_value_can_be_shown_and_saved_again(open_app, company):
    kept = Settings(satisfied_at=1.05, large_deal=12_345.0, currency="CNY", target_win_rate=0.333)
    save_settings(company, kept)
    app = open_app(company, "settings")
    assert not app.exception
    assert "Everything is saved." in words(app)
    app.slider(key="set_silent_days").set_value(91).run()
    press(app, "settings_save")
    assert read_settings(company).target_win_rate == 0.333
    assert read_settings(company).large_deal == 12_345


def test_the_page_in_chinese_has_no_english_left(open_app, company):
    app = open_app(company, "settings", lang="zh")
    app.slider(key="set_silent_days").set_value(45).run()
    said = words(app)
    assert "90 天 → 45 天，尚未保存" in said
    assert "1 项更改尚未保存" in said
    assert "Used for" not in said
    assert "Default" not in " ".join(button.label for button in app.button)


def test_without_data_the_page_says_what_to_import_to_see_an_effect(open_app, tmp_path):
    app = open_app(tmp_path, "settings")
    assert not app.exception
    assert "Import orders to see what this changes." in words(app)
    assert "Not known yet" in words(app)
    app.slider(key="set_silent_days").set_value(45).run()
    press(app, "settings_save")
    assert read_settings(tmp_path) == Settings(silent_days=45)


def test_too_little_history_shows_dashes(open_app, drawn_store):
    app = open_app(drawn_store(orders=ORDERS.replace("2024-06-10", "2024-01-12")), "settings")
    assert not app.exception
    assert "–" in words(app)


def test_a_code_that_no_list_offers_is_still_shown(open_app, drawn_store):
    folder = drawn_store(orders=ORDERS)
    save_settings(folder, Settings(currency="DEM", time_zone="US/Eastern"))
    app = open_app(folder, "settings")
    assert not app.exception
    assert app.selectbox(key="set_currency").value == "DEM"
    assert app.selectbox(key="set_time_zone").value == "US/Eastern"


def test_a_file_that_cannot_be_read_can_be_put_aside(open_app, drawn_store):
    folder = drawn_store(orders=ORDERS)
    (folder / "settings.toml").write_text("silent_days = 'long'\n", encoding="utf-8")
    app = open_app(folder, "settings")
    assert not app.exception
    assert 'silent_days is "long"; it is a whole number.' in words(app)
    press(app, "settings_begin_anew")
    assert not app.exception
    assert read_settings(folder) == DEFAULTS
    assert (folder / "settings.toml.refused").read_text(
        encoding="utf-8"
    ) == "silent_days = 'long'\n"
    assert "Everything is saved." in words(app)
