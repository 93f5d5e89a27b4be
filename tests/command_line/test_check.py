"""`check`: what an import would do and what is wrong with the files, with nothing imported."""

import json

import pytest

from lib import store
from lib.command_line import main

ORDERS = """no,client,day,net
1,001,2024-01-05,100.10
2,002,2024-01-09,50
3,003,2024-01-31,7.5
"""
RECIPE = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "client"
ordered_on = "day"
revenue = "net"
"""


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "shop.toml").write_text(RECIPE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def lib(shop, capsys):
    """Run a verb on the shop's file: its exit status and what it said."""

    def run(verb, *words):
        given = ["--json", verb, shop / "orders.csv", "--recipe", shop / "shop.toml", *words]
        status = main(["--data", str(shop / "store"), *map(str, given)])
        lines = capsys.readouterr().out.splitlines()
        return status, json.loads(lines[-1]) if lines else {}

    return run


def test_a_check_says_what_would_change_and_imports_nothing(lib, shop):
    status, said = lib("check")
    assert status == 0
    checked = said["checked"]
    assert checked["problems"] == []
    assert [fate["loaded"] for fate in checked["fates"]] == [3]
    expected = {"new": 3, "changed": 0, "unchanged": 0, "removed": 0, "set_aside": 0}
    assert checked["tables"] == [{"table": "orders"} | expected]
    assert checked["same_as"] is None
    assert not list((shop / "store").iterdir())


def test_new_changed_and_unchanged_rows_are_told_apart(lib, shop):
    lib("import")
    more = ORDERS.replace("50", "55") + "4,001,2024-02-01,1\n"
    (shop / "orders.csv").write_text(more, encoding="utf-8")
    (orders,) = lib("check")[1]["checked"]["tables"]
    assert (orders["new"], orders["changed"], orders["unchanged"]) == (1, 1, 2)
    assert store.current(shop / "store") == 1


def test_the_same_file_is_recognised(lib, shop):
    lib("import")
    same = lib("check")[1]["checked"]["same_as"]
    assert (same["import_id"], same["file"]) == (1, "orders.csv")


def test_a_problem_comes_with_its_group_its_values_and_repairs(lib, shop):
    wrong = ORDERS + "4,001,2024-02-01,cheap\n5,001,2024-02-01,cheap\n6,001,2024-02-01,?\n"
    (shop / "orders.csv").write_text(wrong, encoding="utf-8")
    status, said = lib("check")
    assert status == 1
    (problem,) = said["checked"]["problems"]
    assert problem["group"] == "unreadable_number"
    assert problem["found"] == [["cheap", 2], ["?", 1]]
    assert problem["count"] == 3
    assert {"kind": "map", "file": "", "column": "net", "values": {}, "to": []} in problem[
        "repairs"
    ]
    (orders,) = said["checked"]["tables"]
    assert (orders["new"], orders["set_aside"]) == (3, 3)


def test_a_check_that_may_set_rows_aside_succeeds(lib, shop):
    (shop / "orders.csv").write_text(ORDERS + "4,001,2024-02-01,cheap\n", encoding="utf-8")
    assert lib("check", "--set-aside")[0] == 0


def test_rows_set_aside_come_back_and_import_with_the_same_recipe(lib, shop):
    (shop / "orders.csv").write_text(ORDERS + "4,001,2024-02-01,cheap\n", encoding="utf-8")
    aside = shop / "aside.csv"
    _, said = lib("import", "--aside", aside)
    (file,) = said["imported"]["aside"]
    assert (file["name"], file["rows"], file["path"]) == ("orders set aside.csv", 1, str(aside))
    mended = aside.read_text(encoding="utf-8-sig").replace(",cheap,", ",9,")
    (shop / "orders.csv").write_text(mended, encoding="utf-8")
    status, said = lib("import")
    assert (status, said["imported"]["tables"][0]["new"]) == (0, 1)


def test_what_changes_nothing_makes_no_generation(lib, shop):
    lib("import")
    _, said = lib("import")
    assert said["imported"]["nothing_changed"]
    assert said["imported"]["generation"] == store.current(shop / "store") == 1
    (shop / "orders.csv").write_text(ORDERS.replace("50", "51"), encoding="utf-8")
    assert lib("import")[1]["imported"]["generation"] == 2


