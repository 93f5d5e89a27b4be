"""Complaints told by a log with a row an event: when each was made, answered and put right."""

from lib.importing.match.draft import Draft, Filled, guess, picked
from lib.importing.match.meanings import in_our_words
from lib.importing.match.plain import NEVER, add_plain
from lib.importing.match.sets import View
from lib.importing.match.sheets import Cell, Pick
from lib.schema import TABLES

ENDS = ("resolved", "closed")

# What a log says of a complaint as such, on each of its rows or its last.
AS_IT_STANDS = ("customer_id", "kind", "product_id", "channel", "severity", "valid", "remedy")


def add_complaints(draft: Draft, view: View) -> tuple[str, str]:
    """A row a complaint, or a row an event of one."""
    picks = view.sheet.picks("complaints", True)
    case, moment, status = picks.get("complaint_id"), picks.get("opened_at"), _status(view)
    is_log = case and moment and status and not view.sheet.is_key(case.column)
    if not (is_log and case and moment and status and _is_of_tickets(view, status)):
        path = add_plain(draft, view, "complaints")
        _say_who_is_done_without_a_day(draft, view, path, status)
        return path
    return add_ticket_log(draft, view, case, moment, status)


def _say_who_is_done_without_a_day(
    draft: Draft, view: View, path: tuple[str, str], status: Pick | None
) -> None:
    """Complaints are put right on a day; a status alone leaves all of them open."""
    if status is None or "resolved_at" in view.sheet.picks("complaints", True):
        return
    meant = in_our_words(view.sheet.values(status.column), "ticket")
    done = [value for value, ours in meant.items() if ours in ENDS]
    if done:
        sentence = (
            "{column} says {values}, but no column says on which day: until one does, all of "
            "these complaints count as open."
        )
        told: dict[str, object] = {"column": status.column.name, "values": ", ".join(done[:3])}
        draft.say((*path, "resolved_at"), sentence, **told)


def speaks_of_tickets(view: View) -> bool:
    """Is a log of cases one of complaints: put right or closed, and never won?"""
    status = view.sheet.picks("stage_changes", True).get("stage")
    return bool(status) and _is_of_tickets(view, status)


def _is_of_tickets(view: View, status: Pick | None) -> bool:
    if status is None:
        return False
    values = view.sheet.values(status.column)
    won = "won" in in_our_words(values, "outcome").values()
    return not won and bool(set(in_our_words(values, "ticket").values()) & set(ENDS))


def _status(view: View) -> Pick | None:
    """What happened to a complaint: an activity, or the status it got."""
    activity = view.sheet.picks("stage_changes", True).get("stage")
    return activity or view.sheet.picks("opportunities", True).get("stage")


def add_cases_of_tickets(draft: Draft, view: View) -> tuple[str, str]:
    """The same of a log whose columns speak of cases and activities."""
    picks = view.sheet.picks("stage_changes", True)
    return add_ticket_log(draft, view, picks["opportunity_id"], picks["entered_at"], picks["stage"])


def add_ticket_log(
    draft: Draft, view: View, case: Pick, moment: Pick, status: Pick
) -> tuple[str, str]:
    """Each case is a complaint; what its events are called says what became of it."""
    draft.type(moment.cell, "timestamp")
    meant = in_our_words(view.sheet.values(status.column), "ticket")
    fields = {
        "complaint_id": picked(case),
        "opened_at": guess(
            f"=min({moment.cell.sql})", "The first event of a case is taken for its being made."
        ),
        **_as_it_stands(view, {case.column.name, moment.column.name, status.column.name}),
        **_owned(view, meant, status.cell, moment.cell),
        **_replied(meant, status.cell, moment.cell),
        **_ended(meant, status.cell, moment.cell),
    }
    keys = {"per": case.column.name, "keep": "last"}
    path = draft.add("complaints", view.sheet, fields, keys=keys)
    sentence = "Each case of this log is taken for a complaint; look whether that is what it is."
    draft.say(path, sentence)
    return path


def _as_it_stands(view: View, taken: set[str]) -> dict[str, Filled]:
    picks = view.sheet.picks("complaints", True)
    return {
        name: picked(pick)
        for name in TABLES["complaints"].names
        if name in AS_IT_STANDS
        and ("complaints", name) not in NEVER
        and (pick := picks.get(name))
        and pick.column.name not in taken
    }


def _owned(view: View, meant: dict[str, str], status: Cell, moment: Cell) -> dict[str, Filled]:
    """Whose a case is now; how often it was passed on, by its events or its owners."""
    owner = view.sheet.picks("complaints", True).get("owner")
    passed = _meaning(meant, "passed_on")
    said: dict[str, Filled] = {}
    if owner:
        said["owner"] = guess(
            f"=arg_max({owner.cell.sql}, {moment.sql})",
            "The last of {column} is taken for the owner.",
            column=owner.column.name,
        )
    if passed:
        said["handovers"] = guess(
            f"=count(case when {_in(status, passed)} then 1 end)",
            "Counted as hand-overs: {values}.",
            values=", ".join(passed),
        )
    elif owner:
        said["handovers"] = guess(
            f"=greatest(count(distinct {owner.cell.sql}) - 1, 0)",
            "Every other owner of a case is taken for a hand-over.",
        )
    return said


def _replied(meant: dict[str, str], status: Cell, moment: Cell) -> dict[str, Filled]:
    replies = _meaning(meant, "replied")
    if not replies:
        return {}
    value = f"=min(case when {_in(status, replies)} then {moment.sql} end)"
    sentence = "Taken for the first reply: {values}."
    return {"first_reply_at": guess(value, sentence, values=", ".join(replies))}


def _ended(meant: dict[str, str], status: Cell, moment: Cell) -> dict[str, Filled]:
    """Put right when last so called, where no other event but a remark came after."""
    resolved, closed = (_meaning(meant, word) for word in ENDS)
    remarks = _meaning(meant, "remark")
    last = _newest(moment, f"not {_in(status, remarks)}") if remarks else f"max({moment.sql})"
    over = _newest(moment, _in(status, resolved + closed))
    right = _newest(moment, _in(status, resolved)) if resolved else over
    when = f"coalesce({right}, {over})" if resolved and closed else over
    sentence = "Taken for put right: {values}, unless something else came after."
    told = ", ".join(resolved or closed)
    return {
        "resolved_at": guess(f"=case when {last} = {over} then {when} end", sentence, values=told)
    }


def _newest(moment: Cell, condition: str) -> str:
    return f"max(case when {condition} then {moment.sql} end)"


def _meaning(meant: dict[str, str], word: str) -> list[str]:
    return [value for value, ours in meant.items() if ours == word]


def _in(cell: Cell, values: list[str]) -> str:
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"{cell.sql} in ({quoted})"
