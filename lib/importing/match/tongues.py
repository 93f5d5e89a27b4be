"""Headers in other languages, word by word in ours.

Kundennummer, num_client, Numer klienta, id_cliente    are a customer's number
訂單編號, 受注番号    are 订单编号, in the signs of Taiwan and of Japan
"""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

TONGUES = Path(__file__).with_name("tongues.toml")

# The signs of words for customers, orders and money as Taiwan, Hong Kong and Japan write them.
SIGNS = str.maketrans(
    "訂單編號碼戶顧會員買賣購數額價總銷貨產類別級稱聯繫電話區縣國場業務時間開創發結狀態"
    "標題評滿諮詢訴來獲優積點預約簽續營實際應運費稅項備註網頁門庫規達確認週記錄潛線機階",
    "订单编号码户顾会员买卖购数额价总销货产类别级称联系电话区县国场业务时间开创发结状态"
    "标题评满咨询诉来获优积点预约签续营实际应运费税项备注网页门库规达确认周记录潜线机阶",
)
# Japanese words of other signs than Chinese ones.
JAPANESE = {
    "受注": "订单",
    "注文": "订单",
    "売上": "销售",
    "顧客": "客户",
    "得意先": "客户",
    "番号": "编号",
    "コード": "编号",
    "単価": "单价",
    "氏名": "名称",
    "都道府県": "省份",
}
WITHOUT_MARKS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o"})
SHORTEST = 2  # signs of a word that may stand in a compound


class Tongue(NamedTuple):
    noun_first: bool
    fillers: frozenset[str]
    words: dict[str, str]  # theirs to ours


@cache
def _tongues() -> tuple[Tongue, ...]:
    said = tomllib.loads(TONGUES.read_text(encoding="utf-8"))
    return tuple(
        Tongue(
            one["noun_first"],
            frozenset(one["fillers"]),
            {theirs: ours for ours, several in one["words"].items() for theirs in several},
        )
        for one in said.values()
    )


def in_plain_signs(text: str) -> str:
    """Chinese in simplified signs, and words of Japanese in Chinese."""
    for theirs, ours in JAPANESE.items():
        text = text.replace(theirs, ours)
    return text.translate(SIGNS)


def in_english(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words in English where one language knows them all; None where none does."""
    plain = tuple(_without_marks(word) for word in words)
    for tongue in _tongues():
        said = _translated(tongue, plain)
        if said and said != words:
            return said
    return None


def each_in_english(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that any of the languages knows, in English."""
    plain = [_without_marks(word) for word in words]
    return tuple(
        part for tongue in _tongues() for word in plain for part in _compound(tongue, word)
    )


def _translated(tongue: Tongue, words: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if word in tongue.fillers and len(words) > 1:
            continue
        parts = _compound(tongue, word)
        if not parts:
            return ()
        found += parts
    return tuple(reversed(found)) if tongue.noun_first else tuple(found)


def _compound(tongue: Tongue, word: str) -> list[str]:
    """A word, or several in one, as Rechnungsnummer; nothing where it is not known."""
    if word in tongue.words:
        return [tongue.words[word]]
    if tongue.noun_first:
        return []
    for end in range(len(word) - SHORTEST, SHORTEST, -1):
        rest = _compound(tongue, word[end:]) if word[:end] in tongue.words else []
        if rest:
            return [tongue.words[word[:end]], *rest]
    return []


def _without_marks(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(WITHOUT_MARKS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
