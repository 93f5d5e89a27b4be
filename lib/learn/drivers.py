"""What drives the overall score: how much of it each aspect explains, and what to mend first."""

from datetime import date

import numpy as np
from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.learn.moments import Moments, fits_together, moments
from lib.learn.relative_importance import ORDERS, coefficients, lmg, r_squared
from lib.learn.survey import Survey, ratio, survey_of
from lib.metrics.satisfaction import answers_asked
from lib.settings import DEFAULTS, Settings

COLUMNS = (
    *("aspect", "layer", "dropped", "share", "low", "high", "sign"),
    *("performance", "is_ratio", "quadrant", "held_in", "is_sure"),
    *("performance_sd", "share_sd", "correlation"),
    *("r_squared", "respondents", "answers", "answers_paired", "answers_complete", "is_listwise"),
)

SPARE = 10  # answers there must be beyond two for each aspect; ours
LEAST_EXPLAINED = 0.1  # R squared below which there is no map
SURE = 0.8  # of the bootstraps in which a quadrant must hold
BOOTSTRAPS = 200
BOOTSTRAP_ORDERS = 200  # random orders in each of them, where there are too many aspects for all
MOST_GROUPS = 2000  # of respondents that a bootstrap draws from
SEED = 1980

QUADRANTS = {
    (True, False): "concentrate here",
    (True, True): "keep up the good work",
    (False, False): "low priority",
    (False, True): "possible overkill",
}


