"""What a reader must know to read a chart rightly: sentences under it, drawn from the same frame.

Plain text, never markup. A chart without anything to warn of has none.
"""

from collections.abc import Callable
from typing import Any

from pandas import DataFrame

from lib.charts.campaigns import MOST
from lib.charts.churn import ENOUGH_HISTORY
from lib.charts.cohorts import cohorts_drawn, curves_of
from lib.charts.kit import FEW, TIERS, TOO_FEW
from lib.charts.losses import MOST_REASONS, reasons_of
from lib.charts.loyalty import groups_drawn
from lib.charts.performance import MOST_GROUPS as MOST_SOLD
from lib.charts.profiles import values_drawn
from lib.charts.satisfaction import groups_with_answers, measure
from lib.charts.surveys import newest_corrected
from lib.frames import known, rows_of
from lib.languages import N_, Language

Caveats = Callable[[DataFrame, Language], list[str]]


def churn_by_tier(tier_churn: DataFrame, say: Language) -> list[str]:
    rows = known(rows_of(tier_churn), "churn_rate")
    said = []
    if any(row.history_months < ENOUGH_HISTORY for row in rows):
        said.append(say("Dotted months rest on fewer than 12 months of data before them."))
    newest = max((row.month for row in rows), default=None)
    if any(row.month == newest and row.customers < FEW for row in rows):
        said.append(say("A hollow mark rests on fewer than 30 customers."))
    return said


def silence_errors(silence: DataFrame, say: Language) -> list[str]:
    row = next((row for row in rows_of(silence) if row.silent_days == row.chosen), None)
    if row is None:
        return []
    said = [
        say(
            "Judged on {day}: who bought in the {n} days after it was back, the others gone.",
            day=say.day(row.reference_day),
            n=say.number(row.horizon_days),
        )
    ]
    if row.called and row.back > row.called / 2:
        said.insert(0, say("Over half of those called lost at this limit came back."))
    return said


