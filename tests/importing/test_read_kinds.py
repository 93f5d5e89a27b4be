"""What a file is, by its first bytes, whatever it is called."""

import gzip
import json
import zipfile

import pytest

from lib.errors import UnreadableFile
from lib.importing.read import unpack

from .reading import given, read_file, rows

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\r\n\r\n  \r\n", "is empty"),
        (PNG, "picture (PNG)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture (JPEG)"),
        (b"GIF89a" + bytes(10), "picture (GIF)"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF document"),
        (b"PAR1" + bytes(30) + b"PAR1", "Parquet"),
        (b"ARROW1\0\0", "Arrow"),
        (b"SQLite format 3\0" + bytes(80), "SQLite database"),
        (bytes(8) + b"DUCK" + bytes(80), "DuckDB database"),
        (b"\x28\xb5\x2f\xfd" + bytes(8), "packed with zstd"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(8), "7z archive"),
        (b"Rar!\x1a\x07\x00", "RAR archive"),
        (b"<!DOCTYPE html>\n<html><body>", "web page"),
        (b"\n  <HTML lang='en'>", "web page"),
        (b"\xef\xbb\xbf<table><tr><td>id</td></tr></table>", "web page"),
        (b"<?xml version='1.0'?><orders/>", "is XML"),
        (b'{"orders": [{"id": 1}]}', "is JSON"),
        (b'[\n  {"id": 1},\n  {"id": 2}\n]', "is JSON"),
        (b'{"id": 1}\n{"id": 2}\n', "is JSON"),
        (b"[1, 2, 3]", "is JSON"),
        (POINTER.encode(), "git lfs pull"),
        (b"PK\x03\x04 and then nothing", "damaged zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be opened as a workbook"),
        (b"\x1f\x8b\x08\x00 and then nothing", "damaged or cut off"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(tmp_path, content, said):
    with pytest.raises(UnreadableFile) as refusal:
        given(tmp_path, content)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("orders.csv")


@pytest.mark.parametrize(
    "content",
    [
        "[id],[name]\nx,y\n",
        "{key},value\nx,y\n",
        '["key"],value\nx,y\n',
        "[1,2];value\nx;y\n",
        "PAR1,PAR2\nx,y\n",
        "<unknown>,name\nx,y\n",
        'BM,name\nx,"<html>"\n',
        "BZhang,name\nx,y\n",
    ],
)
def test_a_header_that_only_resembles_something_else_is_read(tmp_path, content):
    assert given(tmp_path, content).rows == 1


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no file nowhere.csv"):
        read_file(tmp_path / "nowhere.csv")


def test_a_word_document_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(UnreadableFile, match="Word document"):
        read_file(tmp_path / "all.docx")


@pytest.mark.parametrize("at", [0, 100, 1 << 20, (1 << 20) - 8])
def test_marks_of_a_git_conflict_are_refused_with_their_line(tmp_path, at):
    ours = "<<<<<<< HEAD\nx,1\n=======\nx,2\n>>>>>>> theirs\n"
    before = "id,nam\n" + "x,y\n" * (at // 4)
    line = before.count("\n") + 1
    with pytest.raises(UnreadableFile, match=rf"line {line}: Git left its marks"):
        given(tmp_path, before + ours)


def test_a_gz_file_is_read_and_hashed_as_it_came(tmp_path):
    packed = gzip.compress(b"id,name\nx,y\n")
    table = given(tmp_path, packed, name="orders.csv.gz")
    assert rows(table) == [("x", "y")]
    assert table.bytes == len(packed)


def test_a_gz_file_in_a_gz_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="packed twice"):
        given(tmp_path, gzip.compress(gzip.compress(b"id\nx\n")))


def test_a_gz_file_that_swells_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "FREE_OF_CHARGE", 1 << 20)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        given(tmp_path, gzip.compress(b"x,y\n" * (1 << 20)))


def test_a_gz_file_cut_off_in_the_middle_is_refused(tmp_path):
    content = gzip.compress(json.dumps(list(range(5000))).encode())
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        given(tmp_path, content[:-100])
