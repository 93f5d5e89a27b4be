"""The Import page's five steps, each with what can go wrong in it."""

import io
import time

import pytest

from lib import store
from lib.importing.recipe.writing import recipe_text
from lib.settings_file import change_settings
from lib.ui.import_page import jobs, problems, recipes, uploads
from tests.importing.workbooks import row, text, workbook
from tests.pages.importing import (
    InThisProcess,
    browser_holds,
    click,
    desk_of,
    frame,
    on,
    send_late,
    settled,
    step,
    upload,
    words,
)

RECIPE = """
name = "Shop"

[read]
dates = "%Y-%m-%d"

[orders]
order_id = "no"
customer_id = "who"
ordered_on = "day"
revenue = "net"
"""

SOUND = "no,who,day,net\n1,a,2024-01-10,100\n2,b,2024-02-10,50\n"
UNSOUND = "no,who,day,net\n1,a,2024-01-10,100\n2,b,2024-02-10,much\n"
TWO_WAYS = "no,who,day,net\n1,a,01/02/2024,100\n2,b,03/02/2024,50\n"
GBK = "导出\n订单编号,客户编号,订单日期,金额\n1,甲,2024-01-10,100\n2,乙,2024-02-10,50\n".encode(
    "gbk"
)

HOSTILE = "![x](http://evil.example/a.png) <img src=x onerror=alert(1)> $x$ :red[y]"


@pytest.fixture(autouse=True)
def at_once(request, monkeypatch):
    """Work is done in this process, unless the test is about processes."""
    if "real_processes" not in request.fixturenames:
        monkeypatch.setattr(jobs, "Popen", InThisProcess)


@pytest.fixture
def real_processes():
    """Asked for by tests about processes."""


@pytest.fixture
def page(open_app, tmp_path):
    return open_app(tmp_path, "import_files")


def matched(app, content, recipe=RECIPE, name="orders.csv"):
    """At step 3, with this recipe."""
    on(upload(app, content, name))
    on(app)
    key = f"recipe_{desk_of(app).round}"
    app.file_uploader(key=key).upload("shop.toml", recipe.encode()).run()
    return settled(app)


def rows_of(folder, table):
    with store.open_store(folder).database.connection as db:
        return db.execute(f"select count(*) from {table}").fetchall()[0][0]


# 1 Choose


def test_an_upload_lies_under_a_name_of_our_own(tmp_path):
    taken = uploads.take(tmp_path, 0, "../../etc/a[1]*.csv", io.BytesIO(b"x"))
    assert taken.name == "../../etc/a[1]*.csv"
    assert taken.path.parent == tmp_path
    assert taken.path.name == "0000.upload"


def test_taking_a_file_changes_the_uploader_and_frees_its_memory(page, monkeypatch):
    before, let_go = desk_of(page).round, []
    streamlits = uploads.MemoryUploadedFileManager
    monkeypatch.setattr(streamlits, "remove_file", lambda _, session, file: let_go.append(file))
    upload(page, SOUND)
    assert desk_of(page).round != before
    assert not page.file_uploader(key=f"files_{desk_of(page).round}").value
    assert len(let_go) == 1


def test_names_stay_apart_after_one_file_was_removed(page):
    upload(upload(page, "x", "1.csv"), "x", "2.csv")
    first, second = desk_of(page).files
    click(page, f"remove_{first.mark}")
    upload(page, "y", "3.csv")
    assert [one.name for one in desk_of(page).files] == ["2.csv", "3.csv"]
    assert second.path.read_bytes() == b"x"
    assert not first.path.exists()


def test_nothing_can_be_done_before_a_file_is_there(page):
    assert step(page) == 1
    assert [page.button(key=f"to_step_{n}").disabled for n in range(1, 6)] == [False, *[True] * 4]


# 2 Read


def test_a_file_is_read_and_its_rows_are_shown_as_they_stand(page):
    on(upload(page, "id,amount\n001,1.50\n002,\n"))
    assert step(page) == 2
    assert "2 rows · 2 columns · UTF-8" in words(page)
    rows = frame(page, "First rows")
    assert rows.to_numpy().tolist() == [[2, "001", "1.50"], [3, "002", ""]]