def satisfaction(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    said = []
    if rows and all(row.expected is None for row in rows):
        said.append(say("No answer tells what was expected: there is a mean, but no ratio."))
    if undated := sum(row.undated for row in rows):
        n = say.number(undated)
        said.append(say("{n} answers carry no day: they count in every period.", n=n))
    if hidden := sum(row.respondents < TOO_FEW for row in rows):
        n = say.number(hidden)
        said.append(say("Not shown, with fewer than 5 respondents: {n}.", n=n))
    return said


def satisfaction_by_group(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    said = satisfaction(satisfaction_ratio, say)
    drawn = groups_with_answers(satisfaction_ratio)
    if any(row.respondents < FEW for row in drawn):
        said.insert(0, say("A hollow mark rests on fewer than 30 respondents."))
    enough = [row for row in rows if row.respondents >= TOO_FEW]
    if left_out := len(enough) - len(drawn):
        said.append(say("Smaller groups that are not shown: {n}.", n=say.number(left_out)))
    return said


def satisfaction_by_month(satisfaction_ratio: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_ratio)
    months = known(rows, "group", measure(rows))
    said = []
    if any(not month.is_complete for month in months):
        said.append(say("The newest month is not over: it is drawn hollow and may still move."))
    if any(month.is_complete and month.respondents < FEW for month in months):
        said.append(say("A hollow month rests on fewer than 30 respondents."))
    return [*said, *satisfaction(satisfaction_ratio, say)]


def funnel_stages(sales_funnel: DataFrame, say: Language) -> list[str]:
    rows = rows_of(sales_funnel)
    if not rows:
        return []
    said = []
    if undated := rows[0].undated:
        n = say.number(undated)
        said.append(say("{n} opportunities carry no day: they are left out of a period.", n=n))
    if untold := max(row.without_history for row in rows):  # each counts in every stage it entered
        n = say.number(untold)
        said.append(say("{n} have no history of stages: they count in their present one.", n=n))
    if any(row.method == "counts" for row in rows):
        said.append(say("Where few durations are known, advancing is counted among those decided."))
    return said


def return_by_campaign(campaign_roi: DataFrame, say: Language) -> list[str]:
    rows = rows_of(campaign_roi)
    said = _not_all_drawn(known(rows, "roi"), say)
    if costless := sum(row.roi is None for row in rows):
        n = say.number(costless)
        said.append(say("Without a known cost, and so without a return: {n}.", n=n))
    if any(row.basis == "revenue" and row.roi is not None for row in rows):
        said.append(say("Where the cost of goods is not known, revenue stands in for profit."))
    if claimed := sum(row.claimed for row in rows):
        n = say.number(claimed)
        said.append(say("Resting on what their channel claims, not on orders: {n}.", n=n))
    return said


def _not_all_drawn(rows: list[Any], say: Language) -> list[str]:
    if len(rows) <= MOST:
        return []
    return [say("Of {all} campaigns the best and the worst are drawn.", all=say.number(len(rows)))]


def lift_by_campaign(campaign_lift: DataFrame, say: Language) -> list[str]:
    if len(campaign_lift) == 0:
        return [say("No campaign of these months held customers back to compare with.")]
    rows = known([row for row in rows_of(campaign_lift) if row.arm == "treated"], "lift")
    if not rows:
        return [
            say(
                "Too few of those held back or of those treated have bought, or their days are "
                "not over: there is nothing to compare yet."
            )
        ]
    across = say("An interval that reaches across zero shows no effect either way.")
    return [*_not_all_drawn(rows, say), across]


def driver_shares(satisfaction_drivers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_drivers)
    if not rows:
        return []
    said = []
    if not known(rows, "share"):
        said.append(say("Drivers need an overall score that varies, and answers enough."))
    if dropped := [row.aspect for row in rows if row.dropped == "constant"]:
        said.append(say("All gave the same answer: {aspects}.", aspects=_quoted(dropped, say)))
    if dropped := [row.aspect for row in rows if row.dropped == "few_answers"]:
        said.append(say("Answered by less than half: {aspects}.", aspects=_quoted(dropped, say)))
    if any(row.sign == 0 for row in known(rows, "share", "sign")):
        said.append(say("A hollow mark does not tell in which direction the aspect works."))
    if known(rows, "share"):
        said.append(_answers_used(rows[0], say))
    return said


def _quoted(names: list[str], say: Language) -> str:
    return say.listing([f"“{name}”" for name in names])


def _answers_used(row: Any, say: Language) -> str:
    """How many answers the correlations rest on, taken pair by pair or only where complete."""
    n = {"n": say.number(row.answers_complete), "pairs": say.number(row.answers_paired)}
    if row.is_listwise:
        return say("Of the {n} answers to all aspects, as some repeat what others say.", **n)
    return say("Taken pair by pair: {pairs} answers or more, {n} to all aspects.", **n)


def importance_performance(satisfaction_drivers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(satisfaction_drivers)
    placed = known(rows, "quadrant")
    if rows and not placed:
        return [
            say("There is no map where the aspects explain less than 10% of the overall score.")
        ]
    if any(not row.is_sure for row in placed):
        return [say("A hollow mark may as well stand in the field beside it.")]
    return []


def correction_steps(satisfaction_correction: DataFrame, say: Language) -> list[str]:
    row = newest_corrected(satisfaction_correction)
    if row is None:
        return [say("No complete month of these has a satisfaction ratio.")]
    said = []
    if row.complaints_expected is None:
        said.append(say("Complaints correct nothing: their usual number is not known."))
    if row.returns_expected is None:
        said.append(say("Returns correct nothing: their usual number is not known."))
    return said


def kept_orders_and_revenue(loyalty_kept: DataFrame, say: Language) -> list[str]:
    if len(loyalty_kept):
        return []
    return [
        say(
            "Nothing to compare: loyalty needs orders of 18 whole months, and customers who bought "
            "in the earlier ones."
        )
    ]


def loyal_share_by_tier(loyalty: DataFrame, say: Language) -> list[str]:
    if not known(rows_of(loyalty), "share"):
        return kept_orders_and_revenue(loyalty, say)
    told = say("Tiers are those at the end of these months: who bought less stands lower for it.")
    return [told, *_loyal_shares(loyalty, say)]


def loyal_share_by_group(loyalty: DataFrame, say: Language) -> list[str]:
    rows = known(rows_of(loyalty), "share")
    if not rows:
        return kept_orders_and_revenue(loyalty, say)
    said = _loyal_shares(loyalty, say)
    if left_out := len(rows) - len(groups_drawn(loyalty)):
        said.append(say("Smaller groups that are not shown: {n}.", n=say.number(left_out)))
    return said


def _loyal_shares(loyalty: DataFrame, say: Language) -> list[str]:
    rows = rows_of(loyalty)
    said = []
    if rows[0].months < 12:
        said.append(say("Half years are compared: the data is shorter than 24 months."))
    if hidden := sum(row.share is None for row in rows):
        n = say.number(hidden)
        said.append(say("Not shown, with fewer than 5 customers: {n}.", n=n))
    return said


def steps_of_loyalty(loyalty_levels: DataFrame, say: Language) -> list[str]:
    rows = rows_of(loyalty_levels)
    asked = sum(row.customers for row in rows if row.level is not None)
    if not asked:
        return [say("Nobody was asked in these 12 months whether they prefer us.")]
    untold = say.percent(1 - asked / sum(row.customers for row in rows), 0)
    return [say("{share} of the customers were not asked whether they prefer us.", share=untold)]


def satisfied_and_loyal(satisfaction_by_loyalty: DataFrame, say: Language) -> list[str]:
    if sum(row.customers for row in rows_of(satisfaction_by_loyalty)):
        return []
    return [
        say(
            "Of no customer both are known: it takes answers that tell what was expected, and "
            "orders of 18 whole months."
        )
    ]


def chain_of_satisfaction(satisfaction_chain: DataFrame, say: Language) -> list[str]:
    rows = [row for row in rows_of(satisfaction_chain) if row.customers]
    if not rows:
        return [say("No answer of these 12 months tells what was expected.")]
    said = [say("What comes with satisfaction need not come from it.")]
    if any(min(row.customers, row.known_loyalty, row.followed) < FEW for row in rows):
        said.append(say("A hatched bar rests on fewer than 30 customers."))
    return said


def losses_by_reason(lost_customers: DataFrame, say: Language) -> list[str]:
    reasons = len(reasons_of(lost_customers))
    if not reasons:
        return [say("No customer was lost in these months.")]
    said = []
    if reasons > MOST_REASONS:
        n = say.number(reasons - MOST_REASONS)
        said.append(say("Not drawn: {n} more reasons. Open the rows to see all of them.", n=n))
    said.append(
        say(
            "A customer's size is its own where it is told, else that of its value tier: A large, "
            "B medium, C and D small."
        )
    )
    return said


def losses_against_usual(lost_customers: DataFrame, say: Language) -> list[str]:
    rows = rows_of(lost_customers)
    judged = [row.month for row in known(rows, "limit")]
    if len(judged) == len(rows):
        return []
    if not judged:
        return [
            say(
                "Whether these are many cannot be said yet: a month is judged by the six to twelve "
                "before it."
            )
        ]
    month = say.month(min(judged))
    return [
        say("The months before {month} cannot be judged: each takes six before it.", month=month)
    ]


def returns_by_step(win_backs: DataFrame, say: Language) -> list[str]:
    if not len(win_backs):
        return []
    return [say("What preceded a return need not have caused it.")]


def whale_curve(pareto: DataFrame, say: Language) -> list[str]:
    rows = rows_of(pareto)
    if not rows:
        return [say("No customer of these 12 months has a value that is known.")]
    if not known(rows, "cumulative_share"):
        return [say("All customers together bring nothing: there is no whole to have shares of.")]
    customers = sum(row.customers for row in rows)
    if customers < 100:  # some hundredths hold nobody
        return [say("The curve has steps: there are {n} customers.", n=say.number(customers))]
    return []


def value_bridge(profit_bridge: DataFrame, say: Language) -> list[str]:
    rows = rows_of(profit_bridge)
    if not rows:
        return [say("Two years are compared: the data does not reach back over both yet.")]
    if any(row.part == "not_known" for row in rows):
        return [say("Of the customers not known a cost is missing in one of the two years.")]
    return []


def profit_of_months(profit_by_month: DataFrame, say: Language) -> list[str]:
    rows = rows_of(profit_by_month)
    said = []
    if any(not row.is_complete for row in rows):
        said.append(say("The hollow month is not over and still grows."))
    if nobody := sum(row.without_customer for row in rows):
        amount = say.money(nobody)
        said.append(say("{amount} of revenue names no customer; it counts here.", amount=amount))
    spent = sum(row.not_allotted or 0 for row in rows)
    if spent and all(row.net is not None for row in rows if row.is_complete):
        amount = say.money(spent)
        said.append(say("{amount} of campaigns is allotted to no customer.", amount=amount))
    return said


def tier_moves(tier_moves: DataFrame, say: Language) -> list[str]:
    rows = rows_of(tier_moves)
    if not rows:
        return [say("A year ago there were no customers yet to compare with.")]
    said = []
    if all(row.tier_from in ("none", "new") for row in rows if row.customers):
        said.append(say("There are no tiers with fewer customers than are set to rank them."))
    if rows[0].history_months < ENOUGH_HISTORY:
        said.append(say("The tiers of then rest on fewer than 12 months of data."))
    return said


def cost_of_winning(acquisition: DataFrame, say: Language) -> list[str]:
    rows = rows_of(acquisition)
    if rows and not known(rows, "cac"):
        return [
            say(
                "What winning customers costs is not known: it takes campaigns that say they are "
                "to win, with their cost, or acquisition costs of customers."
            )
        ]
    if any(row.new < FEW for row in known(rows, "cac")):
        return [say("Hatched months won fewer than 30 customers; below 5 none is shown.")]
    return []


def best_customers(profile: DataFrame, say: Language) -> list[str]:
    rows = values_drawn(profile)
    if not rows:
        return []
    said = [say("A grey mark is not told apart from 1; the band is its 95% interval.")]
    if any(row.customers < FEW for row in rows):
        said.append(say("A hollow mark rests on fewer than 30 customers."))
    if hidden := len(profile) - len(rows):
        said.append(say("Not shown: {n} more values.", n=say.number(hidden)))
    return said


def new_by_group(prospecting: DataFrame, say: Language) -> list[str]:
    rows = rows_of(prospecting)
    said = []
    if known(rows, "trend"):
        said.append(say("The dotted line is the mean of 12 months, all groups together."))
    if any(row.may_hold_older for row in rows):
        said.append(say("The first months may hold customers who came before the data begins."))
    return said


def cohort_map(cohort_retention: DataFrame, say: Language) -> list[str]:
    cohorts = cohorts_drawn(cohort_retention)
    said = []
    if any(rows[0].may_hold_older for rows in cohorts.values()):
        said.append(say("* Grey: may hold customers who came before the data begins."))
    if hidden := cohort_retention["cohort"].nunique() - len(cohorts):
        n = say.number(hidden)
        said.append(say("Not drawn: {n} cohorts, older or not followed for a month yet.", n=n))
    return said


def retention_curves(retention_curve: DataFrame, say: Language) -> list[str]:
    curves = curves_of(retention_curve)
    if not curves:
        return []
    said = [
        say("Flat at first: nobody counts as lost before the days of silence have passed."),
        say("Who is still there counts for as long as they have been watched."),
    ]
    if set(curves) & set(TIERS):
        said.append(say("The tier is the first one held: today's would favour who stayed."))
    groups = {row.group for row in rows_of(retention_curve)}
    if hidden := len(groups) - len(curves):
        said.append(say("Not drawn: {n} smaller groups.", n=say.number(hidden)))
    return said


REASONS = {
    "too few customers came again": N_("too few customers came again"),
    "the fit did not converge": N_("the fit did not converge"),
    "a parameter lies at its bound": N_("a parameter lies at its bound"),
    "the likelihood is flat": N_("the likelihood is flat"),
    "q is not above 1: customers' spending has no mean": N_("customers' spending has no mean"),
}
TIED = 0.3  # correlation of how often and how much from which the model's assumption is doubted


def _no_model(rows: list[Any], say: Language) -> list[str]:
    reason = next((row.reason for row in rows if row.reason), None)
    if reason is None:
        return []
    return [say("Nothing can be foretold: {reason}.", reason=say(REASONS[reason]))]


def value_ahead(lifetime_value: DataFrame, say: Language) -> list[str]:
    rows = rows_of(lifetime_value)
    said = _no_model(rows, say)
    if said or not rows:
        return said
    if n := sum(row.one_day for row in rows):
        said.append(
            say(
                "{n} customers have one trade day: the model takes them to be alive, as nothing "
                "tells.",
                n=say.number(n),
            )
        )
    if n := sum(row.unvalued for row in rows):
        words = say("{n} new contracts are not in it: nothing tells their value yet.", n=n)
        said.append(words)
    tied = rows[0].correlation
    if tied is not None and abs(tied) > TIED:
        said.append(
            say(
                "Who buys often spends more each time here (correlation {r}); the model takes the "
                "two to be independent."
                if tied > 0
                else "Who buys often spends less each time here (correlation {r}); the model takes "
                "the two to be independent.",
                r=say.number(tied, 2),
            )
        )
    return said


def holdout(holdout: DataFrame, say: Language) -> list[str]:
    rows = rows_of(holdout)
    if not rows:
        return []
    said = _no_model(rows, say)
    day = say.day(rows[0].fitted_to)
    return [*said, say("The model saw the data to {day}, and only who had come by then.", day=day)]


# Known, as findings are, by the name of the chart they stand under.
def sales_by_group(performance: DataFrame, say: Language) -> list[str]:
    rows = [row for row in rows_of(performance) if row.revenue > 0]
    if rows and all(row.group is None for row in rows):
        return [say("The orders of these months do not tell it.")]
    if len(rows) > MOST_SOLD:
        return [say("The first {n} of {all} are drawn.", n=MOST_SOLD, all=say.number(len(rows)))]
    return []


def receivables_by_age(receivables: DataFrame, say: Language) -> list[str]:
    said = []
    for row in rows_of(receivables)[:1]:
        if row.over_paid:
            amount, n = say.money(row.over_paid), say.number(row.customers_over_paid)
            said.append(
                say(
                    "Paid too much, which is not taken off: {amount} by {n} customers.",
                    n=n,
                    amount=amount,
                )
            )
        if row.unallotted:
            amount = say.money(row.unallotted)
            said.append(
                say("{amount} was paid by nobody known, for no known order.", amount=amount)
            )
    return said


CAVEATS: dict[str, Caveats] = {
    "sales_by_group": sales_by_group,
    "receivables_by_age": receivables_by_age,
    "losses_against_usual": losses_against_usual,
    "losses_by_reason": losses_by_reason,
    "returns_by_step": returns_by_step,
    "best_customers": best_customers,
    "new_by_group": new_by_group,
    "cohort_map": cohort_map,
    "retention_curves": retention_curves,
    "value_ahead": value_ahead,
    "foretold_and_actual": holdout,
    "foretold_by_class": holdout,
    "chain_of_satisfaction": chain_of_satisfaction,
    "kept_orders_and_revenue": kept_orders_and_revenue,
    "loyal_share_by_group": loyal_share_by_group,
    "loyal_share_by_tier": loyal_share_by_tier,
    "satisfied_and_loyal": satisfied_and_loyal,
    "steps_of_loyalty": steps_of_loyalty,
    "churn_by_tier": churn_by_tier,
    "correction_steps": correction_steps,
    "driver_shares": driver_shares,
    "expected_and_perceived": satisfaction,
    "funnel_stages": funnel_stages,
    "importance_performance": importance_performance,
    "lift_by_campaign": lift_by_campaign,
    "return_by_campaign": return_by_campaign,
    "satisfaction_by_group": satisfaction_by_group,
    "satisfaction_by_month": satisfaction_by_month,
    "satisfaction_by_tier": satisfaction,
    "silence_errors": silence_errors,
    "whale_curve": whale_curve,
    "value_bridge": value_bridge,
    "profit_of_months": profit_of_months,
    "tier_streams": tier_moves,
    "tier_grid": tier_moves,
    "cost_of_winning": cost_of_winning,
}


def caveats(chart: str, frame: DataFrame, say: Language) -> list[str]:
    """What to know about this chart of this frame."""
    return CAVEATS[chart](frame, say) if chart in CAVEATS else []
