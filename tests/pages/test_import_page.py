"""Uploads, the import process, and what the page tells of it."""

import io
import time

import pytest

from lib.importing.read import Reading
from lib.ui.import_page import jobs, uploads
from lib.ui.import_page.preview import ROWS, first_rows

RECIPE = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "who"
ordered_on = "day"
revenue = "net"

[types]
net = "number"
day = "date"
"""

SOUND = "no,who,day,net\n1,a,2024-01-10,100\n2,b,2024-02-10,50\n"
UNSOUND = "no,who,day,net\n1,a,2024-01-10,100\n2,b,2024-02-10,much\n"


@pytest.fixture
def laid_out(tmp_path, monkeypatch):
    """Starts an import of one file, as the page would."""
    monkeypatch.setenv("RAPPORT_DATA", str(tmp_path / "store"))
    desk = uploads.Desk(tmp_path / "desk")
    desk.folder.mkdir()
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE, encoding="utf-8")

    def start(content, name="orders.csv", set_aside=False):
        desk.files.append(desk.take(name, io.BytesIO(content.encode())))
        return jobs.start_import(
            tmp_path / "store", desk.files, recipe, set_aside=set_aside, scratch=desk.folder
        )

    return start


def finished(job):
    job.process.wait(timeout=60)
    return job.outcome()


def test_an_upload_lies_under_a_name_of_our_own(tmp_path):
    desk = uploads.Desk(tmp_path)
    upload = desk.take("../../etc/a[1]*.csv", io.BytesIO(b"x"))
    assert upload.name == "../../etc/a[1]*.csv"
    assert upload.path.parent == tmp_path
    assert upload.path.name == "0000.upload"


def test_taking_a_file_changes_the_uploader_so_that_its_memory_is_freed(tmp_path):
    desk = uploads.Desk(tmp_path)
    before = desk.round
    desk.take("a.csv", io.BytesIO(b"x"))
    assert desk.round != before


def test_names_stay_apart_after_one_file_was_removed(tmp_path):
    desk = uploads.Desk(tmp_path)
    first, second = (desk.take(f"{n}.csv", io.BytesIO(b"x")) for n in range(2))
    desk.files += [first, second]
    desk.remove(first)
    third = desk.take("2.csv", io.BytesIO(b"y"))
    assert third.path != second.path
    assert second.path.read_bytes() == b"x"


def test_a_sound_file_is_imported_and_every_row_accounted_for(laid_out):
    kind, said = finished(laid_out(SOUND))
    assert kind == "imported"
    assert [(fate["rows"], fate["loaded"]) for fate in said["fates"]] == [(2, 2)]
    assert said["fates"][0]["file"] == "orders.csv"


def test_an_unsound_row_refuses_the_file_by_line(laid_out):
    kind, said = finished(laid_out(UNSOUND))
    assert kind == "rejected"
    (problem,) = said["problems"]
    assert (problem["lines"], problem["column"], problem["count"]) == ([3], "net", 1)


def test_or_is_set_aside_where_the_reader_says_so(laid_out):
    kind, said = finished(laid_out(UNSOUND, set_aside=True))
    assert kind == "imported"
    assert (said["fates"][0]["loaded"], said["fates"][0]["set_aside"]) == (1, 1)


def test_a_file_that_is_no_table_is_refused_with_a_sentence_and_its_values(laid_out):
    kind, said = finished(laid_out("<!doctype html><html></html>", name="-x.html"))
    assert kind == "error"
    assert "-x.html" in said["sentence"].format(**said["values"])


def test_progress_is_read_as_it_goes(laid_out):
    job = laid_out(SOUND)
    assert job.progress()[0] >= 0
    finished(job)
    assert job.progress()[0] > 0.5


def test_a_cancelled_import_says_nothing_and_changes_nothing(laid_out, tmp_path):
    job = laid_out(SOUND)
    time.sleep(0.1)
    job.cancel()
    assert job.outcome()[0] == "stopped"
    assert job.cancelled
    assert not (tmp_path / "store" / "CURRENT").exists()


def test_an_import_that_breaks_off_is_not_called_cancelled(laid_out):
    job = laid_out(SOUND)
    job.process.kill()
    job.process.wait()
    assert job.outcome()[0] == "stopped"
    assert not job.cancelled


def test_a_half_written_line_is_not_read_yet(laid_out):
    job = laid_out(SOUND)
    finished(job)
    job.said.write_text('{"progress": 0.5, "doing": "Reading {file}", "values": {}}\n{"prog')
    assert job.progress() == (0.5, "Reading {file}", {})


def test_the_preview_shows_text_as_it_stands(tmp_path):
    file = tmp_path / "x.upload"
    file.write_text("id,amount\n001,1.50\n002,\n", encoding="utf-8")
    rows = first_rows(str(file), "x.csv", Reading())
    assert list(rows.columns) == ["id", "amount"]
    assert rows.to_numpy().tolist() == [["001", "1.50"], ["002", ""]]


def test_of_a_long_file_only_the_beginning_is_read(tmp_path):
    file = tmp_path / "long.upload"
    file.write_text("id,amount\n" + "1,2\n" * 200_000, encoding="utf-8")
    assert len(first_rows(str(file), "long.csv", Reading())) == ROWS


def test_a_file_can_be_laid_out_looked_at_and_removed(open_app, tmp_path):
    app = open_app(tmp_path, "import_files")
    app.file_uploader(key="files_0").upload("orders.csv", SOUND.encode()).run()
    assert not app.exception
    assert "orders.csv" in [text.value for text in app.text]
    app.selectbox(key="recipe").select_index(0).run()
    assert not app.exception
    app.button(key="remove_0").click().run()
    assert "orders.csv" not in [text.value for text in app.text]


def test_the_page_carries_an_import_through(open_app, tmp_path):
    app = open_app(tmp_path, "import_files")
    app.file_uploader(key="files_0").upload("orders.csv", UNSOUND.encode()).run()
    app.selectbox(key="recipe").set_value("own").run()
    app.file_uploader(key="recipe_1").upload("shop.toml", RECIPE.encode()).run()
    assert not app.exception
    app.button(key="start_import").click().run()
    app.session_state["job"].process.wait(timeout=60)
    app.run()
    assert not app.exception
    assert "Nothing was imported" in " ".join(text.value for text in app.text)
    assert app.dataframe[0].value["Lines"].tolist() == ["3"]
    app.button(key="import_without").click().run()
    app.session_state["job"].process.wait(timeout=60)
    app.run()
    assert "Rows loaded: 1." in " ".join(text.value for text in app.text)
    app.button(key="import_more").click().run()
    assert not app.exception
    assert "orders.csv" not in [text.value for text in app.text]


def test_a_cancelled_import_says_that_nothing_was_changed(open_app, tmp_path):
    app = open_app(tmp_path, "import_files")
    app.file_uploader(key="files_0").upload("orders.csv", SOUND.encode()).run()
    app.selectbox(key="recipe").set_value("own").run()
    app.file_uploader(key="recipe_1").upload("shop.toml", RECIPE.encode()).run()
    app.button(key="start_import").click().run()
    app.session_state["job"].cancel()
    app.run()
    assert not app.exception
    assert "The import was stopped" in " ".join(text.value for text in app.text)


def test_a_recipe_of_ones_own_is_named_as_its_owner_names_it(open_app, tmp_path):
    app = open_app(tmp_path, "import_files")
    app.selectbox(key="recipe").set_value("own").run()
    app.file_uploader(key="recipe_0").upload("mine.toml", b"nonsense = 1").run()
    assert not app.exception
    assert "mine.toml" in " ".join(text.value for text in app.text)


def test_a_refusal_is_said_in_the_readers_language(open_app, tmp_path):
    app = open_app(tmp_path, "import_files", lang="zh")
    app.file_uploader(key="files_0").upload("订单.csv", SOUND.encode("utf-16-le")).run()
    app.selectbox(key="recipe").select_index(0).run()
    assert not app.exception
    assert "订单.csv 含有 NUL 字节" in " ".join(text.value for text in app.text)