def test_of_a_long_file_the_first_the_middle_and_the_odd_rows_are_shown(page):
    lines = [f"{n},{n}.5" for n in range(1, 1001)]
    lines[699] = "700,unknown yet"
    on(upload(page, "\n".join(["id,amount", *lines])))
    assert frame(page, "First rows")["Line"].tolist() == list(range(2, 14))
    assert frame(page, "From the middle")["Line"].tolist() == list(range(501, 507))
    assert 701 in frame(page, "Odd rows")["Line"].tolist()


def test_an_encoding_is_recognised_by_its_words_and_the_file_read_again(page):
    on(upload(page, GBK))
    assert page.button(key="way_on").disabled
    assert "Choose the words that read well" in words(page)
    assert "导出" in frame(page, "Its first lines, as they stand:")["Text"].tolist()
    click(page, "recognise_gb18030")
    settled(page.number_input[0].set_value(2).run())
    assert "2 rows · 4 columns" in words(page)
    assert not page.button(key="way_on").disabled
    assert desk_of(page).reading(desk_of(page).files[0]) == {"encoding": "gb18030", "header": 2}


def test_what_the_browser_sends_before_it_shows_the_last_answer_is_no_choice(page):
    on(upload(page, GBK))
    held = browser_holds(page)
    click(page, "recognise_gb18030")
    send_late(page, held, page.number_input[0], 2)
    assert desk_of(page).reading(desk_of(page).files[0]) == {"encoding": "gb18030", "header": 2}
    held = browser_holds(page)
    click(page, "read_as_found")
    send_late(page, held)
    assert desk_of(page).reading(desk_of(page).files[0]) == {}


def test_every_choice_can_be_taken_back(page):
    on(upload(page, SOUND))
    settled(page.number_input[0].set_value(0).run())
    assert "3 rows" in words(page)
    click(page, "read_as_found")
    assert "2 rows" in words(page)


def test_what_is_no_table_is_refused_in_the_readers_language(open_app, tmp_path):
    app = open_app(tmp_path, "import_files", lang="zh")
    on(upload(app, SOUND.encode("utf-16-le"), "订单.csv"))
    assert app.button(key="way_on").disabled
    click(app, f"remove_{desk_of(app).files[0].mark}") if step(app) == 1 else None
    app.button(key="to_step_1").click().run()
    click(app, f"remove_{desk_of(app).files[0].mark}")
    on(upload(app, "<!doctype html><html></html>", "网页.csv"))
    assert "网页.csv" in words(app)
    assert "HTML" in words(app)
    assert app.button(key="way_on").disabled


def test_of_a_workbook_with_several_sheets_one_is_chosen(page, tmp_path):
    first = row(1, text("id")) + row(2, text("7"))
    second = row(1, text("id"), text("kind")) + row(2, text("8"), text("x"))
    file = workbook(tmp_path / "two.xlsx", Orders=first, People=second)
    on(upload(page, file.read_bytes(), "two.xlsx"))
    assert "This workbook has several sheets" in words(page)
    chosen = next(box for box in page.selectbox if box.label == "Sheet")
    assert chosen.options == ["Orders", "People"]
    settled(chosen.set_value("People").run())
    assert "1 row · 2 columns" in words(page)


def test_days_that_read_two_ways_are_asked_about_with_an_example(page):
    on(upload(page, TWO_WAYS))
    assert "01/02/2024 written as DD/MM/YYYY or MM/DD/YYYY" in words(page)
    chosen = next(box for box in page.selectbox if box.label.startswith("Days in"))
    settled(chosen.set_value("%d/%m/%Y").run())
    assert desk_of(page).reading(desk_of(page).files[0]) == {"dates": {"day": "%d/%m/%Y"}}
    assert "written as" not in words(page)


