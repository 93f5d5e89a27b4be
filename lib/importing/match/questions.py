"""Surveys with a column a question: which of them are answers, on which scale, in which pairs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.importing.match.meanings import answers, in_our_words
from lib.importing.match.names import ID_WORDS, LEAST, meant_by, name_of, vocabulary
from lib.importing.match.sheets import Pick, Sheet
from lib.importing.profile import ColumnProfile

FEWEST = 3  # questions that make a survey
SHARE = 0.4  # of the filled columns must be answers
TOPS = (5, 7, 10, 100)  # where scales end

EXPECTED = ("expectation", "expected", "expect", "expe", "exp", "cuex", "期望", "预期", "期待")
PERCEIVED = (
    *("perception", "perceived", "perceive", "performance", "satisfaction", "experience", "actual"),
    *(
        "perc",
        "perq",
        "perf",
        "qual",
        "sat",
        "满意度",
        "感知",
        "实际",
        "体验",
        "表现",
        "感受",
        "满意",
    ),
)
IMPORTANT = ("importance", "important", "import", "imp", "重要性", "重要程度", "重要度", "重要")
LETTERS = {"e": "expected", "s": "perceived", "p": "perceived", "i": "importance"}
MARKS = {"expected": EXPECTED, "perceived": PERCEIVED, "importance": IMPORTANT}

OVERALL = ("overall", "recommend", "prefers_us", "will_buy_again")

# What survey programs number answers by, and what they add answers up to.
NO_QUESTIONS = {"序号", "编号", "答卷编号", "答卷序号", "总分", "总得分", "得分", "totalscore"}
NO_QUESTIONS |= {"respid", "respondentid", "respondent", "caseid"}


@dataclass
class Aspect:
    """One thing asked about, by the columns that hold what was said of it."""

    name: str
    columns: dict[str, ColumnProfile] = field(default_factory=dict)
    by_number: bool = False  # is it only a number that tells they belong together?


OUTCOMES = {"sat", "satisfaction", "csat", "cusa", "loy", "loyalty", "cusl"}


@dataclass
class Survey:
    aspects: list[Aspect]
    overall: dict[str, Pick]
    left_out: list[str]
    outcomes: list[str]


def survey_of(sheet: Sheet) -> Survey | None:
    """The questions of a wide survey; None where the file is none."""
    points = [column for column in sheet.columns if _is_answer(sheet, column)]
    filled = [column for column in sheet.columns if _may_be_question(sheet, column)]
    overall = _overall(sheet, points)
    asked = [c for c in points if c.name not in {pick.column.name for pick in overall.values()}]
    outcomes = [column.name for column in asked if _is_outcome(column)]
    aspects, left_out = _aspects([column for column in asked if column.name not in outcomes])
    paired = sum(len(aspect.columns) > 1 for aspect in aspects)
    share = SHARE / 2 if {"responses", "ratings"} & sheet.hints else SHARE
    wide = len(points) >= max(FEWEST, share * len(filled))
    if not aspects or not (wide or (paired > 1 and 2 * paired >= 0.3 * len(filled))):
        return None
    return Survey(aspects, overall, left_out, outcomes)


def _is_outcome(column: ColumnProfile) -> bool:
    """One of several questions that ask for satisfaction or loyalty as such, numbered by a code:
    taken for an aspect, it would explain the overall score by itself."""
    words = name_of(column.name).words
    return len(words) == 2 and words[0] in OUTCOMES and words[1].isdigit()


def _may_be_question(sheet: Sheet, column: ColumnProfile) -> bool:
    """Neither a day nor a number of the answer, nor one value for all."""
    told = column.kind in ("empty", "date", "timestamp") or column.distinct < 2
    return not told and not sheet.is_key(column)


def _is_answer(sheet: Sheet, column: ColumnProfile) -> bool:
    """Whole points of a scale, or words of one."""
    if column.kind == "text":
        return 2 <= column.distinct <= 6 and answers(sheet.values(column)) is not None
    if column.kind != "whole" or column.least is None or column.greatest is None:
        return False
    least, greatest = int(column.least), int(column.greatest)
    if not (0 <= least <= 1 < greatest <= 100) and not (0 <= least < greatest <= 10):
        return False
    few = column.distinct <= 11 and 2 < greatest <= 10
    slider = _role(column.name)[0] is not None and 10 < greatest <= 100
    if name_of(column.name).compact in NO_QUESTIONS:
        return False
    is_age = any(fit in name_of(column.name).words for fit in ("age", "tenure", "day", "month"))
    return (few or slider) and not is_age and not (sheet.is_key(column) and sheet.rows > 11)


def _overall(sheet: Sheet, points: Iterable[ColumnProfile]) -> dict[str, Pick]:
    picks = sheet.picks("responses", False)
    points, found = list(points), {}
    headers = {column.name for column in sheet.columns}
    for name in OVERALL:
        pick = picks.get(name)
        if pick and pick.column in points and pick.score > 0.8:
            found[name] = pick
            continue
        for column in points:
            asked = in_our_words([column.name], "questions").get(column.name) == name
            group = name == "recommend" and f"{column.name}_NPS_GROUP" in headers
            fits = name != "recommend" or column.greatest in ("9", "10")
            if (asked or group) and fits and column not in [one.column for one in found.values()]:
                found[name] = Pick(sheet.cell(column), LEAST, exact=False)
                break
    return found


def _role(header: str) -> tuple[str | None, str]:
    """Expected, perceived or importance, and what is left of the name without that word."""
    words = name_of(header).words
    if len(words) == 2 and words[0] in LETTERS and words[1].isdigit():
        return LETTERS[words[0]], words[1]
    for role, marks in MARKS.items():
        for mark in marks:
            if mark in words:
                return role, "".join(word for word in words if word != mark)
            if not mark.isascii() and mark in "".join(words):
                return role, "".join(words).replace(mark, "", 1)
    return None, "".join(words)


def _aspects(columns: list[ColumnProfile]) -> tuple[list[Aspect], list[str]]:
    """Every thing asked about; columns of expectations without what was perceived are left out."""
    by_rest: dict[str, dict[str, ColumnProfile]] = {}
    for column in columns:
        role, rest = _role(column.name)
        if role and rest:
            by_rest.setdefault(rest, {}).setdefault(role, column)
    pairs = {rest: one for rest, one in by_rest.items() if "perceived" in one and len(one) > 1}
    used = {column.name for one in pairs.values() for column in one.values()}
    aspects = [
        Aspect(_aspect_name(one["perceived"].name), one, rest.isdigit() and _is_code(one))
        for rest, one in pairs.items()
    ]
    left_out = []
    for column in columns:
        if column.name in used:
            continue
        if pairs and _role(column.name)[0] in ("expected", "importance"):
            left_out.append(column.name)
        else:
            aspects.append(Aspect(_aspect_name(column.name, whole=True), {"perceived": column}))
    return aspects, left_out


def _is_code(columns: dict[str, ColumnProfile]) -> bool:
    """Are the columns called by short codes, and not by words one knows?"""
    words = {name_of(column.name).words[0] for column in columns.values()}
    return all(word.isascii() and len(word) < 7 for word in words)


def _aspect_name(header: str, *, whole: bool = False) -> str:
    """What the aspect is called: the question, without the word that says how it was asked."""
    plain = re.sub(r"\s+", " ", header).strip()
    plain = re.sub(r"^[Qq]?\d+\s*[、.．:：)）]\s*(?=\S)", "", plain)
    if whole:
        return plain[:200]
    for mark in PERCEIVED:
        pattern = (
            rf"[\s_.:/-]*\(?\b{mark}\b\)?[\s_.:/-]*" if mark.isascii() else rf"[\s_.:-]*{mark}"
        )
        shorter = re.sub(pattern, " ", plain, count=1, flags=re.I).strip(" _-:.()（）")
        if shorter != plain and re.search(r"[^\W\d]", shorter):
            return shorter[:200]
    return plain[:200]


def scale_of(columns: Iterable[ColumnProfile]) -> tuple[int, int]:
    """The scale that answers in these columns fit."""
    whole = [one for one in columns if one.kind == "whole" and one.least and one.greatest]
    if not whole:
        return 1, 5
    least = min(int(one.least or 0) for one in whole)
    greatest = max(int(one.greatest or 0) for one in whole)
    return min(least, 1), next((top for top in TOPS if greatest <= top), greatest)


LONE = "{column} is the only column of points from 0 to 10."


def lone_scores(sheet: Sheet) -> Pick | None:
    """The only column of points from 0 to 10: in a file that holds little else, or whose question
    asks for it."""
    found = [column for column in sheet.columns if _is_answer(sheet, column)]
    if len(found) != 1 or found[0].greatest not in ("10", "9"):
        return None
    name = found[0].name
    if in_our_words([name], "questions").get(name) == "recommend":
        return Pick(sheet.cell(found[0]), 0.7, exact=False)
    if ID_WORDS & set(name_of(name).words) or _counts_something(name) or len(sheet.columns) > 4:
        return None
    return Pick(sheet.cell(found[0]), 0.7, exact=False, why=LONE)


def _counts_something(header: str) -> bool:
    """Is it called like what other files hold, such as a quantity?"""
    meanings = vocabulary().get(meant_by(header).compact, ())
    tables = {meaning.table for meaning in meanings if not meaning.bare}
    return bool(tables) and not tables & {"responses", "ratings", "employee_surveys"}
