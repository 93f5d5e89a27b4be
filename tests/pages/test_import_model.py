"""Edits of a recipe on the Import page, without a page: what was given stays as it was."""

import tomllib
from copy import deepcopy
from datetime import date

import pytest

from lib.errors import BadRecipe
from lib.importing import remedies
from lib.importing import repairs as importers
from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text
from lib.schema import DAY, FLAG, MONEY, TABLES, TEXT, WHOLE
from lib.ui.import_page import problems, reading_keys, repairs
from lib.ui.import_page.matching import model
from lib.words import COLUMNS
from lib.words import TABLES as NAMES

SET = tomllib.loads("""
[read]
decimal = ","

[file.items]
match = "*items*.csv"

[file.orders]
match = "*orders*.csv"
[file.orders.read]
header = 3

[orders]
from = "orders"
order_id = "no"
""")

SURVEY = tomllib.loads("""
[[ratings]]
response_id = "=row_id"
aspect = "='Price'"
perceived = "p1"
expected = "e1"
scale_max = 5

[[ratings]]
response_id = "=row_id"
aspect = "='It''s quick'"
perceived = "p2"
scale_max = 5
""")


def test_every_table_and_field_has_words():
    assert set(NAMES) == set(TABLES)
    assert {column.name for table in TABLES.values() for column in table.columns} <= set(COLUMNS)


def test_every_repair_and_every_kind_of_problem_has_words():
    assert set(importers.KINDS) == set(repairs.LABELS)
    assert set(remedies.GROUPS.values()) <= set(problems.GROUPS)


def test_how_a_file_of_a_set_is_read_stands_in_two_places():
    assert reading_keys.reading_in(SET, "Items 3.csv") == {"decimal": ","}
    assert reading_keys.reading_in(SET, "orders.csv") == {"decimal": ",", "header": 3}
    assert reading_keys.reading_in(SET, "else.csv") is None


def test_a_file_of_a_set_is_read_otherwise_and_the_others_as_before():
    before = deepcopy(SET)
    changed = reading_keys.with_reading(SET, "orders.csv", {"header": 1})
    assert reading_keys.reading_in(changed, "orders.csv") == {"header": 1}
    assert reading_keys.reading_in(changed, "items.csv") == {"decimal": ","}
    assert before == SET


def test_a_recipe_begun_with_nothing_knows_next_months_files():
    recipe = model.empty({"orders_2024-06.csv": {"header": 3}, "a[1].csv": {}})
    assert reading_keys.reading_in(recipe, "orders_2024-07.csv") == {"header": 3}
    assert reading_keys.part_for(recipe, "a[2].csv") == "a"
    assert model.empty({"one.csv": {}}) == {}


@pytest.mark.parametrize(
    ("written", "type_", "value"),
    [
        ("Punctuality", TEXT, "='Punctuality'"),
        ("it's", TEXT, "='it''s'"),
        ("5", WHOLE, 5),
        ("0.5", MONEY, 0.5),
        ("2024-12-31", DAY, date(2024, 12, 31)),
        ("yes", FLAG, True),
    ],
)
def test_what_every_row_has_comes_back_as_it_was_written(written, type_, value):
    given = model.constant_value(written, type_)
    assert given == value
    assert model.kind_of(given) == "constant"
    assert model.shown(given) in (written, "true")


@pytest.mark.parametrize(
    ("written", "type_"), [("five", WHOLE), ("0.5", WHOLE), ("nan", MONEY), ("31/12/2024", DAY)]
)
def test_what_a_field_cannot_hold_is_refused(written, type_):
    with pytest.raises(BadRecipe):
        model.constant_value(written, type_)


@pytest.mark.parametrize("name", ["Order ID", "=1+1", ' "x" ', "客户", "a.b"])
def test_a_column_is_named_so_that_it_is_read_as_that_column(name):
    recipe = model.with_key({"orders": {}}, ("orders", 0), "order_id", model.column_value(name))
    parsed = read_recipe(recipe_text(recipe), name="x")
    assert parsed.blocks[0].names() == {name}