def test_of_several_files_each_is_looked_at_by_itself(page):
    upload(upload(page, SOUND), "id,kind\n7,x\n", "second.csv")
    on(page)
    assert "orders.csv" in words(page)
    second = desk_of(page).files[1]
    settled(page.segmented_control(key="file_looked_at").set_value(second.mark).run())
    assert "1 row · 2 columns" in words(page)


# 3 Match


def test_columns_are_guessed_and_a_guess_can_be_changed(page):
    on(upload(page, "Order ID,Customer ID,Order Date,Sales,Net\n1,a,2024-01-10,100,90\n"))
    on(page)
    assert step(page) == 3
    assert desk_of(page).recipe["orders"]["order_id"] == "Order ID"
    desk_of(page).block = ("orders", 0)
    page.run()
    settled(page.selectbox(key="pick_orders_0_revenue").set_value("Net").run())
    assert desk_of(page).recipe["orders"]["revenue"] == "Net"


def test_a_recipe_is_not_mixed_with_what_the_browser_still_holds_of_the_one_before(page):
    matched(page, SOUND)
    held = browser_holds(page)
    text = page.text_area(key="recipe_as_text").value
    page.text_area(key="recipe_as_text").set_value(text.replace('"net"', '"no"')).run()
    click(page, "take_text")
    send_late(page, held)
    assert desk_of(page).recipe["orders"]["revenue"] == "no"


def test_a_formula_is_checked_with_the_importers_own_sentence(page):
    matched(page, SOUND)
    page.selectbox(key="pick_orders_0_cost").set_value("\0formula").run()
    page.text_input(key="write_orders_0_cost").set_value("net - nothing").run()
    settled(page)
    assert "nothing" in words(page)
    assert page.text_input(key="write_orders_0_cost").value == "net - nothing"
    page.text_input(key="write_orders_0_cost").set_value("net * 0.5").run()
    settled(page)
    assert desk_of(page).recipe["orders"]["cost"] == "=net * 0.5"
    assert desk_of(page).recipe["types"] == {"net": "whole"}


def test_what_every_row_has_is_written_as_the_field_holds_it(page):
    matched(page, SOUND)
    page.selectbox(key="pick_orders_0_quantity").set_value("\0constant").run()
    page.text_input(key="write_orders_0_quantity").set_value("three").run()
    assert "three is no number" in words(page)
    page.text_input(key="write_orders_0_quantity").set_value("3").run()
    page.selectbox(key="pick_orders_0_channel").set_value("\0constant").run()
    page.text_input(key="write_orders_0_channel").set_value("Shop").run()
    orders = settled(page) and desk_of(page).recipe["orders"]
    assert (orders["quantity"], orders["channel"]) == (3, "='Shop'")


def test_tables_are_added_and_left_out(page):
    matched(page, SOUND)
    page.selectbox(key="table_to_add").set_value("customers").run()
    click(page, "add_table")
    assert page.button(key="way_on").disabled
    assert "customers cannot tell its rows apart" in words(page)
    settled(page.selectbox(key="pick_customers_0_customer_id").set_value("who").run())
    settled(page.multiselect(key="attributes_0").set_value(["net"]).run())
    assert not page.button(key="way_on").disabled
    assert desk_of(page).recipe["customers"]["attributes"] == {"net": "net"}
    click(page, "remove_block")
    assert "customers" not in desk_of(page).recipe


def test_the_recipe_is_edited_as_toml_both_ways(page):
    matched(page, SOUND)
    text = page.text_area(key="recipe_as_text").value
    assert 'revenue = "net"' in text
    page.text_area(key="recipe_as_text").set_value("[orders").run()
    click(page, "take_text")
    assert "is not TOML" in words(page)
    page.text_area(key="recipe_as_text").set_value(text.replace('"who"', "\"='all'\"")).run()
    click(page, "take_text")
    assert desk_of(page).recipe["orders"]["customer_id"] == "='all'"
    assert page.text_input(key="write_orders_0_customer_id").value == "all"


def test_a_recipe_of_ones_own_is_named_as_its_owner_names_it(page):
    matched(page, SOUND, recipe="nonsense = 1")
    assert "shop.toml" in words(page)
    assert desk_of(page).recipe["orders"]


