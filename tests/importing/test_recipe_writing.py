"""A recipe written as TOML reads back as the same recipe, whatever its columns are called."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text

RECIPES = sorted((Path(__file__).parents[2] / "data" / "recipes").glob("*.toml"))


class Remark(NamedTuple):
    path: tuple[str, ...]
    sentence: str

    def __str__(self):
        return self.sentence


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_every_shipped_recipe_comes_back_as_it_was(path):
    given_ = tomllib.loads(path.read_text())
    text = recipe_text(given_)
    assert tomllib.loads(text) == given_
    before, after = (read_recipe(one, name=path.name) for one in (path, text))
    assert before.files == after.files
    assert sorted(map(repr, before.lookups)) == sorted(map(repr, after.lookups))
    assert sorted(map(repr, before.blocks)) == sorted(map(repr, after.blocks))


def test_what_comes_first_is_what_one_reads_first():
    recipe = {
        "orders": {
            "keep": "last",
            "revenue": "Sales",
            "order_id": "No",
            "where": '="No" is not null',
            "cost": '="Sales" - "Profit"',
        },
        "map": {"Product": {"GTXPro": "GTX Pro"}},
        "lookup": {"header": {"on": {"order_id": "No"}, "from": "heads"}},
        "customers": {"attributes": {'in dots . and quotes "': "x"}, "customer_id": "C"},
        "ratings": [{"perceived": "q1"}, {"perceived": "q2", "scale_max": 10}],
        "types": {"Sales": "number"},
        "read": {"dates": {"Day": "%d/%m/%Y"}, "missing": ["", "NULL"]},
        "name": "Orders",
    }
    assert (
        recipe_text(recipe)
        == """\
name = "Orders"

[read]
missing = ["", "NULL"]

[read.dates]
"Day" = "%d/%m/%Y"

[types]
"Sales" = "number"

[map."Product"]
"GTXPro" = "GTX Pro"

[lookup.header]
from = "heads"
on = { order_id = "No" }

[customers]
customer_id = "C"

[customers.attributes]
"in dots . and quotes \\"" = "x"

[orders]
where = '="No" is not null'
order_id = "No"
revenue = "Sales"
cost = '="Sales" - "Profit"'
keep = "last"

[[ratings]]
perceived = "q1"

[[ratings]]
perceived = "q2"
scale_max = 10
"""
    )
    assert tomllib.loads(recipe_text(recipe)) == recipe


def test_a_doubt_stands_above_what_it_is_about():
    recipe = {"name": "x", "orders": {"order_id": "No"}, "ratings": [{"aspect": "a"}, {}]}
    doubts = [
        Remark(("orders", "order_id"), "No is a guess."),
        Remark(("orders", "revenue"), "Nothing looks like money."),
        Remark(("ratings", "1", "scale_max"), "Which scale\nis it?"),
        Remark(("contracts", "starts_on"), "No day."),
    ]
    text = recipe_text(recipe, doubts)
    assert (
        text
        == """\
# No day.
name = "x"

# Nothing looks like money.
[orders]
# No is a guess.
order_id = "No"

[[ratings]]
aspect = "a"

# Which scale is it?
[[ratings]]
"""
    )
    assert tomllib.loads(text) == recipe


def test_a_long_doubt_is_broken_between_words():
    doubt = Remark(("name",), "word " * 40)
    lines = recipe_text({"name": "x"}, [doubt]).splitlines()
    assert len(lines) == 4 and max(map(len, lines)) <= 100
    assert all(line.startswith("# word") for line in lines[:-1])


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(
    NAMES,
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1970, 1, 1)),
    st.datetimes(datetime(1970, 1, 1)),
)
BLOCKS = st.dictionaries(NAMES, VALUES, max_size=4)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "name": NAMES,
            "stages": st.lists(NAMES, max_size=3),
            "read": st.fixed_dictionaries(
                {}, optional={"dates": BLOCKS, "missing": st.lists(NAMES), "skip": VALUES}
            ),
            "types": st.dictionaries(NAMES, NAMES, max_size=3),
            "map": st.dictionaries(NAMES, st.dictionaries(NAMES, NAMES, max_size=2), max_size=2),
            "file": st.dictionaries(
                NAMES, st.fixed_dictionaries({"match": NAMES, "types": BLOCKS}), max_size=2
            ),
            "lookup": st.dictionaries(
                NAMES, st.fixed_dictionaries({"from": NAMES, "on": BLOCKS}), max_size=2
            ),
            "customers": st.fixed_dictionaries({"name": VALUES}, optional={"attributes": BLOCKS}),
            "orders": BLOCKS,
            "ratings": st.lists(BLOCKS, min_size=1, max_size=3),
            "contracts": st.lists(
                st.fixed_dictionaries({"attributes": BLOCKS}), min_size=1, max_size=2
            ),
        },
    ),
    st.lists(st.builds(Remark, st.lists(NAMES, max_size=3).map(tuple), NAMES), max_size=3),
)
def test_whatever_stands_in_it_comes_back(recipe, doubts):
    assert tomllib.loads(recipe_text(recipe, doubts)) == recipe
