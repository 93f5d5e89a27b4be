"""Which encodings would a file that is not UTF-8 fit? Proposed to the reader, never taken.

An encoding is proposed if it decodes the whole file strictly and what comes out looks like
writing: many encodings decode almost anything. Each has its own idea of "looks like writing";
charset-normalizer's opinion counts as one voice more.
"""

import codecs
from collections.abc import Callable
from pathlib import Path

from charset_normalizer import from_bytes

CHUNK = 1 << 20
SAMPLE = 1 << 18
LOOK_BACK = 1 << 12
PLAUSIBLE = 0.5
VOICE = 0.05
NEAR_THE_BEST = 0.75
MOST = 3

SIGNS = "€£°²³½¼ªº®©™–—‘’“”…•«»§¿¡·"
NOT_WESTERN = "šžŠŽŸ"  # cp1252 has them, but next to no text written in it
CENTRAL = "ąćęłńśźżáčďéěíľĺňóôŕřšťúůýžőűäëöüçßâăîțţşđ"
CENTRAL += CENTRAL.upper().replace("SS", "")


def proposals(path: Path, position: int) -> list[str]:
    """The encodings that fit the whole file, the most plausible first; at most three.

    `position` is a byte that is not UTF-8: what stands around it is looked at most closely.
    """
    with path.open("rb") as file:
        file.seek(max(0, position - LOOK_BACK))
        before = file.read(min(LOOK_BACK, position))
        sample = before[before.rfind(b"\n") + 1 :] + file.read(SAMPLE)
    voice = _second_opinion(sample)
    scores = {}
    for encoding, looks_like_writing in JUDGES.items():
        score = looks_like_writing(sample.decode(encoding, "ignore"))
        if score >= PLAUSIBLE and decodes(path, encoding):
            scores[encoding] = score + (VOICE if encoding == voice else 0)
    if voice and voice not in JUDGES and decodes(path, voice):
        scores[voice] = PLAUSIBLE
    enough = NEAR_THE_BEST * max(scores.values(), default=0)
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    return [encoding for encoding in ranked if scores[encoding] >= enough][:MOST]


def decodes(path: Path, encoding: str) -> bool:
    """Does the whole file decode strictly?"""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def excerpt(path: Path, position: int, encoding: str) -> str:
    """The words around a byte, as they read in this encoding."""
    with path.open("rb") as file:
        file.seek(max(0, position - 200))
        before = file.read(min(200, position))
        after = file.read(60)
    begin = max(before.rfind(end) for end in (b"\n", b"\r")) + 1
    line = (before[begin:] + after).splitlines()[0]
    text = line.decode(encoding, "ignore")
    at = len(before[begin:].decode(encoding, "ignore"))
    return text[max(0, at - 12) : at + 18].strip(' ,;|\t"')


def _second_opinion(sample: bytes) -> str | None:
    best = from_bytes(sample[:20_000], enable_fallback=False).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    if not (name in JUDGES or name.startswith(("cp125", "iso8859", "gb", "cp9"))):
        return None
    families = {"gbk": "gb18030", "gb2312": "gb18030", "cp949": "euc_kr", "cp932": "shift_jis"}
    return families.get(name, name)


def _share(text: str, common: Callable[[str], bool]) -> float:
    """Of the characters beyond ASCII, how many are common ones."""
    beyond = [character for character in text if character > "\x7f"]
    return sum(map(common, beyond)) / len(beyond) if beyond else 0.0


def _lead_byte(encoding: str, first: int, last: int) -> Callable[[str], bool]:
    """Is a character in the part of a double-byte set where the everyday ones stand?"""

    def common(character: str) -> bool:
        try:
            encoded = character.encode(encoding)
        except UnicodeEncodeError:
            return False
        return len(encoded) == 2 and first <= encoded[0] <= last

    return common


def _punctuation(character: str) -> bool:
    return "　" <= character <= "】" or "！" <= character <= "～"


def _double_byte(encoding: str, first: int, last: int) -> Callable[[str], float]:
    in_everyday_part = _lead_byte(encoding, first, last)

    def score(text: str) -> float:
        return _share(text, lambda c: in_everyday_part(c) or _punctuation(c))

    return score


def _japanese(text: str) -> float:
    kanji = _lead_byte("euc_jp", 0xB0, 0xCF)
    kana = _share(text, lambda c: "ぁ" <= c <= "ヿ")
    return _share(text, lambda c: kanji(c) or _punctuation(c) or "ぁ" <= c <= "ヿ") if kana else 0.0


def _korean(text: str) -> float:
    return _share(text, lambda c: "가" <= c <= "힣" or _punctuation(c))


def _latin(text: str) -> float:
    """Accented letters stand beside plain ones; signs beside blanks and figures.

    "£ódŸ" and "M³otek" are Polish, "Pøíjem zboží" is Czech, read wrongly.
    """
    beyond = [at for at, character in enumerate(text) if character > "\x7f"]
    natural = 0
    for at in beyond:
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        letter = text[at].isalpha() and text[at] not in NOT_WESTERN
        misplaced = (text[at] in "£³" and after.isalpha()) or (
            text[at] in "¿¡" and before.isalpha()
        )
        sign = text[at] in SIGNS and not misplaced
        natural += (letter and _has_plain_letter(before + after)) or sign
    return natural / len(beyond) if beyond else 0.0


def _central(text: str) -> float:
    """The same of Polish, Czech, Hungarian: two accented letters may stand side by side."""
    beyond = [at for at, character in enumerate(text) if character > "\x7f"]
    natural = 0
    for at in beyond:
        if text[at] in CENTRAL:
            around = text[max(0, at - 2) : at + 3]
            natural += _has_plain_letter(around)
        else:
            natural += text[at] in SIGNS
    return natural / len(beyond) if beyond else 0.0


def _has_plain_letter(text: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in text)


def _cyrillic(text: str) -> float:
    """Small letters beside others of their kind, capitals only where a word begins."""
    beyond = [at for at, character in enumerate(text) if character > "\x7f"]
    natural = 0
    for at in beyond:
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if "а" <= text[at] <= "я" or text[at] == "ё":
            natural += not any(c.isascii() and c.isalpha() for c in (before, after))
        elif "А" <= text[at] <= "Я":
            natural += not before.isalpha()
    return natural / len(beyond) if beyond else 0.0


JUDGES: dict[str, Callable[[str], float]] = {
    "gb18030": _double_byte("gb2312", 0xB0, 0xD7),
    "big5": _double_byte("big5", 0xA4, 0xC6),
    "shift_jis": _japanese,
    "euc_jp": _japanese,
    "euc_kr": _korean,
    "cp1252": _latin,
    "cp1250": lambda text: 0.9 * _central(text),
    "cp850": lambda text: 0.7 * _latin(text),
    "mac-roman": lambda text: 0.65 * _latin(text),
    "cp1251": _cyrillic,
    "koi8-r": _cyrillic,
}