def test_back_and_forth_loses_nothing(page):
    matched(page, SOUND)
    recipe = desk_of(page).recipe
    for wanted in (1, 2, 3):
        click(page, f"to_step_{wanted}")
        assert step(page) == wanted
    assert desk_of(page).recipe == recipe
    assert page.file_uploader(key=f"recipe_{desk_of(page).round}")


# 4 Check


def test_what_is_wrong_is_told_with_its_line_and_value_and_keeps_the_file_out(page):
    on(matched(page, UNSOUND))
    assert step(page) == 4
    assert "1 row · orders.csv · column net · line 3" in words(page)
    assert "much" in [value for one in page.dataframe for value in one.value.to_numpy().ravel()]
    assert page.button(key="way_on").disabled


def test_after_a_repair_the_check_runs_again(page):
    on(matched(page, UNSOUND))
    never = next(one for one in page.button if one.label.startswith("Leave them out"))
    settled(never.click().run())
    assert "nothing keeps them out" in words(page)
    assert "'much'" in recipe_text(desk_of(page).recipe)
    assert not page.button(key="way_on").disabled


def test_days_are_repaired_with_one_click(page):
    on(matched(page, TWO_WAYS, recipe=RECIPE.replace('dates = "%Y-%m-%d"', "")))
    labels = [one.label for one in page.button if one.label.startswith("Days are written")]
    assert len(labels) == 2
    settled(next(one for one in page.button if one.label == labels[0]).click().run())
    assert "nothing keeps them out" in words(page)
    assert desk_of(page).recipe["read"]["dates"] == {"day": "%d/%m/%Y"}
    assert desk_of(page).reading(desk_of(page).files[0]) == desk_of(page).recipe["read"]


def test_rows_are_set_aside_and_the_others_come_in(page, tmp_path):
    on(matched(page, UNSOUND))
    settled(page.toggle[0].set_value(True).run())
    on(page)
    assert step(page) == 5
    assert frame(page, "What happens to the rows of each table")["set_aside"].tolist() == [1]
    click(page, "start_import")
    assert "Rows loaded: Order lines: 1." in words(page)
    assert frame(page, "What became of the rows")["set_aside"].tolist() == [1]
    aside = (desk_of(page).folder / "aside.csv").read_text(encoding="utf-8-sig")
    assert "2,b,2024-02-10,much" in aside
    assert rows_of(tmp_path, "orders") == 1


# 5 Import


def carried_through(app, content=SOUND):
    on(on(matched(app, content)))
    return click(app, "start_import")


def test_a_sound_file_comes_in_and_its_rows_are_told_by_table(page, tmp_path):
    on(on(matched(page, SOUND)))
    assert frame(page, "What happens to the rows of each table")["new"].tolist() == [2]
    click(page, "start_import")
    assert "Rows loaded: Order lines: 2." in words(page)
    assert rows_of(tmp_path, "orders") == 2
    click(page, "import_more")
    assert step(page) == 1
    assert desk_of(page).files == []


def test_an_import_is_taken_back_with_one_click(page, tmp_path):
    carried_through(page)
    click(page, "import_more")
    carried_through(page, SOUND + "3,c,2024-03-10,70\n")
    assert rows_of(tmp_path, "orders") == 3
    click(page, "undo_import")
    assert "The import was taken back" in words(page)
    assert rows_of(tmp_path, "orders") == 2


def test_the_same_file_again_says_so(page):
    carried_through(page)
    click(page, "import_more")
    on(on(matched(page, SOUND)))
    assert "This is the same file as orders.csv" in words(page)
    assert frame(page, "What happens to the rows of each table")[
        ["new", "unchanged"]
    ].to_numpy().tolist() == [[0, 2]]


