"""The sales funnel a second time, in loops and fractions, to hold the SQL to.

The estimates come by Efron's redistribution to the right, which gives the product-limit answers
without a product: everyone starts with the same mass, one who leaves keeps it where he went, one
who is censored hands it on in equal parts to those still to come.
"""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction


def stands(opportunity, changes, order, as_of):
    """How an opportunity stood on the day: (outcome, closed_on, stage, {stage: day entered}).

    None where it did not exist yet.
    """
    history = sorted(
        (change["entered_at"], order.index(change["stage"]), change["stage"])
        for change in changes
        if change["opportunity_id"] == opportunity["opportunity_id"]
    )
    begun = opportunity["created_on"] or (history[0][0].date() if history else None)
    if begun and begun > as_of:
        return None
    past = [entry for entry in history if entry[0].date() <= as_of]

    outcome, closed_on = opportunity["outcome"], opportunity["closed_on"]
    if outcome not in ("won", "lost") or (closed_on and closed_on > as_of):
        outcome, closed_on = "open", None

    if len(past) == len(history):
        stage = opportunity["stage"]
    else:
        stage = past[-1][2] if past else history[0][2]

    entered = {}
    for moment, _, name in past:
        entered.setdefault(name, moment.date())
    if stage not in entered:
        entered[stage] = None if history else opportunity["created_on"]
    return outcome, closed_on, stage, entered


def stays(opportunity, changes, order, as_of):
    """(stage, result, days) for every stage it was in or skipped."""
    standing = stands(opportunity, changes, order, as_of)
    if standing is None:
        return
    outcome, closed_on, _, entered = standing
    furthest = max(map(order.index, entered))
    for place in range(furthest + 1):
        stage = order[place]
        if place < furthest:
            result = "advanced"
            ahead = [entered[name] for name in entered if order.index(name) > place]
            end = min((day for day in ahead if day), default=None)
        else:
            result = {"won": "advanced", "lost": "lost", "open": "open"}[outcome]
            end = as_of if outcome == "open" else closed_on
        start = entered.get(stage)
        known = start is not None and end is not None and end >= start
        yield stage, result, (end - start).days if known else None


def redistribute(observed):
    """[(days, result)] -> (share advanced, {day: share that has left by its end}).

    Of equal days the leavers come first, so that who is censored that day was there to leave.
    """
    waiting = sorted(observed, key=lambda one: (one[0], one[1] == "open"))
    mass = [Fraction(1, len(waiting))] * len(waiting) if waiting else []
    advanced, left, gone = Fraction(0), {}, Fraction(0)
    for place, (days, result) in enumerate(waiting):
        if result == "open":
            after = len(waiting) - place - 1
            for later in range(place + 1, len(waiting)):
                mass[later] += mass[place] / after
        else:
            gone += mass[place]
            advanced += mass[place] if result == "advanced" else 0
        left[days] = gone
    return advanced, left


def plain_funnel(opportunities, changes, order, as_of, since=None, until=None):
    """[(stage, entered, advanced, lost, open, conversion, median_days, durations_known)]."""
    by_stage = defaultdict(list)
    for opportunity in opportunities:
        created = opportunity["created_on"]
        if (since or until) and created is None:
            continue
        if (since and created < since) or (until and created > until):
            continue
        for stage, result, days in stays(opportunity, changes, order, as_of):
            by_stage[stage].append((days, result))
    return [(stage, *judge(by_stage[stage])) for stage in order]


def judge(entries):
    results = [result for _, result in entries]
    advanced, lost, still = (results.count(word) for word in ("advanced", "lost", "open"))
    dated = [(days, result) for days, result in entries if days is not None]
    undated = [result for days, result in entries if days is None and result != "open"]
    share, left = redistribute(dated)
    if not entries or still > len(entries) / 2:
        conversion = None
    elif len(dated) < len(entries) / 2:
        conversion = Fraction(advanced, advanced + lost) if advanced + lost else None
    else:
        conversion = (share * len(dated) + undated.count("advanced")) / (len(dated) + len(undated))
    median = min((days for days, gone in left.items() if gone >= Fraction(1, 2)), default=None)
    return len(entries), advanced, lost, still, conversion, median, len(dated)


def plain_pipeline(opportunities, changes, order, as_of):
    """[(stage, count, won, lost)] of the stages that hold an open opportunity."""
    counts, won, lost = defaultdict(int), defaultdict(int), defaultdict(int)
    for opportunity in opportunities:
        standing = stands(opportunity, changes, order, as_of)
        if standing is None:
            continue
        outcome, _, stage, _ = standing
        counts[stage] += outcome == "open"
        for been, _, _ in stays(opportunity, changes, order, as_of):
            won[been] += outcome == "won"
            lost[been] += outcome == "lost"
    return [(stage, counts[stage], won[stage], lost[stage]) for stage in order if counts[stage]]


def plain_win_rate(opportunities, as_of, since=None, until=None):
    """(won, lost) of the period, by default the days after the same day a year before."""
    if not since and not until:
        leap = as_of.month == 2 and as_of.day == 29
        since = as_of.replace(year=as_of.year - 1, day=28 if leap else as_of.day)
        since += timedelta(days=1)
    outcomes = [
        opportunity["outcome"]
        for opportunity in opportunities
        if opportunity["closed_on"]
        and opportunity["closed_on"] <= as_of
        and (not opportunity["created_on"] or opportunity["created_on"] <= as_of)
        and (not since or opportunity["closed_on"] >= since)
        and (not until or opportunity["closed_on"] <= until)
    ]
    return outcomes.count("won"), outcomes.count("lost")
