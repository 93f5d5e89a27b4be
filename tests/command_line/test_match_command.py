"""`match`: files in, a recipe out that `import` takes as it is, its doubts as comments."""

import json
import tomllib

import pytest

from lib.command_line import main

ORDERS = """Order No,Client,Order Date,Net Sales
1,001,2024-01-05,100.10
2,002,2024-01-09,50
3,003,2024-01-31,7.5
"""
DOUBTFUL = "Order No,Order Date,Net Sales\n1,01/02/2024,5\n2,03/04/2024,6\n"


@pytest.fixture
def lib(tmp_path, capsys):
    """Run a command on a folder of its own: its exit status, what it said and what it objected."""

    def run(*words):
        status = main(["--data", str(tmp_path / "store"), *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    def written(text, name="orders.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_what_match_prints_is_a_recipe_that_imports(lib, file, tmp_path):
    status, said, _ = lib("match", file(ORDERS), "--out", tmp_path / "it.toml")
    assert (status, said) == (0, "")
    assert lib("import", tmp_path / "orders.csv", "--recipe", tmp_path / "it.toml")[0] == 0
    _, said, _ = lib("match", file(ORDERS))
    assert tomllib.loads(said)["orders"]["revenue"] == "Net Sales"


def test_a_doubt_is_a_comment_above_what_it_is_about(lib, file):
    _, said, _ = lib("match", file(DOUBTFUL))
    assert "# Order Date reads as " in said
    assert (
        "# No column says who ordered: these orders count in company totals only.\n[orders]" in said
    )


def test_a_program_gets_every_reason(lib, file):
    status, said, _ = lib("--json", "match", file(ORDERS), "--as", "März.csv")
    matched = json.loads(said)["matched"]
    assert status == 0
    assert set(matched) == {"recipe", "toml", "doubts", "known"}
    assert tomllib.loads(matched["toml"]) == matched["recipe"]
    assert matched["recipe"]["name"] == "März"
    (revenue,) = (one for one in matched["doubts"] if one["path"] == ["orders", "revenue"])
    assert revenue["sure"] is True and revenue["values"] == {"column": "Net Sales"}


def test_what_was_said_about_reading_stands_in_the_recipe(lib, file, tmp_path):
    path = tmp_path / "gbk.csv"
    path.write_bytes("订单编号,下单时间,金额\n一,2024-01-05,5\n".encode("gb18030"))
    read = file('[read]\nencoding = "gb18030"\nheader = 1\n', "read.toml")
    _, said, _ = lib("match", path, "--reading", read)
    assert tomllib.loads(said)["read"] == {"encoding": "gb18030", "header": 1}
    _, said, _ = lib("match", path, "--encoding", "gb18030")
    assert tomllib.loads(said)["read"] == {"encoding": "gb18030"}


def test_a_recipe_kept_beside_the_store_is_known_again(lib, file, tmp_path):
    kept = tmp_path / "store" / "recipes"
    kept.mkdir(parents=True)
    _, said, _ = lib("match", file(ORDERS))
    (kept / "mine.toml").write_text(said.replace('"orders"', '"Our own"'), encoding="utf-8")
    _, said, _ = lib("--json", "match", file(ORDERS, "february.csv"))
    assert json.loads(said)["matched"]["known"] == "Our own"


def test_files_that_feed_nothing_are_refused_with_what_is_missing(lib, file):
    status, said, refused = lib("match", file("Order No,Client,Net Sales\n1,2,3.5\n"))
    assert (status, said) == (1, "")
    assert refused.startswith("orders.csv feeds no table: it comes nearest to orders, which need")
    assert "ordered_on" in refused and refused.count("\n") == 1


def test_a_file_that_cannot_be_read_is_refused_as_read_would(lib, file):
    status, _, refused = lib("match", file("", "empty.csv"))
    assert status == 1
    assert refused.startswith("empty.csv is empty")
