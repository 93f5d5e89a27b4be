"""`read`: what stands in a file, for a person and for a program."""

import json

import pytest

from lib.command_line import main

ORDERS = "no;client;day;net\n1;007;05.01.2024;1.000,5\n2;NULL;31.01.2024;7,5\n"


@pytest.fixture
def said(tmp_path, capsys):
    """Run the command on a file of this content: status, the last line as JSON, both outputs."""

    def run(content, *words, name="orders.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main([*words, "read", str(path)])
        printed = capsys.readouterr()
        lines = printed.out.splitlines()
        told = json.loads(lines[-1]) if "--json" in words and lines else {}
        return status, told, printed.out + printed.err

    return run


def test_a_program_is_told_everything(said):
    status, told, _ = said(ORDERS, "--json")
    read = told["read"]
    assert status == 0
    assert (read["delimiter"], read["header_line"], read["rows"]) == (";", 1, 2)
    assert [column["kind"] for column in read["columns"]] == ["whole", "text", "date", "number"]
    assert read["columns"][1]["missing"] == ["NULL"]
    assert read["columns"][2]["dates"] == ["%d.%m.%Y"]
    assert (read["columns"][3]["decimal"], read["columns"][3]["thousands"]) == (",", ".")


def test_a_person_is_shown_a_table(said):
    status, _, text = said(ORDERS)
    assert status == 0
    assert "orders.csv: 2 rows, utf-8, cells parted by “;”, header on line 1" in text
    assert "client: “NULL”: missing values?" in text
    assert "Values that begin with 0: 1, such as “007”" in text


def test_what_is_refused_is_one_sentence_and_status_1(said):
    status, _, text = said("a,b\n1\n")
    assert status == 1
    assert text.startswith("orders.csv, line 2: 1 instead of 2 cells")
    assert "Traceback" not in text


def test_encodings_that_would_read_it_are_offered(said):
    status, told, _ = said("编号,名称\n一,二\n".encode("gb18030"), "--json")
    assert status == 1
    assert told["error"]["proposals"][0] == {"encoding": "gb18030", "excerpt": "编号,名称"}


def test_several_files_are_told_one_by_one(tmp_path, capsys):
    (tmp_path / "a.csv").write_text("a,b\nx,y\n")
    status = main(["--json", "read", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert status == 1
    assert (first["read"]["file"], "There is no file" in second["error"]["message"]) == (
        "a.csv",
        True,
    )


def test_what_the_file_does_not_show_can_be_said(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("junk\n1 2\n3 4\n")
    words = ["--skip", "1", "--header", "0", "--delimiter", "whitespace"]
    assert main(["--json", "read", str(path), *words]) == 0
    assert json.loads(capsys.readouterr().out)["read"]["rows"] == 2


@pytest.mark.parametrize(("table", "columns"), [(1, ["id", "n"]), (2, ["a", "b", "c"])])
def test_one_of_several_tables_stacked_in_a_file(tmp_path, capsys, table, columns):
    path = tmp_path / "both.csv"
    path.write_text("id,n\nx,1\ny,2\n\na,b,c\nu,v,1\nw,z,2\n")
    assert main(["--json", "read", str(path)]) == 1
    offered = json.loads(capsys.readouterr().out)["error"]["choices"]["table"]
    assert [keys for keys, _ in offered] == [{"end": 4}, {"skip": 4}]
    assert main(["--json", "read", str(path), "--table", str(table)]) == 0
    read = json.loads(capsys.readouterr().out)["read"]
    assert [column["name"] for column in read["columns"]] == columns
    assert main(["read", str(path), "--table", "3"]) == 1
    assert "no more tables" in capsys.readouterr().err