def test_another_mode_is_checked_before_it_is_used(page, tmp_path):
    carried_through(page)
    click(page, "import_more")
    on(on(matched(page, "no,who,day,net\n9,z,2024-03-01,10\n")))
    assert frame(page, "What happens to the rows of each table")[
        ["new", "removed"]
    ].to_numpy().tolist() == [[1, 0]]
    settled(page.radio(key="mode").set_value("replace").run())
    assert step(page) == 5
    assert frame(page, "What happens to the rows of each table")[
        ["new", "removed"]
    ].to_numpy().tolist() == [[1, 2]]
    click(page, "start_import")
    assert rows_of(tmp_path, "orders") == 1


def test_a_cancelled_import_says_that_nothing_was_changed(real_processes, page, tmp_path):
    on(on(matched(page, SOUND)))
    page.button(key="start_import").click().run()
    desk_of(page).job.cancel()
    settled(page.run())
    assert "The import was stopped" in words(page)
    assert not (tmp_path / "CURRENT").exists()
    click(page, "back_to_check")
    assert step(page) == 4


def test_an_import_that_breaks_off_is_not_called_cancelled(real_processes, page):
    on(on(matched(page, SOUND)))
    page.button(key="start_import").click().run()
    desk_of(page).job.process.kill()
    settled(page.run())
    assert "broke off without a reason" in words(page)


# Next month


def test_a_saved_recipe_takes_next_months_file_in_one_step(page, tmp_path):
    carried_through(page)
    page.text_input(key="recipe_name").set_value("Shop, monthly").run()
    click(page, "save_recipe")
    assert "Saved as Shop, monthly" in words(page)
    (saved,) = (tmp_path / "recipes").iterdir()
    assert saved.name == "my-shop-monthly.toml"
    click(page, "import_more")
    key = f"again_{desk_of(page).round}"
    page.file_uploader(key=key).upload("march.csv", b"no,who,day,net\n3,c,2024-03-01,7\n").run()
    settled(page)
    assert step(page) == 5
    assert frame(page, "What happens to the rows of each table")["new"].tolist() == [1]


def test_where_the_new_file_has_a_fault_the_check_shows_it(page):
    carried_through(page)
    click(page, "save_recipe")
    click(page, "import_more")
    key = f"again_{desk_of(page).round}"
    page.file_uploader(key=key).upload("march.csv", b"no,who,day,net\n3,c,2024-03-01,?\n").run()
    settled(page)
    assert step(page) == 4
    assert "line 2" in words(page)


def test_rows_of_a_kind_set_aside_last_month_are_so_again_and_this_is_said(page):
    on(matched(page, UNSOUND))
    settled(page.toggle[0].set_value(True).run())
    on(page)
    click(page, "start_import")
    click(page, "save_recipe")
    click(page, "import_more")
    key = f"again_{desk_of(page).round}"
    page.file_uploader(key=key).upload("march.csv", b"no,who,day,net\n3,c,2024-03-01,?\n").run()
    settled(page)
    assert step(page) == 4
    assert "Decided as last time" in words(page)
    aside = desk_of(page).folder / "aside.csv"
    told = problems.in_readers_words(aside, desk_of(page).checked.said["problems"])
    (header, row) = told.decode("utf-8-sig").splitlines()
    assert header.endswith(",set aside: line,set aside: reason")
    assert row.startswith("3,c,2024-03-01,?,2,")
    on(page)
    assert step(page) == 5


def test_a_file_with_the_header_of_last_month_is_recognised(page):
    carried_through(page)
    click(page, "save_recipe")
    click(page, "import_more")
    on(on(upload(page, "no,who,day,net\n3,c,2024-03-01,7\n", "march.csv")))
    assert "Looks like last month's: Shop" in words(page)
    assert desk_of(page).recipe["orders"]["revenue"] == "net"


def test_a_saved_recipe_is_renamed_and_deleted(page, tmp_path, monkeypatch):
    carried_through(page)
    click(page, "save_recipe")
    click(page, "import_more")
    (saved,) = [one for one in recipes.known() if one.is_own]
    page.text_input(key=f"rename_{saved.mark}").set_value("Monthly").run()
    click(page, "rename_recipe")
    assert [one.name for one in recipes.known() if one.is_own] == ["Monthly"]
    click(page, "delete_recipe")
    assert not [one for one in recipes.known() if one.is_own]


