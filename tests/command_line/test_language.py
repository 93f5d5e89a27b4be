"""Which language a command speaks, and what it says in it."""

import csv
import json

import pytest

from lib.command_line import main
from lib.languages import CHINESE

RECIPE = """
name = "Shop"

[orders]
order_id = "no"
customer_id = "client"
ordered_on = "day"
revenue = "net"
"""
REASON = "day: 下单日期 应为日期，如 2024-01-31 (soon)"


@pytest.fixture
def lib(tmp_path, capsys, monkeypatch):
    """Run a verb on a file with a day that is none: what is said, and why the row is set aside."""
    orders = "no,client,day,net\n1,a,2024-01-05,1\n2,b,soon,2\n"
    (tmp_path / "orders.csv").write_text(orders, encoding="utf-8")
    (tmp_path / "shop.toml").write_text(RECIPE, encoding="utf-8")
    aside = tmp_path / "aside.csv"
    monkeypatch.delenv("RAPPORT_LANGUAGE", raising=False)

    def run(verb, *words):
        given = ["--data", tmp_path / "store", *words, verb, tmp_path / "orders.csv"]
        if verb != "read":
            given += ["--recipe", tmp_path / "shop.toml", "--aside", aside]
        main([*map(str, given)])
        told = capsys.readouterr()
        if not aside.exists():
            return told.out + told.err, ""
        with aside.open(encoding="utf-8-sig", newline="") as file:
            _, row = csv.reader(file)
        return told.out + told.err, row[-1]

    return run


def test_reasons_and_sentences_are_in_the_language_asked_for(lib):
    said, reason = lib("import", "--language", "zh")
    assert reason == REASON
    assert "已搁置：orders.csv · 列 day · 行号 3：下单日期 应为日期" in said
    said, reason = lib("check")
    assert reason == "day: ordered_on is a day, such as 2024-01-31 (soon)"
    assert "Problem: orders.csv, line 3, column day: ordered_on is a day" in said


def test_the_environment_says_the_language_once_for_all(lib, monkeypatch):
    monkeypatch.setenv("RAPPORT_LANGUAGE", "zh_CN.UTF-8")
    assert lib("check")[1] == REASON
    assert lib("check", "--language", "en")[1].startswith("day: ordered_on is a day")
    monkeypatch.setenv("RAPPORT_LANGUAGE", "fr")
    assert lib("check")[1].startswith("day: ordered_on is a day")


def test_a_page_is_told_what_it_translates_itself(lib, monkeypatch):
    monkeypatch.setenv("RAPPORT_LANGUAGE", "zh")
    said, reason = lib("check", "--json")
    assert reason.startswith("day: ordered_on is a day")
    (problem,) = json.loads(said.splitlines()[-1])["checked"]["problems"]
    assert problem["expectation"].startswith("{field} is a day")


def test_refusals_and_what_looks_odd_are_translated(lib, tmp_path, capsys):
    (tmp_path / "orders.csv").write_text(",n\nx,1\n", encoding="utf-8")
    assert (
        CHINESE("Columns without a name are called {names}.", names="column_1")
        in (lib("read", "--language", "zh")[0])
    )
    (tmp_path / "orders.csv").write_text("", encoding="utf-8")
    assert "orders.csv 是空的；请重新导出。" in lib("read", "--language", "zh")[0]