def test_tables_are_added_beside_and_taken_away_again():
    one, first = model.with_block({}, "ratings")
    two, second = model.with_block(one, "ratings")
    assert (first, second) == (("ratings", 0), ("ratings", 1))
    assert model.places(two) == [first, second]
    assert model.without_block(model.without_block(two, first), first) == {}
    assert one == {"ratings": {}}


def test_columns_of_a_formula_that_are_numbers_are_read_as_numbers():
    kinds = {"Sales": "number", "Profit": "whole", "Region": "text"}
    changed = model.with_types({}, "", '"Sales" - "Profit" || "Region"', kinds)
    assert changed == {"types": {"Sales": "number", "Profit": "whole"}}
    assert "types" not in model.with_types(SET, "orders", "bad (", kinds)["file"]["orders"]


def test_the_fault_of_a_formula_is_the_importers_own():
    assert model.fault_of('"Sales" - 1', ["Sales"], place="Cost") is None
    assert "Profit" in str(model.fault_of("Profit", ["Sales"], place="Cost"))
    assert "several rows" in str(model.fault_of("sum(Sales)", ["Sales"], place="Cost"))


def test_attributes_are_ticked_and_formulas_among_them_stay():
    recipe = {"customers": {"attributes": {"seg": "Segment", "old": "='x'"}}}
    chosen = model.with_attributes(recipe, ("customers", 0), ["Segment", "Country"])
    assert chosen["customers"]["attributes"] == {
        "seg": "Segment",
        "old": "='x'",
        "Country": "Country",
    }
    none = model.with_attributes(chosen, ("customers", 0), [])
    assert none["customers"]["attributes"] == {"old": "='x'"}


def test_a_survey_is_told_by_its_questions_and_made_of_them_again():
    assert model.is_survey(SURVEY)
    asked = model.questions(SURVEY)
    assert [one["aspect"] for one in asked] == ["Price", "It's quick"]
    assert model.with_questions(SURVEY, asked) == SURVEY
    fewer = model.with_questions(SURVEY, [asked[1] | {"expected": "e2"}, {"aspect": "nothing"}])
    assert len(fewer["ratings"]) == 1
    assert fewer["ratings"][0]["expected"] == "e2"
    assert fewer["ratings"][0]["scale_max"] == 5


def test_a_question_where_high_is_bad_is_turned_round_by_the_ends_of_its_scale():
    scaled = deepcopy(SURVEY)
    for block in scaled["ratings"]:
        block |= {"scale_min": 1, "scale_max": 5}
    asked = model.questions(scaled)
    turned = model.with_questions(scaled, [asked[0] | {"reversed": "yes"}, asked[1]])
    column = asked[0]["perceived"]
    assert turned["ratings"][0]["perceived"] == f'=6 - "{column}"'
    assert turned["ratings"][1] == scaled["ratings"][1]
    assert f'6 - "{column}"' in model.turned_round(turned)
    again = model.questions(turned)
    assert [one["reversed"] for one in again] == ["yes", ""]
    assert again[0] == asked[0] | {"reversed": "yes"}
    assert model.with_questions(turned, again) == turned
    back = model.with_questions(turned, [again[0] | {"reversed": ""}, again[1]])
    assert back == scaled


def test_without_both_ends_of_the_scale_nothing_is_turned_round():
    assert not model.has_scale({"scale_max": 5})
    asked = model.questions(SURVEY)
    turned = model.with_questions(SURVEY, [asked[0] | {"reversed": "yes"}, asked[1]])
    assert turned == SURVEY


def test_blocks_that_differ_in_more_than_the_question_are_no_survey():
    other = deepcopy(SURVEY)
    other["ratings"][1]["scale_max"] = 7
    assert not model.is_survey(other)


def test_looked_up_columns_can_be_picked():
    recipe = model.with_lookup(
        SET, "header", table=None, source="orders", theirs="no", ours="order no"
    )
    columns = {"orders": ["no", "day"], "items": ["order no"]}
    assert model.lookup_columns(recipe, columns) == ["header.no", "header.day"]
    assert recipe["lookup"]["header"]["on"] == {"no": "order no"}
    assert model.without_lookup(recipe, "header") == SET
