"""What drives satisfaction: planted drivers are found, and surveys that cannot tell say so."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lib.build import build
from lib.database import Customers, Database, connect_writer
from lib.demo import fill, truth
from lib.learn.drivers import satisfaction_drivers
from lib.metrics.satisfaction import satisfaction_ratio
from lib.schema import create_tables
from tests.drawing import draw, rows

DAY = date(2024, 1, 10)


def survey(perceived, overall=None, expected=None, layers=None, customers=None):
    """A store in which everyone answered so, a row of numbers each; None and NaN are left out."""
    names = [f"a{n}" for n in range(len(perceived[0]))]
    ratings = [
        {
            "response_id": f"{say:05}",
            "customer_id": customers[say] if customers else None,
            "answered_on": DAY,
            "aspect": name,
            "layer": layers.get(name) if layers else None,
            "perceived": value,
            "expected": None if expected is None else expected[say][n],
            "scale_max": 10,
        }
        for say, answers in enumerate(perceived)
        for n, (name, value) in enumerate(zip(names, answers, strict=True))
        if value is not None and not np.isnan(value)
    ]
    responses = [
        {
            "response_id": f"{say:05}",
            "customer_id": customers[say] if customers else None,
            "answered_on": DAY,
            "overall": score,
            "overall_max": 10,
        }
        for say, score in enumerate(overall if overall is not None else ())
        if score is not None
    ]
    return draw(ratings=ratings, responses=responses)


def drawn(says=120, aspects=3, weights=(3, 1, 0), noise=1.0, seed=5):
    """Answers on a scale to 10, and an overall score made of them."""
    random = np.random.default_rng(seed)
    mood = random.normal(size=(says, 1))
    answers = np.round(np.clip(6 + mood + 1.5 * random.normal(size=(says, aspects)), 1, 10))
    overall = answers @ np.array(weights) / max(sum(weights), 1)
    return answers, np.clip(overall + noise * random.normal(size=says), 0, 10)


def told(db, *columns, **asked):
    return {name: values for name, *values in rows(satisfaction_drivers(db, **asked), *columns)}


def test_the_shares_are_those_of_the_definition():
    answers, overall = drawn()
    found = satisfaction_drivers(survey(answers, overall))
    plain = np.corrcoef(np.column_stack([answers, overall]).T)

    def r2(chosen):
        inner, outer = plain[np.ix_(chosen, chosen)], plain[chosen, -1]
        return outer @ np.linalg.solve(inner, outer) if chosen else 0.0

    def lmg(one, two, three):
        # The six orders of three, written out.
        alone, last = r2([one]), r2([one, two, three]) - r2([two, three])
        between = (r2([one, two]) - r2([two])) + (r2([one, three]) - r2([three]))
        return (2 * alone + between + 2 * last) / 6

    parts = np.array([lmg(0, 1, 2), lmg(1, 0, 2), lmg(2, 0, 1)])
    shares = found.set_index("aspect")["share"]
    assert shares[["a0", "a1", "a2"]].to_numpy() == pytest.approx(parts / parts.sum(), abs=1e-6)
    assert found["r_squared"].iloc[0] == pytest.approx(parts.sum(), abs=1e-6)


def test_the_planted_driver_is_first_and_sure_of_its_sign():
    found = satisfaction_drivers(survey(*drawn()))
    assert list(found["aspect"])[0] == "a0"
    assert found["sign"].iloc[0] == 1
    assert (found["low"] < found["share"]).all() and (found["share"] < found["high"]).all()
    assert found["share"].sum() == pytest.approx(1)


def test_what_drives_much_and_falls_short_is_to_be_mended_first():
    answers, overall = drawn(says=400, noise=0.5)
    expected = np.full(answers.shape, 6.0)
    expected[:, 0] = 9
    found = told(survey(answers, overall, expected), "aspect", "quadrant", "is_sure", "is_ratio")
    assert found["a0"] == ["concentrate here", True, True]
    assert found["a2"] == ["possible overkill", True, True]


def test_without_expectations_performance_is_what_was_perceived():
    answers, overall = drawn()
    found = told(survey(answers, overall), "aspect", "performance", "is_ratio")
    assert found["a1"] == [pytest.approx(answers[:, 1].mean() / 10), False]


def test_where_one_aspect_has_no_expectations_all_are_told_by_their_mean():
    answers, overall = drawn(says=300)
    expected = [[9.0, 9.0, None] for _ in answers]
    found = satisfaction_drivers(survey(answers, overall, expected)).set_index("aspect")
    assert not found["is_ratio"].any()
    assert found.loc["a0", "performance"] == pytest.approx(answers[:, 0].mean() / 10)
    assert found["low"].notna().all() and found["quadrant"].notna().all()


def test_performance_is_the_satisfaction_ratio():
    answers, overall = drawn()
    expected = np.random.default_rng(1).integers(5, 10, answers.shape).astype(float)
    db = survey(answers, overall, expected)
    ratios = dict(rows(satisfaction_ratio(db, by="aspect"), "group", "ratio"))
    found = told(db, "aspect", "performance")
    assert {name: value for name, (value,) in found.items()} == pytest.approx(ratios)


def test_a_driver_whose_regression_says_otherwise_is_unsure_of_its_sign():
    random = np.random.default_rng(4)
    main = random.normal(5, 2, 300)
    shadow = main + 0.3 * random.normal(size=300)
    overall = 2 * main - 0.8 * shadow + random.normal(size=300)
    found = told(survey(np.column_stack([main, shadow]), overall), "aspect", "sign")
    assert found == {"a0": [1], "a1": [0]}


def test_aspects_that_cannot_be_judged_are_dropped_and_named():
    answers, overall = drawn()
    some = [*[None] * 61, *answers[61:, 0]]
    table = [[a, b, 7.0, c] for (a, b, _), c in zip(answers, some, strict=True)]
    found = told(survey(table, overall), "aspect", "dropped", "share")
    assert {name: dropped for name, (dropped, _) in found.items()} == {
        "a0": None,
        "a1": None,
        "a2": "constant",
        "a3": "few_answers",
    }
    assert found["a3"][1] is None
    half = [*[None] * 60, *answers[60:, 0]]
    table = [[a, b, c] for (a, b, _), c in zip(answers, half, strict=True)]
    assert told(survey(table, overall), "aspect", "dropped")["a2"] == [None]


@pytest.mark.parametrize(
    "overall",
    [None, np.full(120, 8.0)],
    ids=["no overall score", "a constant overall score"],
)
def test_without_an_overall_score_that_varies_nothing_is_explained(overall):
    found = satisfaction_drivers(survey(drawn()[0], overall))
    assert len(found) == 3
    assert found["share"].isna().all() and found["quadrant"].isna().all()
    assert found["performance"].notna().all()


@pytest.mark.parametrize("says", [3, 15])
def test_too_few_answers_for_so_many_aspects_explain_nothing(says):
    answers, overall = drawn(says=says)
    found = satisfaction_drivers(survey(answers, overall))
    assert found["share"].isna().all()
    assert found["answers"].iloc[0] == says


def test_just_enough_answers_explain():
    found = satisfaction_drivers(survey(*drawn(says=16)))
    assert found["share"].notna().all()


def test_more_aspects_than_respondents_explain_nothing():
    random = np.random.default_rng(1)
    found = satisfaction_drivers(survey(random.uniform(1, 9, (12, 20)), random.normal(size=12)))
    assert len(found) == 20
    assert found["share"].isna().all()


def test_one_aspect_explains_all_that_is_explained_and_has_no_quadrant():
    answers, overall = drawn(aspects=1, weights=(1,))
    assert told(survey(answers, overall), "aspect", "share", "quadrant") == {"a0": [1.0, None]}


def test_aspects_made_of_others_are_taken_listwise():
    answers, overall = drawn()
    doubled = np.column_stack([answers, answers[:, 0]])
    doubled[:5, 3] = np.nan
    found = satisfaction_drivers(survey(doubled, overall)).set_index("aspect")
    assert found["is_listwise"].all()
    assert found.loc["a0", "share"] == pytest.approx(found.loc["a3", "share"], abs=1e-3)
    assert found["answers_complete"].iloc[0] == 115


def test_there_is_no_map_where_little_is_explained():
    answers, _ = drawn(says=300)
    found = satisfaction_drivers(survey(answers, np.random.default_rng(9).normal(5, 1, 300)))
    assert found["r_squared"].iloc[0] < 0.1
    assert found["share"].notna().all() and found["quadrant"].isna().all()


def test_two_hundred_bootstraps_are_of_respondents_not_of_answers():
    """Everybody answering ten times tells no more than once."""
    answers, overall = drawn(says=60, noise=2.0)
    once = survey(answers, overall, customers=[f"c{n}" for n in range(60)])
    repeated = [row for row in answers for _ in range(10)]
    scores = np.repeat(overall, 10)
    days = draw(
        ratings=[
            {
                "response_id": f"{n}",
                "customer_id": f"c{n // 10}",
                "answered_on": date(2024, 1, 1 + n % 10),
                "aspect": f"a{column}",
                "perceived": value,
                "scale_max": 10,
            }
            for n, row in enumerate(repeated)
            for column, value in enumerate(row)
        ],
        responses=[
            {
                "response_id": f"{n}",
                "customer_id": f"c{n // 10}",
                "answered_on": date(2024, 1, 1 + n % 10),
                "overall": score,
                "overall_max": 10,
            }
            for n, score in enumerate(scores)
        ],
    )
    one = satisfaction_drivers(once).set_index("aspect")
    ten = satisfaction_drivers(days).set_index("aspect")
    assert ten["respondents"].iloc[0] == 60 and ten["answers"].iloc[0] == 600
    assert ten["share_sd"].to_numpy() == pytest.approx(one["share_sd"].to_numpy(), rel=0.25)


def test_filters_choose_whose_answers_count():
    answers, overall = drawn(says=60)
    who = [f"c{n}" for n in range(60)]
    db = survey(answers, overall, customers=who)
    assert satisfaction_drivers(db, until=date(2024, 1, 9)).empty
    nobody = Customers(columns={"region": ("North",)})
    assert satisfaction_drivers(db, customers=nobody).empty
    assert len(satisfaction_drivers(db, tier=("none",))) == 3


def test_an_empty_store_has_no_drivers():
    assert satisfaction_drivers(draw()).empty


def test_the_sample_companys_first_thing_to_mend_is_found():
    connection = connect_writer(":memory:")
    for statement in create_tables():
        connection.execute(statement)
    fill(connection, customers=3000)
    build(connection)
    found = satisfaction_drivers(Database(connection))
    first = found[found["quadrant"] == "concentrate here"].iloc[0]
    assert (first["aspect"], bool(first["is_sure"])) == (truth.FIX_FIRST, True)


@pytest.mark.skipif("RAPPORT_REALDATA" not in os.environ, reason="real files are not here")
def test_a_published_surveys_drivers_are_those_of_a_separate_computation(tmp_path):
    from lib import store
    from lib.importing import NamedFile, import_files
    from lib.importing.recipe import read_recipe

    folder = Path(os.environ["RAPPORT_REALDATA"]) / "ecsi"
    recipe = Path(__file__).parent.parent.parent / "data" / "recipes" / "mobi.toml"
    with store.new_generation(tmp_path) as draft:
        parsed = read_recipe(recipe, name="mobi")
        import_files(draft, [NamedFile(folder / "mobi.csv", "mobi.csv")], parsed)
        build(draft.connection)
    db = store.open_store(tmp_path).database
    found = satisfaction_drivers(db).set_index("aspect")
    wide = db.run(
        """
        select ratings.response_id, aspect, perceived / ratings.scale_max as perceived,
               overall / overall_max as overall
        from ratings inner join responses using (response_id)
        """
    )
    table = wide.pivot(index="response_id", columns="aspect", values="perceived")
    table = table[[name for name in table if found.loc[name, "dropped"] is None]]
    outcome = wide.groupby("response_id")["overall"].first()
    scaled = np.column_stack([table, outcome]).astype(float)
    correlations = np.corrcoef(scaled.T)
    random = np.random.default_rng(11)
    added = np.zeros(table.shape[1])
    for _ in range(3000):
        order, before = random.permutation(table.shape[1]), 0.0
        for place in range(len(order)):
            chosen = order[: place + 1]
            inner, outer = correlations[np.ix_(chosen, chosen)], correlations[chosen, -1]
            now = outer @ np.linalg.solve(inner, outer)
            added[order[place]] += now - before
            before = now
    shares = added / added.sum()
    assert found.loc[list(table), "share"].to_numpy() == pytest.approx(shares, abs=0.01)
