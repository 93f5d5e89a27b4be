"""The history page: what was imported, taken back and brought again, each step told before."""

import time

import pytest

from lib.command_line import main
from lib.importing import past
from tests.pages.conftest import again
from tests.pages.test_pages import texts

RECIPE = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "who"
ordered_on = "day"
revenue = "net"
"""
FIRST = "no,who,day,net\n1,a,2024-01-10,10\n2,b,2024-01-11,10\n"
SECOND = "no,who,day,net\n2,b,2024-01-11,12\n3,b,2024-02-11,10\n"


@pytest.fixture
def shop(tmp_path):
    """A store of two imports, one file each."""
    (tmp_path / "shop.toml").write_text(RECIPE)
    for name, rows in (("january.csv", FIRST), ("<b>february</b>.csv", SECOND)):
        (tmp_path / "file.csv").write_text(rows)
        recipe, file = str(tmp_path / "shop.toml"), str(tmp_path / "file.csv")
        folder = str(tmp_path / "store")
        assert main(["--data", folder, "import", file, "--recipe", recipe, f"--as={name}"]) == 0
    return tmp_path / "store"


def imports(app):
    return app.dataframe[0].value


def cells(app, column):
    return list(imports(app)[column])


def test_every_import_is_listed_and_the_newest_told_in_full(open_app, shop):
    app = open_app(shop, "history")
    assert not app.exception
    assert cells(app, "files") == ["<b>february</b>.csv", "january.csv"]
    assert cells(app, "state") == ["in the data", "in the data"]
    assert cells(app, "mode") == ["Add and update", "Add and update"]
    files, fates, changes = (each.value for each in app.dataframe[1:4])
    assert list(files["file"]) == ["<b>february</b>.csv"]
    assert all(len(hash_) == 12 for hash_ in files["hash"])
    assert [list(fates[name]) for name in ("rows", "loaded")] == [[2], [2]]
    assert [list(changes[name]) for name in ("new", "changed", "unchanged")] == [[1], [1], [0]]


def test_a_step_back_names_what_it_takes_and_nothing_more(open_app, shop):
    app = open_app(shop, "history")
    told = texts(app)
    assert "This takes back:" in told
    assert "− <b>february</b>.csv (2 order lines), imported on " in told  # noqa: RUF001
    assert "january.csv (" not in told
    assert app.button(key="history_redo").disabled


def test_an_import_is_taken_back_and_brought_again(open_app, shop):
    app = _stepped(open_app(shop, "history"), "undo")
    assert "Taken back:" in texts(app)
    assert "Generation 1 is live." in texts(app)
    assert cells(app, "state") == ["taken back", "in the data"]
    assert app.button(key="history_undo").disabled
    app = _stepped(app, "redo")
    assert "Brought again:" in texts(app)
    assert cells(app, "state") == ["in the data", "in the data"]


def _stepped(app, verb):
    """The app once the step's process has ended."""
    app.session_state["asked_for"] = ("history", {})
    app.button(key=f"history_{verb}_sure").click()
    app = again(app, "history")
    job, _ = app.session_state["history_job"]
    for _ in range(300):
        if not job.running:
            break
        time.sleep(0.1)
    return again(app, "history")


def test_a_step_that_cannot_be_taken_is_a_sentence(open_app, shop):
    app = open_app(shop, "history")
    past.undo(shop)  # somebody else was first, and nothing earlier is left
    app = _stepped(app, "undo")
    assert not app.exception
    assert "There is no earlier import to step back to." in texts(app)


def test_in_chinese_too(open_app, shop):
    app = open_app(shop, "history", lang="zh")
    assert "将撤销：" in texts(app)
    assert cells(app, "state") == ["已生效", "已生效"]


def test_a_store_without_imports_says_so(open_app, drawn_store):
    rows = [{"order_id": "1", "ordered_on": "2024-01-01", "revenue": "1"}]
    app = open_app(drawn_store(orders=rows), "history")
    assert not app.exception
    assert "Nothing is noted about how this data came in." in texts(app)
