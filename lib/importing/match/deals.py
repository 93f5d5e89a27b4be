"""Opportunities: a pipeline with a row a deal, or a log with a row an event."""

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.meanings import in_our_words, usual_place
from lib.importing.match.names import name_of
from lib.importing.match.orders import fingerprint
from lib.importing.match.sets import View
from lib.importing.match.sheets import Cell, Pick

PLAIN = (
    *("name", "source", "campaign_id", "created_on", "amount", "expected_close_on"),
    *("closed_on", "lost_because", "owner", "product_id", "customer_id"),
)


def add_opportunities(draft: Draft, view: View) -> tuple[str, str]:
    """A row a deal; what is won or lost leaves the stages and becomes the outcome."""
    picks = view.sheet.picks("opportunities", True)
    fields = _id(view, picks)
    found = {name: pick for name in PLAIN if (pick := picks.get(name))}
    for name in ("customer_id", "closed_on"):
        if name not in found and (pick := view.beyond("opportunities", name)):
            found[name] = pick
            view.look_up(draft, [pick.cell])
    fields |= {name: picked(pick) for name, pick in found.items()}
    if stage := picks.get("stage"):
        fields |= _stage(draft, stage, picks.get("outcome"))
    else:
        sentence = "No column says how far a deal got: all of them are in one stage."
        fields["stage"] = guess("='Open'", sentence)
        fields |= _ended(draft, picks.get("outcome"), found.get("closed_on"))
    if "created_on" not in fields:
        path = draft.add("opportunities", view.sheet, fields)
        draft.say((*path, "created_on"), "No column says on which day a deal was opened.")
        return path
    return draft.add("opportunities", view.sheet, fields)


def _id(view: View, picks: dict[str, Pick]) -> dict[str, Filled]:
    pick = picks.get("opportunity_id")
    if pick and view.sheet.is_key(pick.column):
        return {"opportunity_id": picked(pick)}
    name = picks.get("name")
    if name and view.sheet.is_key(name.column):
        sentence = "No column numbers the deals; {column} tells them apart."
        return {"opportunity_id": guess(name.cell.bare, sentence, column=name.column.name)}
    sentence = "No column numbers the deals: each row is taken for one."
    return {"opportunity_id": guess(fingerprint(view.sheet), sentence)}


def _stage(draft: Draft, stage: Pick, outcome: Pick | None) -> dict[str, Filled]:
    values = stage.cell.sheet.values(stage.column)
    ended = in_our_words(values, "outcome")
    running = in_order([value for value in values if value not in ended])
    if running:
        draft.stages = running
        sentence = "The order of the stages is a guess, from first to last."
        draft.said.append((("stages",), guess(None, sentence, tuple(running))))
    if not ended:
        said = _outcome(draft, outcome) if outcome else {}
        return {"stage": picked(stage), **said}
    last = running[-1] if running else "Open"
    gone = _in(stage.cell, list(ended))
    value = f"=case when {gone} then {_quoted(last)} else {stage.cell.sql} end"
    sentence = (
        "{ended} are outcomes and no stages; the stage before them is not in the file and taken "
        "for {last}."
    )
    told = {"ended": ", ".join(ended), "last": last}
    fields = {"stage": guess(value, sentence, tuple(running[:-1]), **told)}
    parts = [
        f"when {_in(stage.cell, found)} then '{word}'"
        for word in ("won", "lost")
        if (found := [value for value, said in ended.items() if said == word])
    ]
    sentence = "{column} says what was won and lost; all else counts as open."
    fields["outcome"] = guess(
        f"=case {' '.join(parts)} else 'open' end", sentence, column=stage.column.name
    )
    return fields


def _ended(draft: Draft, outcome: Pick | None, closed: Pick | None) -> dict[str, Filled]:
    """Without stages: what a column says of the outcome, or that a day says it was won."""
    if outcome:
        return _outcome(draft, outcome)
    if closed is None or "won" not in name_of(closed.column.name).words:
        return {}
    value = f"=case when {closed.cell.sql} is not null then 'won' else 'open' end"
    sentence = "A deal counts as won where {column} is filled, else as open."
    return {"outcome": guess(value, sentence, column=closed.column.name)}


def _outcome(draft: Draft, outcome: Pick) -> dict[str, Filled]:
    known = in_our_words(outcome.cell.sheet.values(outcome.column), "result")
    if not known:
        return {}
    draft.map(outcome.cell, known)
    sentence = "{column} is mapped to {words}; look whether it is right."
    told = {"column": outcome.column.name, "words": ", ".join(sorted(set(known.values())))}
    return {"outcome": guess(outcome.cell.bare, sentence, **told)}


def in_order(stages: list[str]) -> list[str]:
    """Stages from first to last, by a number they begin with, else by what they are called."""

    def place(stage: str) -> tuple[int, str]:
        head = stage.strip().split(".")[0].split(" ")[0].rstrip(".、-:")
        if head.isdigit():
            return int(head), stage
        return usual_place(stage), stage

    return sorted(stages, key=place)


def add_event_log(draft: Draft, view: View) -> tuple[str, str]:
    """A row an event: each case is an opportunity, each activity a stage it entered."""
    picks = view.sheet.picks("stage_changes", True)
    case, stage, moment = (picks[name] for name in ("opportunity_id", "stage", "entered_at"))
    draft.type(moment.cell, "timestamp")
    ended = in_our_words(view.sheet.values(stage.column), "outcome")
    running = f"case when not {_in(stage.cell, list(ended))} then {stage.cell.sql} end"
    seen = running if ended else stage.cell.sql
    fields = {
        "opportunity_id": picked(case),
        "created_on": guess(
            f"=cast(min({moment.cell.sql}) as date)",
            "The day of a case's first event is taken for the day it was opened.",
        ),
        "stage": guess(
            f"=arg_max({seen}, {moment.cell.sql})",
            "The newest value of {column} is taken for the stage a case is in.",
            column=stage.column.name,
        ),
    }
    owner = view.sheet.picks("opportunities", False).get("owner")
    keys = {"per": case.column.name}
    if ended:
        fields |= _ends(ended, stage.cell, moment.cell)
    if owner:
        fields["owner"] = picked(owner)
        keys["keep"] = "last"
    path = draft.add("opportunities", view.sheet, fields, keys=keys)
    draft.say(path, "Each case of this log is taken for a deal; look whether that is what it is.")
    only = {"where": f"=not {_in(stage.cell, list(ended))}"} if ended else {}
    changes = {"opportunity_id": picked(case), "stage": picked(stage), "entered_at": picked(moment)}
    draft.add("stage_changes", view.sheet, changes, keys={**only, "keep": "last"})
    return path


def _ends(ended: dict[str, str], stage: Cell, moment: Cell) -> dict[str, Filled]:
    parts = []
    for word in ("won", "lost"):
        found = [value for value, said in ended.items() if said == word]
        if found:
            parts.append(
                f"when max(case when {_in(stage, found)} then 1 else 0 end) = 1 then '{word}'"
            )
    day = f"=cast(max(case when {_in(stage, list(ended))} then {moment.sql} end) as date)"
    sentence = "{column} says what was won and lost; all else counts as open."
    return {
        "outcome": guess(f"=case {' '.join(parts)} else 'open' end", sentence, column=stage.name),
        "closed_on": guess(day, "The day of a case's outcome is taken for the day it was closed."),
    }


def _in(cell: Cell, values: list[str]) -> str:
    return f"{cell.sql} in ({', '.join(map(_quoted, values))})"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
