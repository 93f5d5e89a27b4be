"""What a column is called, word by word, and which fields such a name may stand for.

Customer ID, customer_id, CustomerID, CUST.NO., 客户编号, 客户ID    are one name
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from lib.importing.match.tongues import each_in_english, in_english, in_plain_signs

WORDS = Path(__file__).with_name("words.toml")

LEAST = 0.7  # how well a name must fit a field to be taken for it
OUTSIDE = 0.12  # less, where a name's last word is none of the field's
MISLED = 0.3  # less, where another word says that something else is counted or measured

# Beside a field's words, these make of it another thing: the number of customers is no customer.
OTHER_THINGS = {
    *("count", "num", "avg", "average", "mean", "median", "rate", "ratio", "percent", "pct"),
    *("lenght", "length", "rank", "day", "hour", "minute", "prefix", "hash", "url", "link"),
    *("image", "photo", "picture", "phone", "fax", "zip", "postal", "tax", "currency", "of", "per"),
    *("since", "last", "previous", "max", "min", "size", "weight", "cumulative", "clean", "latest"),
}
ID_WORDS = {"id", "no", "nr", "number", "num", "code", "key", "uid", "guid", "uuid", "ref"}
CJK = "\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af"
UNIT = re.compile(r"[(\[{<【「][^()\[\]{}<>【】]{0,20}[)\]}>】」]\s*$")
HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
WORD = re.compile(rf"\d+|[{CJK}]+|[^\W\d_{CJK}]+")


class Name(NamedTuple):
    """A header as words, without units in brackets, plurals, or anything between the words."""

    words: tuple[str, ...]

    @property
    def compact(self) -> str:
        return "".join(self.words)

    @property
    def is_chinese(self) -> bool:
        return re.search(f"[{CJK}]", self.compact) is not None


class Meaning(NamedTuple):
    """A field that a name stands for; `rank` 0 is its best name, `bare` one that says little."""

    table: str
    field: str
    rank: int
    bare: bool


class Fit(NamedTuple):
    """How well a header fits a field, from 0 to 1; `exact` where all of it does."""

    field: str
    score: float
    exact: bool
    bare: bool


@cache
def name_of(header: str) -> Name:
    return Name(tuple(_singular(word) for word in _words_of(header)))


@cache
def meant_by(header: str) -> Name:
    """The header's name; in English where it is of a language whose words are known."""
    name = name_of(header)
    if name.compact in vocabulary():
        return name
    english = in_english(_words_of(header))
    return Name(english) if english else name


def spoken_of(stem: str) -> str:
    """A file's name as words, and what they are in English."""
    plain = re.sub(r"[\W_]+", " ", in_plain_signs(stem)).lower()
    return " ".join([plain, *name_of(stem).words, *each_in_english(_words_of(stem))])


def _words_of(header: str) -> tuple[str, ...]:
    plain = in_plain_signs(unicodedata.normalize("NFKC", header[:200]).strip())
    without_unit = UNIT.sub("", plain).strip() or plain
    humps = HUMP.sub(" ", without_unit)
    return tuple(WORD.findall(humps.lower()))


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word.isascii()
    return word[:-1] if plural else word


@cache
def file_words() -> dict[str, str]:
    """For each table a pattern of what files about it are called."""
    return dict(_words()["files"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def vocabulary() -> dict[str, tuple[Meaning, ...]]:
    """What each compact name may mean."""
    words = {key: value for key, value in _words().items() if key not in ("classes", "files")}
    classes = _words()["classes"]
    found: dict[str, dict[tuple[str, str], Meaning]] = {}
    for table, fields in words.items():
        for field, names in fields.items():
            for rank, text in enumerate(names):
                bare = text.startswith("~")
                for name in _spelled_out(text.removeprefix("~"), classes):
                    meanings = found.setdefault(name_of(name).compact, {})
                    meanings.setdefault((table, field), Meaning(table, field, rank, bare))
    found.pop("", None)
    return {name: tuple(meanings.values()) for name, meanings in found.items()}


def _spelled_out(text: str, classes: dict[str, list[str]]) -> Iterator[str]:
    parts = re.split(r"\{(\w+)\}", text)
    choices = [classes[part] if index % 2 else [part] for index, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


@cache
def _near() -> dict[str, str]:
    """Names with one letter left out, to find those that are spelled nearly the same."""
    return {
        near: name
        for name in vocabulary()
        if len(name) > 6 and name.isascii() and name.isalpha()
        for near in _with_one_less(name)
    }


def _with_one_less(name: str) -> Iterator[str]:
    return (name[:index] + name[index + 1 :] for index in range(len(name)))


@cache
def fits(header: str, table: str, about: bool) -> tuple[Fit, ...]:
    """The fields of a table that the header may name, the best first.

    `about`: is the file known to be about this table, so that `name` is enough?
    """
    name = meant_by(header)
    best: dict[str, Fit] = {}
    for part, score, exact in _parts(name):
        for meaning in vocabulary().get(part, ()):
            if meaning.table != table or (meaning.bare and not about):
                continue
            if not exact and not meaning.field.endswith("_id") and ID_WORDS & set(name.words):
                continue
            whole = score - min(0.002 * meaning.rank, 0.1) - 0.05 * meaning.bare
            if whole < LEAST:
                continue
            fit = Fit(meaning.field, whole, exact, meaning.bare)
            if meaning.field not in best or best[meaning.field].score < whole:
                best[meaning.field] = fit
    return tuple(sorted(best.values(), key=lambda fit: -fit.score))


@cache
def _parts(name: Name) -> tuple[tuple[str, float, bool], ...]:
    """The name, and names that stand in it, with how much of it they explain."""
    whole = name.compact
    found = {whole: (1.0, True)}
    pieces = _phrases(name.words) if not name.is_chinese else _substrings(whole)
    for piece, others, at_end in pieces:
        if len(piece) < (2 if name.is_chinese else 4) or piece == whole:
            continue
        score = 0.55 + 0.4 * len(piece) / len(whole) - (0 if at_end else OUTSIDE)
        score -= MISLED if OTHER_THINGS & set(others) else 0
        if score > found.get(piece, (0.0, False))[0]:
            found[piece] = (score, False)
    if whole not in vocabulary() and len(whole) > 5 and whole.isascii():
        for one in (whole, *_with_one_less(whole)):
            if one in vocabulary() and len(one) > 5:
                found.setdefault(one, (0.8, False))
            if one in _near():
                found.setdefault(_near()[one], (0.8, False))
    return tuple((part, score, exact) for part, (score, exact) in found.items())


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Runs of words, the other words, and whether the run ends the name."""
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + 6) + 1):
            run = "".join(words[begin:end])
            yield run, words[:begin] + words[end:], end == len(words)


def _substrings(whole: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    short = whole[:40]
    for begin in range(len(short)):
        for end in range(begin + 2, len(short) + 1):
            yield short[begin:end], (), end == len(short)
