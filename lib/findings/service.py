"""What the frames of service say, in a sentence each; and what to do first."""

from typing import Any

from pandas import DataFrame

from lib.charts.complaints import AGES, kinds_in_alarm, rated_groups
from lib.charts.kit import TIERS
from lib.charts.service import judged_groups, share_of_all, steps_with_gain
from lib.frames import known, rows_of
from lib.languages import DASH, N_, Language
from lib.words import CAUSES, STEPS


def what_service_needs(
    escalation: DataFrame, widespread: DataFrame, effect: DataFrame, say: Language
) -> str:
    """Who has to be called, which kind has got out of hand, and the step that pays."""
    sentences = [
        _whom_to_call(escalation, say),
        _what_surges(widespread, say),
        _what_pays(effect, say),
    ]
    return say.paragraph(sentences)


def _whom_to_call(escalation: DataFrame, say: Language) -> str:
    rows = rows_of(escalation)
    overdue = [row for row in rows if row.level > 0]
    if not overdue:
        return say("No complaint is overdue.") if rows else say("No complaint is open.")
    counts = {
        "n": say.number(len(overdue)),
        "a": say.number(sum(row.tier == "A" for row in overdue)),
        "unowned": say.number(sum(row.owner is None for row in overdue)),
    }
    return say(
        "{n} complaints are overdue, {a} of them of tier A and {unowned} nobody's: call these "
        "first, give each an owner.",
        **counts,
    )


def _what_surges(widespread: DataFrame, say: Language) -> str:
    surging = _alarms(widespread)
    if not surging:
        return ""
    row = max(surging, key=lambda row: row.complaints / max(row.expected, 0.1))
    return say(
        "“{kind}” is out of hand: {n} complaints in {month} where {expected} were to be expected; "
        "find the cause.",
        kind=row.kind,
        n=say.number(row.complaints),
        month=say.month(row.month),
        expected=say.number(row.expected, 1),
    )


def _alarms(widespread: DataFrame) -> list[Any]:
    kinds = kinds_in_alarm(widespread)
    rows = known(rows_of(widespread), "alarm")
    last = max((row.month for row in rows), default=None)
    return [row for row in rows if row.month == last and row.kind in kinds]


def _what_pays(effect: DataFrame, say: Language) -> str:
    paying = [row for row in steps_with_gain(effect) if row.pays]
    if not paying:
        return ""
    return say(
        "Of the steps of recovery, “{step}” goes with customers staying: {gain}.",
        step=say(STEPS[paying[0].group]),
        gain=say.points(paying[0].gain),
    )


def escalation(escalation: DataFrame, say: Language) -> str:
    """How many wait at which level."""
    rows = rows_of(escalation)
    if not rows:
        return ""
    counts = {level: sum(row.level == level for row in rows) for level in (3, 2, 1, 0)}
    return say.listing([_waiting(level, n, say) for level, n in counts.items() if n])


def _waiting(level: int, n: int, say: Language) -> str:
    if level:
        return say("{n} at level {level}", n=say.number(n), level=say.number(level))
    return say("{n} still in time", n=say.number(n))


def complaints_by_kind(complaint_pareto: DataFrame, say: Language) -> str:
    """How few kinds make up four fifths."""
    rows = rows_of(complaint_pareto)
    if not rows:
        return ""
    everything = sum(row.complaints for row in rows)
    first = rows[0]
    if first.kind is None:
        return say("What {n} complaints are about is not told", n=say.number(everything))
    return say(
        "“{kind}” is {share} of {n} valid complaints",
        kind=first.kind,
        share=say.percent(first.share, 0),
        n=say.number(everything),
    )


def complaints_against_usual(widespread_complaints: DataFrame, say: Language) -> str:
    """The latest month against its limit."""
    rows = sorted(known(rows_of(widespread_complaints), "alarm"), key=lambda row: row.month)
    if not rows:
        return ""
    row = rows[-1]
    words = {
        "kind": row.kind,
        "month": say.month(row.month),
        "n": say.number(row.complaints),
        "expected": say.number(row.expected, 1),
        "limit": say.number(row.limit, 1),
    }
    if row.alarm:
        return say(
            "“{kind}” in {month}: {n}, above the limit of {limit}; {expected} were to be expected",
            **words,
        )
    return say("“{kind}” in {month}: {n}, no more than chance explains (limit {limit})", **words)