def test_a_mode_is_passed_on(lib, shop):
    lib("import")
    (shop / "orders.csv").write_text("no,client,day,net\n1,001,2024-01-05,7\n", encoding="utf-8")
    (added,) = lib("check", "--mode", "add")[1]["checked"]["tables"]
    (replaced,) = lib("check", "--mode=replace")[1]["checked"]["tables"]
    assert (added["unchanged"], replaced["changed"], replaced["removed"]) == (1, 1, 2)


def test_the_effect_on_the_last_complete_months_figures_is_told(lib, shop):
    (shop / "orders.csv").write_text(ORDERS + "9,001,2024-02-29,3\n", encoding="utf-8")
    lib("import")
    more = "no,client,day,net\n5,001,2024-02-10,20\n6,001,2024-03-31,4\n"
    (shop / "orders.csv").write_text(more, encoding="utf-8")
    told = lib("check")[1]["checked"]["effect"]
    revenue = [
        (one["month"], one["before"], one["after"], one["unit"])
        for one in told
        if one["metric"] == "revenue"
    ]
    assert revenue == [("2024-02-01", 3, 23, "money"), ("2024-03-01", None, 4, "money")]
    active = next(one for one in told if one["metric"] == "active_customers")
    assert (active["before"], active["after"]) == (3, 3)


def test_the_effect_can_be_left_out_and_is_none_where_nothing_changes(lib):
    assert lib("check", "--no-effect")[1]["checked"]["effect"] == []
    lib("import")
    assert lib("check")[1]["checked"]["effect"] == []


COSTED = RECIPE + 'cost = "cost"\n'


def warned(said, group):
    told = next(iter(said.values()))["warnings"]
    return [(one["file"], one["count"], one["values"]) for one in told if one["group"] == group]


def test_lines_without_cost_that_change_what_all_customers_are_valued_by_are_told(lib, shop):
    costed = "\n".join(f"{line},5" for line in ORDERS.split()).replace("net,5", "net,cost")
    (shop / "shop.toml").write_text(COSTED, encoding="utf-8")
    (shop / "orders.csv").write_text(costed, encoding="utf-8")
    lib("import")
    (shop / "orders.csv").write_text(
        "no,client,day,net,cost\n4,001,2024-02-01,2.4,\n9,001,2024-02-01,2,1\n"
    )
    assert warned(lib("check")[1], "basis") == []
    lost = {"without": 1, "rows": 2}
    assert warned(lib("check")[1], "cost") == [("orders.csv", 1, lost | {"customers": 1})]
    (shop / "shop.toml").write_text(RECIPE, encoding="utf-8")
    (shop / "orders.csv").write_text("no,client,day,net\n4,001,2024-02-01,39.4\n", encoding="utf-8")
    wanted = [("orders.csv", 1, {"without": 1, "rows": 1, "share": 0.8})]
    assert warned(lib("check")[1], "basis") == wanted
    assert warned(lib("import")[1], "basis") == wanted
    (shop / "orders.csv").write_text("no,client,day,net\n5,001,2024-02-01,9\n", encoding="utf-8")
    assert warned(lib("check")[1], "basis") == []


def test_a_month_without_cost_to_serve_that_changes_the_basis_is_told(shop, capsys):
    def run(verb, name):
        given = ["--json", verb, shop / f"{name}.csv", "--recipe", shop / f"{name}.toml"]
        main(["--data", str(shop / "store"), *map(str, given)])
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    served = 'name = "Served"\n[costs_to_serve]\ncustomer_id = "who"\nspent_on = "day"\n'
    served += 'kind = "kind"\namount = "amount"\n'
    (shop / "served.toml").write_text(served, encoding="utf-8")
    (shop / "served.csv").write_text(
        "who,day,kind,amount\n001,2024-01-31,calls,1\n", encoding="utf-8"
    )
    (shop / "orders.toml").write_text(RECIPE + "cost = 5\n", encoding="utf-8")
    run("import", "orders")
    run("import", "served")
    (shop / "orders.csv").write_text("no,client,day,net\n4,001,2024-02-01,100\n", encoding="utf-8")
    assert warned(run("check", "orders"), "basis") == [("orders.csv", 1, {"month": "2024-02"})]
