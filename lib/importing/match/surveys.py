"""The blocks of a survey: ratings by aspect, and responses with what was asked overall."""

from dataclasses import replace

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.meanings import answers
from lib.importing.match.names import name_of
from lib.importing.match.orders import fingerprint
from lib.importing.match.questions import OVERALL, Aspect, Survey, scale_of
from lib.importing.match.sets import View
from lib.importing.match.sheets import Pick, Sheet
from lib.importing.profile import ColumnProfile

UNNUMBERED = (
    "No column numbers the answers for good: each row is taken for one, told from others by all "
    "it holds."
)


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
    if survey.outcomes:
        sentence = (
            "{columns} ask how satisfied or loyal somebody is, and not about an aspect: left out."
        )
        draft.say(("ratings",), sentence, columns=", ".join(survey.outcomes[:10]))
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
        fields["response_id"] = guess(fingerprint(sheet), UNNUMBERED)
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
    return fields | _scale("scale_min", "scale_max", low, high)


def _scale(low_field: str, high_field: str, low: int, high: int) -> dict[str, Filled]:
    """The ends of a scale, and that they are guessed; a 0 on a scale to 5 or 7 may be no answer."""
    sentence = "The scale is taken to run from {low} to {high}, as the answers do."
    if low == 0 and high < 10:
        sentence = (
            "The scale is taken to run from {low} to {high}; if 0 means that nothing was answered, "
            "put it among the missing values."
        )
    told = {"low": low, "high": high}
    return {low_field: guess(low, sentence, **told), high_field: guess(high, sentence, **told)}


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


def add_responses(
    draft: Draft, view: View, picks: dict[str, Pick], shared: dict[str, Filled]
) -> tuple[str, str]:
    """Overall answers: satisfaction, recommendation, intentions."""
    fields = dict(shared)
    if overall := picks.get("overall"):
        low, high = scale_of([overall.column])
        fields["overall"] = picked(overall)
        fields |= _scale("overall_min", "overall_max", low, high)
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
        fields["response_id"] = guess(fingerprint(view.sheet), UNNUMBERED)
    found = {name: picks.get(name) for name in ("order_id", "product_id", "answered_on")}
    found["customer_id"] = view.other_id() or picks.get("customer_id")
    if found["customer_id"] is None:
        found["customer_id"] = view.beyond("orders", "customer_id")
    fields |= {name: picked(pick) for name, pick in found.items() if pick}
    customer = found["customer_id"]
    view.look_up(draft, [customer.cell] if customer and customer.cell.lookup else [])
    return asked, fields
