"""What the frames of loyalty say, in a sentence each; and what to do first."""

from typing import Any

from pandas import DataFrame

from lib.charts.attachment import STEPS, most_stop
from lib.charts.kit import TIERS, TOO_FEW
from lib.charts.loyalty import against_chance, groups_drawn
from lib.frames import known, rows_of
from lib.languages import N_, Language


def how_loyalty_stands(loyalty: DataFrame, grid: DataFrame, say: Language) -> str:
    """The share of all against chance, and whom to look after first; empty where nothing tells."""
    row = next(iter(known(rows_of(loyalty), "share")), None)
    if row is None:
        return ""
    stands, first = _against_chance(row, say), _whom_first(grid, say)
    return say("{stands} {first}", stands=stands, first=first)


def _against_chance(row: Any, say: Language) -> str:
    shares = {"share": say.percent(row.share), "chance": say.percent(row.expected_share)}
    verdict = against_chance(row)
    if verdict == "above":
        return say(
            "{share} of customers kept their orders and revenue, more than the {chance} that "
            "chance alone would give: they are loyal.",
            **shares,
        )
    if verdict == "below":
        return say(
            "{share} of customers kept their orders and revenue, fewer than the {chance} that "
            "chance alone would give: customers are drifting away.",
            **shares,
        )
    return say(
        "{share} of customers kept their orders and revenue, about the {chance} that chance alone "
        "would give: the share itself shows no loyalty.",
        **shares,
    )


def _whom_first(grid: DataFrame, say: Language) -> str:
    """Of those at risk the more valuable: loyal without being satisfied, or the other way."""
    cells = {row.cell: row for row in rows_of(grid)}
    if sum(row.customers for row in cells.values()) < TOO_FEW:
        return say("No survey tells yet whether the loyal are satisfied: ask them.")
    hostages, mercenaries = cells["hostages"], cells["mercenaries"]
    if not hostages.customers and not mercenaries.customers:
        return say("All of the loyal are satisfied, and all of the satisfied loyal.")
    first = max(hostages, mercenaries, key=lambda row: (row.value, row.customers))
    return say(
        "Look after the {n} hostages first, who keep buying without being satisfied: {value} a "
        "year would go with them."
        if first is hostages
        else "Win back the {n} mercenaries first, who are satisfied and buy less all the same: "
        "they still bring {value} a year.",
        n=say.number(first.customers),
        value=say.money(first.value),
    )


def kept_orders_and_revenue(loyalty_kept: DataFrame, say: Language) -> str:
    """How many kept both, and what those who did not mostly lost."""
    rows = rows_of(loyalty_kept)
    everyone = sum(row.customers for row in rows)
    if not everyone:
        return ""
    loyal = sum(row.loyal for row in rows)
    gone = sum(row.customers for row in rows if not row.orders_kept and not row.revenue_kept)
    return say(
        "{loyal} of {all} customers kept four fifths of both; {gone} bought next to nothing again",
        loyal=say.number(loyal),
        all=say.number(everyone),
        gone=say.number(gone),
    )


def loyal_share_by_tier(loyalty: DataFrame, say: Language) -> str:
    """Which tiers stand above what chance would give, and which below."""
    rows = [row for row in known(rows_of(loyalty), "share", "group") if row.group in TIERS]
    rows.sort(key=lambda row: row.group)
    if not rows:
        return ""
    above = [row.group for row in rows if against_chance(row) == "above"]
    below = [row.group for row in rows if against_chance(row) == "below"]
    if not above and not below:
        return say("No tier is told apart from what chance alone would give")
    said = {"above": say.listing(above), "below": say.listing(below)}
    if not below:
        return say("Above chance: tier {above}", **said)
    if not above:
        return say("Below chance: tier {below}", **said)
    return say("Above chance: tier {above}; below it: tier {below}", **said)


def loyal_share_by_group(loyalty: DataFrame, say: Language) -> str:
    """The groups furthest above and below chance, where the intervals tell."""
    rows = [row for row in groups_drawn(loyalty) if row.group is not None]
    if not rows:
        return ""
    told = [row for row in rows if against_chance(row) != "alike"]
    if not told:
        return say("No group is told apart from what chance alone would give")
    best, worst = told[0], told[-1]
    above = N_("“{group}” stands above chance, {share} against {chance}")
    below = N_("“{group}” stands below chance, {share} against {chance}")
    parts = [_group_at(above, best, say)] if against_chance(best) == "above" else []
    parts += [_group_at(below, worst, say)] if against_chance(worst) == "below" else []
    return say("; ").join(parts)


def _group_at(sentence: str, row: Any, say: Language) -> str:
    return say(
        sentence,
        group=row.group,
        share=say.percent(row.share, 0),
        chance=say.percent(row.expected_share, 0),
    )


def steps_of_loyalty(loyalty_levels: DataFrame, say: Language) -> str:
    """Where most of those asked stop, and how many reach the last step."""
    rows = rows_of(loyalty_levels)
    asked = sum(row.customers for row in rows if row.level is not None)
    if not asked:
        return ""
    top = sum(row.customers for row in rows if row.level == len(STEPS) - 1)
    sentence = say(
        "{top} of {asked} asked reach the last step",
        top=say.number(top),
        asked=say.number(asked),
    )
    if most := most_stop(rows):
        sentence += say(
            "; most stop at “{step}”, {n}",
            step=say(STEPS[int(most.level)]),
            n=say.number(most.customers),
        )
    return sentence


def satisfied_and_loyal(satisfaction_by_loyalty: DataFrame, say: Language) -> str:
    """What the satisfied and loyal bring, and what is at risk beside it."""
    cells = {row.cell: row for row in rows_of(satisfaction_by_loyalty)}
    if not sum(row.customers for row in cells.values()):
        return ""
    return say(
        "{apostles} comes from the satisfied and loyal; {hostages} from the loyal who are not "
        "satisfied",
        apostles=say.money(cells["apostles"].value),
        hostages=say.money(cells["hostages"].value),
    )


def chain_of_satisfaction(satisfaction_chain: DataFrame, say: Language) -> str:
    """Loyalty and value at both ends of satisfaction; association, and said as such."""
    rows = [
        row for row in known(rows_of(satisfaction_chain), "value_each") if row.customers >= TOO_FEW
    ]
    if len(rows) < 2:
        return ""
    low, high = rows[0], rows[-1]
    sentence = say(
        "The most satisfied bring {much} each, the least {little}",
        much=say.money(high.value_each),
        little=say.money(low.value_each),
    )
    if low.churn_share is not None and high.churn_share is not None:
        sentence += say(
            "; {few} against {many} left within 90 days",
            few=say.percent(high.churn_share),
            many=say.percent(low.churn_share),
        )
    return sentence
