"""UTF-8, marked Unicode, or what the recipe says: never a guess."""

import codecs
import hashlib

import pytest

from lib.errors import BadRecipe, UnreadableFile
from lib.importing.read import encoding
from lib.importing.read.proposals import proposals

from .reading import given, notes, rows

CHINESE = "订单编号,买家姓名,收货地址\n1001,张三,上海市\n1002,李四,北京市\n"
PORTUGUESE = "Histórico,Valor\nDepósito,cem\nTransferência,mil\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_the_mark_of_a_unicode_encoding_is_believed(tmp_path, mark, codec):
    table = given(tmp_path, mark + CHINESE.encode(codec))
    assert table.columns == ("订单编号", "买家姓名", "收货地址")
    assert rows(table) == [("1001", "张三", "上海市"), ("1002", "李四", "北京市")]
    assert table.encoding == codec


@pytest.mark.parametrize("chunk", [1, 2, 7, 16])
def test_characters_may_lie_across_the_pieces_a_file_is_read_in(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(encoding, "CHUNK", chunk)
    table = given(tmp_path, CHINESE)
    assert rows(table)[1] == ("1002", "李四", "北京市")
    assert table.hash == hashlib.sha256(CHINESE.encode()).hexdigest()


def test_plain_utf8_is_used_where_it_lies(tmp_path):
    table = given(tmp_path, CHINESE)
    assert table.path == tmp_path / "orders.csv"
    assert table.hash == hashlib.sha256(CHINESE.encode()).hexdigest()
    assert table.bytes == len(CHINESE.encode())


def test_a_mark_before_a_quoted_header_is_no_part_of_its_first_name(tmp_path):
    table = given(tmp_path, b'\xef\xbb\xbf"a,b","c"\r\n"x","y"\r\n')
    assert table.columns == ("a,b", "c")
    assert rows(table) == [("x", "y")]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gb18030"),
        ("訂單編號,買家,收貨地址\n1001,張三,臺北市\n", "big5"),
        ("注文番号,顧客,住所\n1001,田中さん,東京都\n", "shift_jis"),
        ("注文番号,顧客,住所\n1001,田中さん,東京都\n", "euc_jp"),
        ("주문,고객,주소\n1001,김철수,서울\n", "euc_kr"),
        (PORTUGUESE, "cp1252"),
        ("Klient,Miasto\nŁódź Spółka,Wrocław\nwłaściciel,Gdańsk\n", "cp1250"),
        ("Zákazník,Město\nPříjem zboží,Plzeň\nDoručení,Praha\n", "cp1250"),
        ("имя,город\nИван Петров,Москва\n", "cp1251"),
        ("имя,город\nИван Петров,Москва\n", "koi8-r"),
    ],
)
def test_an_encoding_that_fits_is_proposed_and_read_once_it_is_written_down(tmp_path, text, codec):
    with pytest.raises(UnreadableFile, match="is not UTF-8") as refusal:
        given(tmp_path, text.encode(codec))
    assert f'encoding = "{codec}"' in str(refusal.value)
    table = given(tmp_path, text.encode(codec), encoding=codec)
    assert ["\n".join(",".join(row) for row in [table.columns, *rows(table)])] == [text.strip()]


def test_the_line_and_the_byte_that_are_not_utf8_are_named_with_how_they_would_read(tmp_path):
    text = "name,city\n" + "x,y\n" * 300_000 + "José,Rio\n"
    with pytest.raises(UnreadableFile) as refusal:
        given(tmp_path, text.encode("cp1252"))
    assert "line 300002: byte 1200014 is not UTF-8" in str(refusal.value)
    assert "“José,Rio”" in str(refusal.value)


def test_hungarian_that_reads_like_estonian_is_offered_both_ways(tmp_path):
    hungarian = "Vevő,Város\nKovács Győző,Győr\nTűzoltó,Békés\n"
    (tmp_path / "x.csv").write_bytes(hungarian.encode("cp1250"))
    assert set(proposals(tmp_path / "x.csv", 3)) == {"cp1250", "cp1252"}


def test_latin_letters_are_not_taken_for_chinese_ones(tmp_path):
    (tmp_path / "x.csv").write_bytes(PORTUGUESE.encode("cp1252"))
    assert proposals(tmp_path / "x.csv", 4)[0] == "cp1252"


def test_bytes_of_no_encoding_are_refused_without_a_proposal(tmp_path):
    with pytest.raises(UnreadableFile, match="nor does the file fit another encoding"):
        given(tmp_path, b"id,name\nx,\x81\x8d\xff\xfe\x81\n")


def test_utf8_cut_off_inside_a_character_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="line 3: byte"):
        given(tmp_path, CHINESE.encode()[:-2])


def test_an_encoding_that_does_not_decode_is_refused_with_the_line(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "CHUNK", 16)
    content = b"id,name\nx,y\n" + "z,订单\n".encode("gb18030") + b"w,\xff\xff\n"
    with pytest.raises(UnreadableFile, match='line 4: not gb18030; change or remove encoding = "'):
        given(tmp_path, content, encoding="gb18030")


def test_utf8_is_not_garbled_because_a_recipe_says_gb18030(tmp_path):
    with pytest.raises(UnreadableFile, match="is UTF-8, but its recipe says"):
        given(tmp_path, CHINESE, encoding="gb18030")


def test_a_file_of_plain_letters_may_say_any_encoding(tmp_path):
    assert rows(given(tmp_path, "id,name\nx,y\n", encoding="gb18030")) == [("x", "y")]


def test_the_mark_of_utf8_overrules_the_recipe_and_the_reader_is_told(tmp_path):
    table = given(tmp_path, b"\xef\xbb\xbf" + CHINESE.encode(), encoding="gb18030")
    assert rows(table)[0] == ("1001", "张三", "上海市")
    assert "carries the mark of UTF-8" in notes(table)[0]


@pytest.mark.parametrize("name", ["latin-9000", "base64", "utf-7", "unicode_escape", "zip", ""])
def test_an_encoding_there_is_none_of_is_the_recipes_fault(tmp_path, name):
    if name:
        with pytest.raises(BadRecipe, match="is not known"):
            given(tmp_path, "id\nx\n", encoding=name)
    else:
        assert given(tmp_path, "id\nx\n", encoding=name).rows == 1


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_recognised_and_asked_for(tmp_path, codec):
    content = "id,name\n1001,Anna\n".encode(codec)
    with pytest.raises(UnreadableFile, match=f'encoding = "{codec}"'):
        given(tmp_path, content)
    assert rows(given(tmp_path, content, encoding=codec)) == [("1001", "Anna")]


def test_nul_bytes_are_refused_with_their_line(tmp_path):
    with pytest.raises(UnreadableFile, match="line 3: a NUL byte"):
        given(tmp_path, b"id,name\nx,y\nz,\0\n")


def test_nul_characters_of_another_encoding_are_refused_with_their_line(tmp_path):
    with pytest.raises(UnreadableFile, match="line 2: a NUL character"):
        given(tmp_path, "id,name\nx,\0\n".encode("utf-16"))
