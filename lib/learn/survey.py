"""A survey as tables of answers: a row what one respondent said on one day, a column an aspect."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pandas import DataFrame

ANSWERED_BY = 0.5  # of those with an overall score: an aspect that fewer answered is dropped
LAYERS = ("core product", "emotion", "process & technology")  # as satisfaction_drivers counts them


@dataclass(frozen=True)
class Survey:
    """A row a say and a column an aspect; the overall score beside them. NaN: not answered."""

    aspects: list[str]
    layers: list[str | None]
    perceived: np.ndarray
    overall: np.ndarray
    respondents: np.ndarray  # a number from 0 on for each say
    # Of each say and aspect: what was perceived, and what it is measured by, both weighted.
    reached: np.ndarray
    measure: np.ndarray
    has_expectations: bool

    @property
    def people(self) -> int:
        """How many respondents."""
        return int(self.respondents.max(initial=-1)) + 1

    @cached_property
    def scored(self) -> int:
        return int((~np.isnan(self.overall)).sum())

    @cached_property
    def dropped(self) -> list[str | None]:
        """Why an aspect cannot be judged, of those who gave an overall score; no reason without."""
        if not self.scored:
            return [None] * len(self.aspects)
        values = self.perceived[~np.isnan(self.overall)]
        answers = (~np.isnan(values)).sum(axis=0)
        varied = np.fmax.reduce(values) - np.fmin.reduce(values)  # of what is known
        return [
            _reason(int(count), float(spread), self.scored)
            for count, spread in zip(answers, varied, strict=True)
        ]

    def performance(self) -> np.ndarray:
        return ratio(np.nansum(self.reached, axis=0), np.nansum(self.measure, axis=0))


def _reason(answers: int, varied: float, scored: int) -> str | None:
    if answers < ANSWERED_BY * scored or not answers:
        return "few_answers"
    return "constant" if varied < 1e-12 else None


def survey_of(said: DataFrame, scores: DataFrame, aspects: DataFrame) -> Survey:
    """From the answers, a row a response and aspect, the overall scores and the aspects' names."""
    told = _says(said)
    numbers, columns = _numbered(told["aspect_number"])
    says, rows = _numbered(told["response"])
    shape = (len(says), len(numbers))

    def spread(values: np.ndarray) -> np.ndarray:
        table = np.full(shape, np.nan)
        table[rows, columns] = values
        return table

    respondents = np.zeros(shape[0], dtype=int)
    respondents[rows] = told["respondent"]
    expected = spread(told["weighted_expected"])
    # A ratio beside a mean answer would compare nothing: it is one of the two for all.
    has_expectations = bool((np.nansum(expected, axis=0) > 0).all())
    return Survey(
        aspects=aspects.set_index("aspect_number")["aspect"].loc[numbers].tolist(),
        layers=_layers(columns, told["layer"], shape[1]),
        perceived=spread(told["perceived"]),
        overall=_overall(says, scores),
        respondents=_numbered(respondents - respondents.min())[1],
        reached=spread(told["weighted_perceived" if has_expectations else "weighted_all"]),
        measure=expected if has_expectations else spread(told["weight"]),
        has_expectations=has_expectations,
    )


def _says(said: DataFrame) -> dict[str, np.ndarray]:
    """The columns of the answers, a row a say and aspect."""
    found = {name: said[name].to_numpy() for name in ("response", "respondent", "aspect_number")}
    for name in ("layer", "perceived", "expected", "weight"):
        found[name] = said[name].to_numpy(dtype=float, na_value=np.nan)
    found["weighted_all"] = found["weight"] * found["perceived"]
    found["weighted_expected"] = found["weight"] * found.pop("expected")
    is_pair = ~np.isnan(found["weighted_expected"])
    found["weighted_perceived"] = np.where(is_pair, found["weighted_all"], np.nan)
    alone = said["is_alone"].to_numpy(dtype=bool)
    if alone.all():
        return found
    several = DataFrame({name: values[~alone] for name, values in found.items()})
    added = _added_up(several.assign(day=said["answered_on"].to_numpy()[~alone]))
    return {
        name: np.concatenate([values[alone], added[name].to_numpy(values.dtype)])
        for name, values in found.items()
    }


def _added_up(answers: DataFrame) -> DataFrame:
    """What a respondent answered on one day, under the number of its first response: repeated
    answers averaged, their weights added up."""
    by_day = answers.groupby(["respondent", "day"], dropna=False)["response"]
    answers["response"] = by_day.transform("min")
    cells = answers.groupby(["response", "respondent", "aspect_number"])
    weighted = ["weighted_all", "weighted_expected", "weighted_perceived", "weight"]
    added = cells[weighted].sum(min_count=1)
    added["layer"], added["perceived"] = cells["layer"].min(), cells["perceived"].mean()
    return added.reset_index()


def _numbered(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The whole numbers there are, and each value's place among them: without sorting millions."""
    present = np.zeros(int(values.max()) + 1, dtype=bool)
    present[values] = True
    places = np.cumsum(present) - 1
    return np.flatnonzero(present), places[values]


def _overall(says: np.ndarray, scores: DataFrame) -> np.ndarray:
    """The overall score of each say; NaN where none was given."""
    known = scores["response"].to_numpy(dtype=int)
    given = np.full(max(int(known.max(initial=0)), int(says[-1])) + 1, np.nan)
    given[known] = scores["overall"].to_numpy(dtype=float, na_value=np.nan)
    return given[says]


def _layers(columns: np.ndarray, layers: np.ndarray, aspects: int) -> list[str | None]:
    """Each aspect's, as most say, the first by name of several; None where nobody does."""
    places = len(LAYERS) + 1  # the first is for who does not tell
    cells = columns * places + np.nan_to_num(layers).astype(int)
    counts = np.bincount(cells, minlength=aspects * places).reshape(aspects, places)[:, 1:]
    return [LAYERS[of.argmax()] if of.any() else None for of in counts]


def ratio(reached: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """NaN where nothing was measured."""
    return reached / np.where(measure > 0, measure, np.nan)
