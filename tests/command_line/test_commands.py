"""The commands as a script meets them: exit status, output, sentences."""

import inspect
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lib import store
from lib.command_line import main
from lib.learn import QUESTIONS

CUSTOMERS = """id,name,region
001,Ada,North
002,王芳,South
"""
ORDERS = """no,client,day,net
1,001,2024-01-05,100.10
2,002,2024-01-09,50
3,003,2024-01-31,7.5
"""
RECIPE = """
name = "Shop"

[file.customers]
match = "customers*.csv"

[file.orders]
match = "orders*.csv"

[customers]
from = "customers"
customer_id = "id"
name = "name"
region = "region"

[orders]
from = "orders"
order_id = "no"
customer_id = "client"
ordered_on = "day"
revenue = "net"
"""


@pytest.fixture
def shop(tmp_path):
    """A folder with two files, their recipe, and room for a store."""
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "shop.toml").write_text(RECIPE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def lib(shop, capsys):
    """Run one command against the shop's store: its status, output and errors."""

    def run(*words):
        status = main(["--data", str(shop / "store"), *map(str, words)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def import_shop(lib, shop):
    def run(*words):
        files = (shop / "customers.csv", shop / "orders.csv")
        return lib("import", *files, "--recipe", shop / "shop.toml", *words)

    return run


def test_an_import_loads_neither_pandas_nor_scipy(shop):
    """They take several times as long to load as a small file to import."""
    child = "import sys; from lib.command_line import main; main(sys.argv[1:]); print(*sys.modules)"
    words = ["import", "customers.csv", "orders.csv", "--recipe", "shop.toml"]
    where = ["--data", str(shop / "store")]
    files = [str(shop / word) if "." in word else word for word in words]
    done = subprocess.run(
        [sys.executable, "-c", child, *where, *files],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "duckdb" in loaded
    assert not loaded & {"pandas", "scipy", "lib.metrics"}


def test_an_import_says_what_became_of_every_row(import_shop):
    status, out, _ = import_shop()
    assert status == 0
    assert [line.split() for line in out.splitlines()] == [
        ["file", "block", "rows", "loaded", "merged", "set", "aside", "skipped"],
        ["customers.csv", "customers", "2", "2", "0", "0", "0"],
        ["orders.csv", "orders", "3", "3", "0", "0", "0"],
    ]


def test_json_lines_end_with_the_outcome_and_carry_progress_before_it(import_shop):
    status, out, _ = import_shop("--json")
    *before, last = map(json.loads, out.splitlines())
    assert status == 0
    assert all("progress" in line for line in before)
    assert [line["progress"] for line in before] == sorted(line["progress"] for line in before)
    assert last["imported"]["generation"] == 1
    assert [fate["loaded"] for fate in last["imported"]["fates"]] == [2, 3]


def test_a_refused_import_names_file_line_column_and_leaves_no_store(import_shop, lib, shop):
    (shop / "orders.csv").write_text(ORDERS + "4,001,2024-02-01,cheap\n", encoding="utf-8")
    status, out, err = import_shop()
    assert (status, out) == (1, "")
    assert "orders.csv, line 5" in err
    assert "'cheap'" in err
    assert lib("ask", "tiers")[0] == 1


def test_refused_rows_can_be_set_aside(import_shop, lib, shop):
    (shop / "orders.csv").write_text(ORDERS + "4,001,2024-02-01,cheap\n", encoding="utf-8")
    status, out, err = import_shop("--set-aside")
    assert status == 0
    assert out.splitlines()[2].split()[2:] == ["4", "3", "0", "1", "0"]
    assert "Set aside: orders.csv, line 5" in err


def test_answers_as_csv_are_plain_numbers_iso_days_and_empty_for_null(import_shop, lib):
    import_shop()
    status, out, _ = lib("ask", "tiers", "--format", "csv")
    assert status == 0
    header, *lines = out.splitlines()
    assert header == "tier,customers,active,revenue,value,share_of_value,basis"
    assert lines[-1] == "none,3,3,157.6,157.6,1,revenue"


def test_answers_as_json_are_records(import_shop, lib):
    import_shop()
    _, out, _ = lib("ask", "tiers", "region=North", "--format", "json")
    records = json.loads(out)
    assert records[-1]["customers"] == 1
    assert records[-1]["revenue"] == 100.1


def test_an_answer_of_nobody_says_so_and_what_there_is_instead(import_shop, lib):
    import_shop()
    status, out, said = lib("ask", "tiers", "region=North", "region=West", "--format", "json")
    assert (status, json.loads(out)[-1]["customers"]) == (0, 1)
    assert said == "No customer has region West; the most frequent are North, South.\n"
    assert lib("ask", "tiers", "region=North")[2] == ""


def test_an_answer_can_be_written_to_a_file(import_shop, lib, shop):
    import_shop()
    out = shop / "tiers.csv"
    assert lib("ask", "tiers", "--format", "csv", "--out", out) == (0, "", "")
    assert out.read_text(encoding="utf-8").startswith("tier,")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tier_chrun"], "There is no metric called tier_chrun (did you mean tier_churn?)"),
        (["tiers", "regoin=North"], "has no parameter regoin (did you mean region?)"),
        (["tiers", "North"], "North should read name=value."),
        (["tier_churn", "silent_days=many"], "silent_days is a number, not many."),
        (["tiers", "as_of=31/01/2024"], "as_of is a day such as 2024-01-31, not 31/01/2024."),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_sentence(import_shop, lib, words, sentence):
    import_shop()
    status, out, err = lib("ask", *words)
    assert (status, out) == (1, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_undo_takes_the_last_import_back_and_history_tells_of_what_stands(import_shop, lib, shop):
    import_shop()
    (shop / "orders.csv").write_text("no,client,day,net\n9,001,2024-02-05,1\n", encoding="utf-8")
    import_shop()
    assert len(json.loads(lib("history", "--json")[1])) == 2
    status, out, _ = lib("undo")
    assert status == 0
    assert "Took back: customers.csv, orders.csv (2 customers, 1 orders), imported 20" in out
    assert "Generation 1 is live" in out
    assert len(json.loads(lib("history", "--json")[1])) == 1
    assert lib("undo")[0] == 1
    assert "Brought: customers.csv, orders.csv" in lib("redo")[1]
    assert len(json.loads(lib("history", "--json")[1])) == 2
    assert lib("redo")[0] == 1


def test_history_tells_files_fates_and_changes_of_each_import(import_shop, lib):
    import_shop("--mode", "add")
    (told,) = json.loads(lib("history", "--json")[1])
    assert (told["mode"], told["generation"], told["recipe"]) == ("add", 1, "Shop")
    assert [(one["name"], one["bytes"]) for one in told["files"]] == [
        ("customers.csv", len(CUSTOMERS.encode())),
        ("orders.csv", len(ORDERS)),
    ]
    assert [fate["loaded"] for fate in told["fates"]] == [2, 3]
    assert {one["table"]: one["new"] for one in told["tables"]} == {"customers": 2, "orders": 3}
    assert told["loaded"] == {"customers": 2, "orders": 3}
    text = lib("history")[1]
    assert "orders.csv" in text
    assert "set aside" in text


def test_the_sample_company_can_be_asked(lib):
    assert lib("demo", "--customers", "300", "--seed", "7")[0] == 0
    status, out, _ = lib("ask", "sales_funnel", "--format", "json")
    assert status == 0
    assert json.loads(out)[0]["position"] == 1


def test_own_data_takes_the_place_of_the_sample_company_and_undo_brings_it_back(lib, import_shop):
    lib("demo", "--customers", "300")
    status, _, err = import_shop()
    assert status == 0
    assert "the sample company gave way to your data" in err
    assert json.loads(lib("ask", "tiers", "--format", "json")[1])[-1]["customers"] == 3
    lib("undo")
    assert json.loads(lib("ask", "tiers", "--format", "json")[1])[0]["customers"] > 10


def test_every_metric_answers_on_the_sample_company_in_every_format(lib):
    lib("demo", "--customers", "300")
    described = lib("metrics")[1]
    for line in described.splitlines():
        if not line.startswith(" "):
            name = line.split()[0]
            for form in ("table", "csv", "json"):
                words = ["by=aspect"] if name == "satisfaction_ratio" else needed_by(name)
                assert lib("ask", name, *words, "--format", form)[0] == 0, name


def needed_by(metric):
    """What a question must say, said of somebody or something."""
    takes = inspect.signature(QUESTIONS[metric]).parameters.values()
    needed = [one.name for one in takes if one.default is one.empty and one.name != "db"]
    somebody = {"customer_id": "C0000012", "product_a": "P001", "product_b": "P002"}
    return [f"{name}={somebody[name]}" for name in needed]


def test_a_question_that_does_not_say_of_whom_is_a_sentence(lib):
    lib("demo", "--customers", "20")
    status, _, said = lib("ask", "customer_peers")
    assert status == 1
    assert said.strip() == "customer_peers does not say of what: add customer_id=…."


def test_what_another_version_prepared_is_refused_until_it_is_built_anew(import_shop, lib, shop):
    import_shop()
    with store.new_generation(shop / "store") as draft:
        draft.connection.execute("update company set definitions = 'of another version'")
    status, _, said = lib("ask", "tiers")
    assert status == 1
    assert "prepared by another version" in said
    assert lib("build", "--if-needed")[0] == 0
    assert lib("ask", "tiers")[0] == 0


def test_a_store_made_before_there_were_complaints_is_built_with_an_empty_table_for_them(
    import_shop, lib, shop
):
    import_shop()
    with store.new_generation(shop / "store") as draft:
        draft.connection.execute("drop table complaints")
        draft.connection.execute("update company set definitions = 'of another version'")
    assert lib("build", "--if-needed")[0] == 0
    with store.open_store(shop / "store").database.connection as db:
        assert db.execute("select count(*) from complaints").fetchall() == [(0,)]


def test_what_this_version_prepared_is_not_built_again(import_shop, lib, shop):
    import_shop()
    before = store.current(shop / "store")
    assert lib("build", "--if-needed")[0] == 0
    assert store.current(shop / "store") == before


def test_customers_are_found_by_what_the_last_import_calls_them(import_shop, lib, shop):
    def found(text):
        _, answer, _ = lib("ask", "customer_search", f"text={text}", "--format", "json")
        return [row["customer_id"] for row in json.loads(answer)]

    import_shop()
    assert (found("ada"), found("00"), found("eve")) == (["001"], ["001", "002", "003"], [])
    renamed = CUSTOMERS.replace("Ada", "Mae") + "003,Eve,South\n004,Adam,North\n"
    (shop / "customers.csv").write_text(renamed, encoding="utf-8")
    import_shop()
    assert [found(text) for text in ("ada", "MAE", "eve")] == [["004"], ["001"], ["003"]]
    lib("undo")
    assert [found(text) for text in ("ada", "MAE", "eve")] == [["001"], [], []]
    (shop / "customers.csv").write_text(CUSTOMERS + "004,Zoë,North\n", encoding="utf-8")
    import_shop()  # nobody's name changes: those that are new are added
    assert [found(text) for text in ("ada", "ZOË", "王")] == [["001"], ["004"], ["002"]]


def test_a_rebuild_gives_the_same_answers(import_shop, lib):
    import_shop()
    before = lib("ask", "tiers")[1]
    assert lib("build")[0] == 0
    assert lib("ask", "tiers")[1] == before


def test_nothing_imported_is_one_sentence_with_the_way_out(lib):
    status, _, err = lib("ask", "tiers")
    assert status == 1
    assert "import a file, or run 'python -m lib demo'" in err


def test_the_store_may_be_named_after_the_command_too(import_shop, shop, capsys):
    import_shop()
    assert main(["ask", "tiers", "--data", str(shop / "store")]) == 0
    assert "none" in capsys.readouterr().out


def test_days_in_answers_are_iso(lib):
    lib("demo", "--customers", "300")
    _, out, _ = lib("ask", "tier_churn", "--format", "csv")
    month = out.splitlines()[1].split(",")[0]
    assert date.fromisoformat(month).day == 1


def test_settings_are_shown_and_changed_with_the_same_checks(lib, shop):
    status, out, _ = lib("settings")
    assert status == 0
    assert "silent_days 90 90 31 to 365" in [" ".join(line.split()) for line in out.splitlines()]
    status, out, _ = lib("settings", "silent_days=60", "currency=EUR")
    assert [line.split()[:3] for line in out.splitlines()[1:]] == [
        ["silent_days", "60", "90"],
        ["currency", "EUR", "USD"],
    ]
    assert json.loads(lib("settings", "--json")[1])["silent_days"] == 60
    assert lib("settings", "silent_days=default", "currency=")[0] == 0
    kept = (shop / "store" / "settings.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in kept if not line.startswith("#")] == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("silent_days=5", "silent_days is 5; it lies within 31 and 365."),
        ("silent_days=soon", 'silent_days is "soon"; it is a whole number.'),
        ("silnt_days=60", "silnt_days is no setting (silent_days?)"),
        ("silent_days", "silent_days should read name=value."),
        ("currency=dollars", 'currency is "dollars"; it is a code of ISO 4217'),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence_and_changes_nothing(lib, shop, word, sentence):
    status, out, err = lib("settings", "window_days=10", word)
    assert (status, out) == (1, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not (shop / "store" / "settings.toml").exists()


def test_an_answer_follows_the_settings(lib):
    lib("demo", "--customers", "300")
    before = json.loads(lib("ask", "tiers", "--format", "json")[1])
    lib("settings", "tier_a=10")
    after = json.loads(lib("ask", "tiers", "--format", "json")[1])
    assert after[0]["customers"] < before[0]["customers"]


def test_moments_fall_on_the_days_of_the_companys_zone_where_the_recipe_names_none(lib, shop):
    (shop / "orders.csv").write_text(
        "no,client,day,net\n1,001,2024-01-01T23:30:00-05:00,100\n", encoding="utf-8"
    )
    words = ("import", shop / "orders.csv", "--recipe", shop / "orders.toml")
    (shop / "orders.toml").write_text(ORDERS_RECIPE, encoding="utf-8")
    assert "has an offset from UTC" in lib(*words)[2]
    lib("settings", "time_zone=America/New_York")
    assert lib(*words)[0] == 0
    assert _order_day(shop) == date(2024, 1, 1)
    (shop / "orders.toml").write_text(
        ORDERS_RECIPE + "[read]\ntime_zone = 'UTC'\n", encoding="utf-8"
    )
    assert lib(*words)[0] == 0
    assert _order_day(shop) == date(2024, 1, 2)


ORDERS_RECIPE = """
name = "Orders"

[orders]
order_id = "no"
customer_id = "client"
ordered_on = "day"
revenue = "net"

"""


def _order_day(shop):
    opened = store.open_store(shop / "store")
    with opened.database.connection:
        return opened.database.value("select ordered_on from orders")


def test_targets_of_the_sample_company_are_not_taken_for_ones_own(lib, import_shop):
    lib("demo", "--customers", "20")
    lib("settings", "target_win_rate=0.3", "silent_days=60")
    status, _, told = import_shop()
    assert status == 0
    assert "the targets set for the sample company are gone" in told
    settings = json.loads(lib("settings", "--json")[1])
    assert (settings["target_win_rate"], settings["silent_days"]) == (None, 60)
    lib("settings", "target_win_rate=0.4")
    assert "targets" not in import_shop()[2]
    assert json.loads(lib("settings", "--json")[1])["target_win_rate"] == 0.4
