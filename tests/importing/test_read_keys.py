"""What [read] may say of a file and its values, and what a wrong word there is told."""

from decimal import Decimal

import pytest

from lib.errors import BadRecipe
from lib.importing.cast import from_text
from lib.importing.cast.numbers import EXACT
from lib.importing.read import Reading
from lib.importing.recipe.reading import reading_of
from lib.importing.recipe.section import Section
from lib.importing.sql import Layers
from lib.schema import MONEY, WHOLE

from .reading import database


def reading(**keys):
    return reading_of(Section("shop.toml", "[read]", keys))


def number(text, type_=EXACT, **keys):
    """What an import makes of a cell."""
    conversion = from_text("n", type_, "cell", reading(**keys))
    layers = Layers("select $cell as cell")
    for step in conversion.steps:
        layers.add(step)
    sql = layers.select({"value": conversion.value})
    return database().execute(sql, {"cell": text}).fetchall()[0][0]


def test_what_is_not_said_is_found():
    assert reading() == Reading()


def test_every_key_is_carried():
    said = reading(
        currency="$",
        percent="points",
        negative="brackets",
        inside="a/b.csv",
        end=9,
        units_row=False,
        footer=True,
        repeated_header=False,
    )
    assert (said.currency, said.percent, said.negative) == (("$",), "points", "brackets")
    assert (said.inside, said.end) == ("a/b.csv", 9)
    assert (said.units_row, said.footer, said.repeated_header) == (False, True, False)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"currency": ["$", "5"]}, "currency is '5'; give the sign of a currency"),
        ({"currency": "-"}, "currency is '-'"),
        ({"percent": "yes"}, "percent is 'yes'; it is one of share, points"),
        ({"negative": "red"}, "it is one of brackets, trailing"),
        ({"footer": "no"}, "footer is true or false"),
        ({"end": -1}, "end is a whole number"),
        ({"foter": True}, "did you mean footer"),
    ],
)
def test_a_wrong_word_is_told(keys, said):
    with pytest.raises(BadRecipe) as refusal:
        reading(**keys)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("$1,234.50", {"currency": "$", "thousands": ","}, "1234.5"),
        ("-$5", {"currency": "$"}, "-5"),
        ("$-5", {"currency": "$"}, "-5"),
        ("12,5 €", {"currency": "€", "decimal": ","}, "12.5"),
        ("EUR 7", {"currency": ["€", "EUR"]}, "7"),
        ("R$ 1.234", {"currency": ["$", "R$"], "decimal": ",", "thousands": "."}, "1234"),
        ("(1,000)", {"negative": "brackets", "thousands": ","}, "-1000"),
        ("($5)", {"negative": "brackets", "currency": "$"}, "-5"),
        ("5-", {"negative": "trailing"}, "-5"),
        ("5%", {"percent": "share"}, "0.05"),
        ("12.5 %", {"percent": "share"}, "0.125"),
        ("5%", {"percent": "points"}, "5"),
        ("0.07", {"percent": "share"}, "0.07"),
        ("-5%", {"percent": "share"}, "-0.05"),
        ("(5%)", {"percent": "share", "negative": "brackets"}, "-0.05"),
    ],
)
def test_numbers_are_taken_as_the_recipe_says_they_are_written(text, keys, expected):
    assert number(text, **keys) == Decimal(expected)
    assert number(text, MONEY, **keys) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("$5", {}),
        ("5%", {}),
        ("(5)", {}),
        ("5-", {}),
        ("€5", {"currency": "$"}),
        ("(-5)", {"negative": "brackets"}),
        ("-5-", {"negative": "trailing"}),
        ("12.-", {"negative": "trailing"}),
        ("1,200.-", {"negative": "trailing", "thousands": ","}),
        ("12,-", {"negative": "trailing", "decimal": ","}),
        ("$", {"currency": "$"}),
        ("%", {"percent": "share"}),
        ("12E5", {"currency": "$"}),
        ("1,23", {"thousands": ","}),
    ],
)
def test_what_the_recipe_does_not_say_is_no_number(text, keys):
    assert number(text, **keys) is None


def test_a_share_of_a_percent_is_no_whole_number():
    assert number("5%", WHOLE, percent="points") == 5
    assert number("5%", WHOLE, percent="share") is None