def causes_of_complaints(failure_causes: DataFrame, say: Language) -> str:
    rows = [row for row in rows_of(failure_causes) if row.cause is not None]
    if not rows:
        return ""
    first = rows[0]
    if first.share is None:
        return say("Mostly: {cause}", cause=say(CAUSES[first.cause]))
    return say(
        "{share} of failures: {cause}",
        share=say.percent(first.share, 0),
        cause=say(CAUSES[first.cause]),
    )


def repeats_by_kind(repeat_complaints: DataFrame, say: Language) -> str:
    rows = rows_of(repeat_complaints)
    told, again = sum(row.complaints for row in rows), sum(row.repeats for row in rows)
    if not told:
        return ""
    return say(
        "{n} of {all} complaints are the same customer's again within 90 days",
        n=say.number(again),
        all=say.number(told),
    )


def complaints_by_customer(complaints: DataFrame, say: Language) -> str:
    rows = rated_groups(complaints)
    if len(rows) < 2:
        return ""
    most = max(rows, key=lambda row: row.per_1000_active)
    least = min(rows, key=lambda row: row.per_1000_active)
    return say(
        "Most from “{most}”, {high} a month of 1,000 active; fewest from “{least}”, {low}",
        most=_group(most.group, say),
        high=say.number(most.per_1000_active, 1),
        least=_group(least.group, say),
        low=say.number(least.per_1000_active, 1),
    )


def _group(group: str, say: Language) -> str:
    if group in TIERS:
        return say("Tier {tier}", tier=group)
    return say(AGES[group]) if group in AGES else group


def on_time_by_group(promptness: DataFrame, say: Language) -> str:
    """The share of all, and the group that lies furthest below it, where the interval tells."""
    rows, whole = judged_groups(promptness), share_of_all(promptness)
    if not rows or whole is None:
        return ""
    sentence = say("{share} were put right in time", share=say.percent(whole, 0))
    worst = next((row for row in rows if row.high < whole and row.group is not None), None)
    if worst is None:
        return sentence
    return sentence + say(
        "; “{group}” only {share}", group=worst.group, share=say.percent(worst.share, 0)
    )


def content_by_handovers(handovers: DataFrame, say: Language) -> str:
    rows = {row.group: row for row in rows_of(handovers)}
    everything = sum(row.known for row in rows.values())
    if not everything:
        return ""
    passed = sum(row.passed_on for row in rows.values())
    sentence = say("{share} were passed on", share=say.percent(passed / everything, 0))
    kept, once = rows.get("0"), rows.get("1")
    if kept and once and kept.rating_after is not None and once.rating_after is not None:
        sentence += say(
            "; with one hand-over customers rate the handling {once} of 5 instead of {kept}",
            once=say.number(once.rating_after, 1),
            kept=say.number(kept.rating_after, 1),
        )
    return sentence


def recovery_steps_done(recovery: DataFrame, say: Language) -> str:
    rows = known(rows_of(recovery), "share")
    if not rows:
        return ""
    least = min(rows, key=lambda row: row.share)
    return say(
        "Seldom done: “{step}”, for {share} of complaints",
        step=say(STEPS[least.step]),
        share=say.percent(least.share, 0),
    )


def what_recovery_earns(recovery_effect: DataFrame, say: Language) -> str:
    rows = steps_with_gain(recovery_effect)
    if not rows:
        return ""
    paying = [row for row in rows if row.pays]
    if not paying:
        return say("No step is shown to go with customers staying")
    return say(
        "“{step}” goes with {gain} who trade again: an association, no proof",
        step=say(STEPS[paying[0].group]),
        gain=say.points(paying[0].gain),
    )


def best_remedy(best_remedy: DataFrame, say: Language) -> str:
    best = [row for row in rows_of(best_remedy) if row.is_best]
    if not best:
        return say("No difference shown between remedies") if len(best_remedy) else ""
    return say(
        "“{remedy}” works best for “{kind}”", remedy=best[0].remedy, kind=best[0].kind or DASH
    )


def three_things_to_measure(three_measures: DataFrame, say: Language) -> str:
    """Where each of the three stands in the latest complete month."""
    rows = [row for row in rows_of(three_measures) if row.is_complete]
    if not rows:
        return ""
    last = rows[-1]
    parts = [
        say(words, n=written(getattr(last, column)))
        for column, words, written in (
            ("customers", N_("customers {n}"), say.percent),
            ("employees", N_("employees {n}"), say.percent),
            ("cash", N_("cash {n}"), say.money),
        )
        if getattr(last, column) is not None
    ]
    if not parts:
        return ""
    return say("{month}: {what}", month=say.month(last.month), what=say.listing(parts))
