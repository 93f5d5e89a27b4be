"""Surveys with a column a question: which of them are answers, on which scale, in which pairs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.meanings import answers, in_our_words
from lib.importing.match.names import LEAST, name_of
from lib.importing.match.orders import fingerprint
from lib.importing.match.sets import View
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


@dataclass
class Aspect:
    """One thing asked about, by the columns that hold what was said of it."""

    name: str
    columns: dict[str, ColumnProfile] = field(default_factory=dict)
    by_number: bool = False  # is it only a number that tells they belong together?


@dataclass
class Survey:
    aspects: list[Aspect]
    overall: dict[str, Pick]
    left_out: list[str]


def survey_of(sheet: Sheet) -> Survey | None:
    """The questions of a wide survey; None where the file is none."""
    points = [column for column in sheet.columns if _is_answer(sheet, column)]
    filled = [column for column in sheet.columns if _may_be_question(sheet, column)]
    overall = _overall(sheet, points)
    asked = [c for c in points if c.name not in {pick.column.name for pick in overall.values()}]
    aspects, left_out = _aspects(asked)
    paired = sum(len(aspect.columns) > 1 for aspect in aspects)
    share = SHARE / 2 if {"responses", "ratings"} & sheet.hints else SHARE
    wide = len(points) >= max(FEWEST, share * len(filled))
    if not aspects or not (wide or (paired > 1 and 2 * paired >= 0.3 * len(filled))):
        return None
    return Survey(aspects, overall, left_out)


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


def add_survey(draft: Draft, view: View, survey: Survey) -> tuple[str, str]:
    """A block of ratings for each aspect, and the responses where anything overall was asked."""
    sheet = view.sheet
    shared = _shared(sheet)
    columns = [column for aspect in survey.aspects for column in aspect.columns.values()]
    _put_in_points(draft, sheet, [*columns, *(pick.column for pick in survey.overall.values())])
    path = ("ratings", "0")
    for number, aspect in enumerate(survey.aspects):
        fields = shared | _of_aspect(sheet, aspect, columns)
        draft.add("ratings", sheet, fields if number == 0 else _said_before(fields))
    if survey.left_out:
        sentence = "{columns} are expectations without what was perceived, and left out."
        draft.say(("ratings",), sentence, columns=", ".join(survey.left_out[:10]))
    if survey.overall:
        add_responses(draft, view, survey.overall, shared)
    return path


def _said_before(fields: dict[str, Filled]) -> dict[str, Filled]:
    """What holds of every aspect is in doubt once, with the first of them."""
    shared = {"response_id", "answered_on", "customer_id", "aspect", "scale_min", "scale_max"}
    return {
        name: replace(one, sure=True) if name in shared else one for name, one in fields.items()
    }


def _shared(sheet: Sheet) -> dict[str, Filled]:
    picks = sheet.picks("ratings", True)
    fields = {}
    answer = picks.get("response_id")
    if answer and sheet.is_key(answer.column):
        fields["response_id"] = picked(answer)
    else:
        sentence = "No column numbers the answers for good: each row is taken for one."
        fields["response_id"] = guess(fingerprint(sheet), sentence)
    for name in ("customer_id", "order_id", "product_id", "answered_on"):
        if pick := picks.get(name):
            fields[name] = picked(pick)
    return fields


def _put_in_points(draft: Draft, sheet: Sheet, columns: list[ColumnProfile]) -> None:
    """Answers in words become points by a map."""
    worded = [column for column in columns if column.kind == "text"]
    for name, values in sheet.all_values(worded).items():
        column = sheet.column(name)
        if column and (points := answers(values)):
            draft.map(sheet.cell(column), points)


def _of_aspect(sheet: Sheet, aspect: Aspect, columns: list[ColumnProfile]) -> dict[str, Filled]:
    name = aspect.name.replace("'", "''")
    fields = {"aspect": guess(f"='{name}'", "The aspect is called as its column is.")}
    for role in ("expected", "perceived", "importance"):
        if column := aspect.columns.get(role):
            fields[role] = _answer(aspect, role, sheet, column)
    family = [one for one in columns if _stem(one.name) == _stem(aspect.columns["perceived"].name)]
    low, high = scale_of(family or columns)
    if "expected" in aspect.columns:
        wider = scale_of([*family, aspect.columns["expected"]])
        low, high = min(low, wider[0]), max(high, wider[1])
    told = {"low": low, "high": high}
    sentence = "The scale is taken to run from {low} to {high}, as the answers do."
    fields["scale_min"] = guess(low, sentence, **told)
    fields["scale_max"] = guess(high, sentence, **told)
    return fields


def _answer(aspect: Aspect, role: str, sheet: Sheet, column: ColumnProfile) -> Filled:
    value = sheet.cell(column).bare
    if len(aspect.columns) == 1:
        return guess(value, "{column} is taken for what was perceived.", column=column.name)
    pair = ", ".join(one.name for one in aspect.columns.values())
    if aspect.by_number:
        sentence = (
            "{pair} have no more than a number in common: look in the questionnaire whether they "
            "are about one thing."
        )
        return guess(value, sentence, pair=pair)
    return guess(value, "{pair} are taken for one thing asked about twice.", pair=pair)


def _stem(header: str) -> str:
    return "".join(word for word in name_of(header).words if not word.isdigit())


def scale_of(columns: Iterable[ColumnProfile]) -> tuple[int, int]:
    """The scale that answers in these columns fit."""
    whole = [one for one in columns if one.kind == "whole" and one.least and one.greatest]
    if not whole:
        return 1, 5
    least = min(int(one.least or 0) for one in whole)
    greatest = max(int(one.greatest or 0) for one in whole)
    return min(least, 1), next((top for top in TOPS if greatest <= top), greatest)


def add_responses(
    draft: Draft, view: View, picks: dict[str, Pick], shared: dict[str, Filled]
) -> tuple[str, str]:
    """Overall answers: satisfaction, recommendation, intentions."""
    fields = dict(shared)
    if overall := picks.get("overall"):
        low, high = scale_of([overall.column])
        told = {"low": low, "high": high}
        sentence = "The scale is taken to run from {low} to {high}, as the answers do."
        fields["overall"] = picked(overall)
        fields["overall_min"] = guess(low, sentence, **told)
        fields["overall_max"] = guess(high, sentence, **told)
    if recommend := picks.get("recommend"):
        fields["recommend"] = picked(recommend)
    intents = [pick for name in ("prefers_us", "will_buy_again") if (pick := picks.get(name))]
    for name in ("prefers_us", "will_buy_again"):
        if pick := picks.get(name):
            fields[name] = picked(pick)
    if intents:
        _, high = scale_of([pick.column for pick in intents])
        fields["agree_max"] = guess(
            high,
            "The scale is taken to run from {low} to {high}, as the answers do.",
            low=1,
            high=high,
        )
    keys = {} if _is_own(view.sheet, fields) else {"keep": "first"}
    return draft.add("responses", view.sheet, fields, keys=keys)


def _is_own(sheet: Sheet, fields: dict[str, Filled]) -> bool:
    """Does every row hold a response of its own?"""
    value = fields["response_id"].value
    column = sheet.column(value) if isinstance(value, str) else None
    return column is None or sheet.is_key(column)


def responses_of(draft: Draft, view: View) -> tuple[dict[str, Pick], dict[str, Filled]]:
    """A file of overall answers: its questions, and what each answer says of itself."""
    picks = view.sheet.picks("responses", True)
    asked = {name: pick for name in OVERALL if (pick := picks.get(name))}
    if "nps" in view.sheet.name.casefold() and "recommend" not in asked and "overall" in asked:
        asked["recommend"] = asked.pop("overall")
    fields: dict[str, Filled] = {}
    if answer := picks.get("response_id"):
        fields["response_id"] = picked(answer)
    else:
        sentence = "No column numbers the answers for good: each row is taken for one."
        fields["response_id"] = guess(fingerprint(view.sheet), sentence)
    found = {name: picks.get(name) for name in ("order_id", "product_id", "answered_on")}
    found["customer_id"] = view.other_id() or picks.get("customer_id")
    if found["customer_id"] is None:
        found["customer_id"] = view.beyond("orders", "customer_id")
    fields |= {name: picked(pick) for name, pick in found.items() if pick}
    customer = found["customer_id"]
    view.look_up(draft, [customer.cell] if customer and customer.cell.lookup else [])
    return asked, fields


def lone_scores(sheet: Sheet) -> Pick | None:
    """The only column of points from 0 to 10, in a file that holds little else."""
    found = [column for column in sheet.columns if _is_answer(sheet, column)]
    if len(found) != 1 or found[0].greatest not in ("10", "9") or len(sheet.columns) > 4:
        return None
    return Pick(sheet.cell(found[0]), 0.7, exact=False)