def satisfaction_drivers(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """What each aspect explains of the overall score, and where it stands: one row an aspect.

    Columns:
        aspect, layer: the layer as most of its answers have it; NULL where none is told.
        dropped: why the aspect is left out: constant (all said the same), few_answers (under half
            of those with an overall score judged it); NULL where it is not.
        share: of R squared, adding up to 1 (Lindeman, Merenda and Gold). NULL where dropped, and
            for all where there is no overall score, it is constant, or there are fewer than 2
            answers an aspect and 10 more.
        low, high: 95 % interval of 200 seeded bootstraps of respondents.
        sign: 1 or -1, that of the simple correlation with the overall score; 0, unsure, where the
            regression on all aspects has the other.
        performance: perceived over expected; where some aspect has no expectations, the mean
            perceived of each, as a share of full marks (is_ratio false).
        quadrant: concentrate here, keep up the good work, low priority, possible overkill, with the
            means of share and performance as cross-hairs (on them counts as high); NULL where R
            squared is below .1, or less than two aspects are left.
        held_in: share of the bootstraps in which it is in this quadrant; is_sure: at least .8.
        performance_sd, share_sd, correlation: how the two vary together over the bootstraps.
        r_squared, respondents, answers: of the whole; answers with an overall score.
        answers_paired, answers_complete: the fewest of a pair of columns, and those with all of
            them; is_listwise: only the latter count, as the pairs do not fit together.

    Answers of the 12 months to the as-of day where no period is given. All that a respondent said
    on one day counts as one answer. With more than 12 aspects 2,000 random orders stand for all,
    and 200 in each bootstrap; with more than 2,000 respondents these are drawn in 2,000 random
    groups. Raises BadQuestion for an unknown tier, or an as-of day later than the data's.
    Source: metrics.md section 1; Lindeman, Merenda & Gold 1980; Groemping 2007; Martilla & James
    1977.
    """
    asked = answers_asked(db, since, until, as_of, tier, customers, settings)
    said = query(db, "satisfaction_drivers", customers=customers, **asked)
    if said.empty:
        return DataFrame(columns=list(COLUMNS))
    scores = query(db, "satisfaction_drivers_scores", since=asked["since"], until=asked["until"])
    answered = survey_of(said, scores, query(db, "satisfaction_drivers_aspects"))
    told = DataFrame({"aspect": answered.aspects, "layer": answered.layers})
    told["dropped"] = answered.dropped
    told["performance"], told["is_ratio"] = answered.performance(), answered.has_expectations
    told["respondents"] = answered.people
    told["answers"] = answered.scored
    explained = _explained(answered)
    kept = [name is None for name in answered.dropped]
    for name in COLUMNS:
        if name in told:
            continue
        told[name] = None
        if explained is not None:
            told.loc[kept, name] = explained[name].to_numpy(dtype=object)
    if explained is not None:
        for name in ("r_squared", "answers_paired", "answers_complete", "is_listwise"):
            told[name] = explained[name].iloc[0]
    return _typed(told[list(COLUMNS)]).sort_values(
        ["share", "aspect"], ascending=[False, True], na_position="last", ignore_index=True
    )


# What it explains


def _explained(survey: Survey) -> DataFrame | None:
    """One row an aspect kept; None where nothing can be explained."""
    kept = [column for column, reason in enumerate(survey.dropped) if reason is None]
    scored = ~np.isnan(survey.overall)
    table = np.column_stack([survey.perceived[:, kept], survey.overall])[scored]
    if not kept or len(table) < 2 * len(kept) + SPARE or np.ptp(table[:, -1]) < 1e-12:
        return None
    complete = ~np.isnan(table).any(axis=1)
    groups, count = _groups(survey.respondents)
    resampled = _resampled(count)
    everyone = np.ones((1, count))

    sums = moments(table, groups[scored], count)
    pairs = int(sums.pairs.sum(axis=0).min())
    correlations = sums.weighted(everyone).correlations()[0]
    is_listwise = not fits_together(correlations)
    if is_listwise:
        if complete.sum() < 2 * len(kept) + SPARE:
            return None
        sums = moments(table[complete], groups[scored][complete], count)
        correlations = sums.weighted(everyone).correlations()[0]
    if not np.isfinite(correlations).all():
        return None

    shares, r2 = _shares(correlations, ORDERS), r_squared(correlations)
    performance = survey.performance()[kept]
    drawn = _bootstraps(sums, resampled)
    drawn_performance = _performances(survey, kept, groups, count, resampled)
    told = _placed(shares, performance, r2, drawn, drawn_performance)
    return told.assign(
        sign=_signs(correlations),
        r_squared=r2,
        answers_paired=pairs,
        answers_complete=int(complete.sum()),
        is_listwise=is_listwise,
    )


def _shares(correlations: np.ndarray, orders: int) -> np.ndarray:
    """Of one matrix, or a row each of a stack; NaN where nothing is explained."""
    explained = np.maximum(lmg(correlations, orders=orders, seed=SEED), 0)
    return ratio(explained, explained.sum(axis=-1, keepdims=True))


def _signs(correlations: np.ndarray) -> np.ndarray:
    simple, together = np.sign(correlations[:-1, -1]), np.sign(coefficients(correlations))
    return np.where(simple == together, simple, 0).astype(int)


# How sure that is


def _groups(respondents: np.ndarray) -> tuple[np.ndarray, int]:
    """The number of the random group each say is in, all of one respondent in one, and how many
    groups there are: as many as respondents, up to a limit."""
    people = int(respondents.max()) + 1
    if people <= MOST_GROUPS:
        return respondents, people
    shuffled = np.random.default_rng(SEED).permutation(people) % MOST_GROUPS
    return shuffled[respondents], MOST_GROUPS


def _resampled(groups: int) -> np.ndarray:
    """How often each group counts in each bootstrap."""
    random = np.random.default_rng(SEED)
    return random.multinomial(groups, np.full(groups, 1 / groups), size=BOOTSTRAPS).astype(float)


def _bootstraps(sums: Moments, resampled: np.ndarray) -> np.ndarray:
    """Shares in each bootstrap; NaN in one whose answers do not vary or fit together."""
    correlations = sums.weighted(resampled).correlations()
    fitting = np.array([fits_together(each) for each in correlations], dtype=bool)
    drawn = np.full((len(resampled), sums.pairs.shape[1] - 1), np.nan)
    drawn[fitting] = _shares(correlations[fitting], BOOTSTRAP_ORDERS)
    return drawn


def _performances(
    survey: Survey, kept: list[int], groups: np.ndarray, count: int, resampled: np.ndarray
) -> np.ndarray:
    """Performance in each bootstrap."""

    def drawn(table: np.ndarray) -> np.ndarray:
        known = np.nan_to_num(table[:, kept])
        summed = [np.bincount(groups, column, count) for column in known.T]
        return resampled @ np.column_stack(summed)

    return ratio(drawn(survey.reached), drawn(survey.measure))


def _placed(
    shares: np.ndarray,
    performance: np.ndarray,
    r2: float,
    drawn: np.ndarray,
    drawn_performance: np.ndarray,
) -> DataFrame:
    """Shares with their intervals, and the quadrant each aspect is in."""
    usable = np.isfinite(drawn).all(axis=1) & np.isfinite(drawn_performance).all(axis=1)
    drawn, drawn_performance = drawn[usable], drawn_performance[usable]
    told = DataFrame({"share": shares, "quadrant": None, "held_in": np.nan, "is_sure": None})
    enough = len(drawn) >= BOOTSTRAPS / 2
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0) if enough else (np.nan, np.nan)
    told["low"], told["high"] = low, high
    told["performance_sd"] = drawn_performance.std(axis=0) if enough else np.nan
    told["share_sd"] = drawn.std(axis=0) if enough else np.nan
    told["correlation"] = _correlation(drawn, drawn_performance) if enough else np.nan
    if r2 >= LEAST_EXPLAINED and len(shares) > 1 and enough and np.isfinite(performance).all():
        matters, performs = _high(shares[None]), _high(performance[None])
        same = (_high(drawn) == matters) & (_high(drawn_performance) == performs)
        held = same.mean(axis=0)
        cells = zip(matters[0].tolist(), performs[0].tolist(), strict=True)
        told["quadrant"] = [QUADRANTS[cell] for cell in cells]
        told["held_in"], told["is_sure"] = held, held >= SURE
    return told


def _high(values: np.ndarray) -> np.ndarray:
    """At or above the mean of the row; equals are equal whatever their last bit."""
    return values >= values.mean(axis=1, keepdims=True) - 1e-12


def _correlation(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    first, second = one - one.mean(axis=0), other - other.mean(axis=0)
    scale = np.sqrt((first**2).sum(axis=0) * (second**2).sum(axis=0))
    return (first * second).sum(axis=0) / np.where(scale > 0, scale, np.nan)


def _typed(told: DataFrame) -> DataFrame:
    numbers = ("share", "low", "high", "performance", "held_in", "r_squared")
    spreads = ("performance_sd", "share_sd", "correlation")
    counts = ("sign", "answers_paired", "answers_complete")
    types = dict.fromkeys((*numbers, *spreads), "float64") | dict.fromkeys(counts, "Int64")
    return told.astype(types | dict.fromkeys(("is_sure", "is_listwise"), "boolean"))