# The inbox


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "waiting"
    folder.mkdir()
    store_folder = tmp_path / "store"
    change_settings(store_folder, {"inbox": str(folder)})
    return folder


def test_a_file_of_the_inbox_is_imported_where_it_lies(open_app, tmp_path, inbox):
    (inbox / "orders.csv").write_text(SOUND)
    app = open_app(tmp_path / "store", "import_files")
    click(app, "take_0")
    (taken,) = desk_of(app).files
    assert taken.path == inbox / "orders.csv"
    on(app)
    assert "2 rows" in words(app)
    click(app, "to_step_1")
    click(app, f"remove_{taken.mark}")
    assert (inbox / "orders.csv").exists()


def test_no_link_leads_out_of_the_inbox(open_app, tmp_path, inbox):
    secret = tmp_path / "secret.csv"
    secret.write_text(SOUND)
    (inbox / "link.csv").symlink_to(secret)
    (inbox / "folder").mkdir()
    (inbox / ".hidden.csv").write_text(SOUND)
    app = open_app(tmp_path / "store", "import_files")
    assert "There is no file in the inbox" in words(app)


def test_a_file_of_the_inbox_that_became_a_link_is_not_read(open_app, tmp_path, inbox):
    (inbox / "orders.csv").write_text(SOUND)
    secret = tmp_path / "secret.csv"
    secret.write_text(SOUND)
    app = open_app(tmp_path / "store", "import_files")
    click(app, "take_0")
    (inbox / "orders.csv").unlink()
    (inbox / "orders.csv").symlink_to(secret)
    on(app)
    assert desk_of(app).files == []
    assert step(app) == 1


def test_an_inbox_that_is_gone_is_said(open_app, tmp_path, inbox):
    inbox.rmdir()
    app = open_app(tmp_path / "store", "import_files")
    assert not app.exception
    assert "cannot be looked into" in words(app)


# The work, and where it is kept


def test_a_reload_finds_everything_as_it_was(open_app, tmp_path, page):
    matched(page, SOUND)
    token = page.session_state["desk_token"]
    again = open_app(tmp_path, "import_files", draft=token, step="3")
    assert desk_of(again) is desk_of(page)
    assert step(again) == 3
    assert again.selectbox(key="pick_orders_0_revenue").value == "net"


def test_a_token_that_nobody_has_begins_anew(open_app, tmp_path):
    app = open_app(tmp_path, "import_files", draft="../../etc", step="5")
    assert not app.exception
    assert step(app) == 1


def test_hostile_names_of_files_and_columns_are_shown_as_they_are(page):
    content = f'no,who,day,"{HOSTILE}"\n1,a,2024-01-10,100\n'
    on(upload(page, content, f"{HOSTILE}.csv"))
    assert f"{HOSTILE}.csv" in words(page)
    assert HOSTILE in frame(page, "First rows").columns
    on(page)
    assert step(page) == 3
    assert not any(HOSTILE in one.value for one in page.markdown)


def job_saying(tmp_path, text):
    """A job that has ended, having said this."""
    job = jobs.start("settings", [], about="", scratch=tmp_path)
    job.process.wait(timeout=60)
    job.said.write_text(text, encoding="utf-8")
    return job


def test_a_half_written_line_is_not_read_yet(real_processes, tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_DATA", str(tmp_path / "store"))
    job = job_saying(tmp_path, '{"progress": 0.5, "doing": "Reading", "values": {}}\n{"prog')
    assert job.progress() == (0.5, "Reading", {})
    assert job.outcome()[0] == "stopped"


def test_new_work_ends_the_work_before_it(real_processes, page):
    on(upload(page, SOUND))
    settled_job = desk_of(page)
    page.number_input[0].set_value(0).run()
    first = settled_job.job
    page.number_input[0].set_value(1).run()
    assert settled_job.job is not first
    for _ in range(50):
        if not first.running:
            break
        time.sleep(0.1)
    assert not first.running
    settled(page)
