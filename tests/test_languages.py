"""Numbers, dates and sentences in both languages; a catalogue without gaps or leftovers."""

import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from lib.languages import CATALOGUES, CHINESE, DASH, ENGLISH, LANGUAGES, catalogue
from tests.pages.catalogue import sentences

OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_sentence_is_translated(language):
    known = catalogue(language.locale)
    missing = {sentence: file for sentence, file in sentences().items() if not known.get(sentence)}
    assert missing == {}


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_no_translation_is_left_over(language):
    assert set(catalogue(language.locale)) - set(sentences()) == set()


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_a_translation_uses_the_same_names(language):
    wrong = [
        sentence
        for sentence, said in catalogue(language.locale).items()
        if set(re.findall(r"\{\w+", sentence)) != set(re.findall(r"\{\w+", said))
    ]
    assert wrong == []


def test_every_catalogue_belongs_to_a_language():
    assert {file.stem for file in CATALOGUES.glob("*.po")} == {lang.locale for lang in OTHERS}


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (0, "$0", "US$0"),
        (3.456, "$3.46", "US$3.46"),
        (950, "$950", "US$950"),
        (9_400, "$9.4K", "US$9,400"),
        (12_345, "$12.3K", "US$1.23万"),
        (Decimal("4820000"), "$4.82M", "US$482万"),
        (-4_820_000, "-$4.82M", "-US$482万"),
        (123_400_000, "$123M", "US$1.23亿"),
        (None, DASH, DASH),
        (float("nan"), DASH, DASH),
        (pd.NA, DASH, DASH),
    ],
)
def test_money_is_short_and_stays_the_stores_currency(amount, english, chinese):
    assert ENGLISH.money(amount) == english
    assert CHINESE.money(amount) == chinese


def test_shares_and_changes():
    assert ENGLISH.percent(0.1234) == "12.3%"
    assert ENGLISH.signed_percent(0.5) == "+50%"
    assert ENGLISH.signed_percent(-0.5) == "-50%"
    assert ENGLISH.points(0.014) == "+1.4 pt"
    assert CHINESE.points(-0.014) == "-1.4 个百分点"


def test_what_rounds_to_nothing_has_no_sign():
    assert ENGLISH.signed(-0.001, 2) == "0.00"
    assert ENGLISH.signed_percent(-0.0001) == "0%"


def test_zero_has_no_sign_whatever_was_said_before():
    assert [ENGLISH.number(zero) for zero in (-0.0, 0, Decimal("-0"))] == ["0", "0", "0"]
    assert [CHINESE.percent(zero) for zero in (-0.0, 0)] == ["0.0%", "0.0%"]


def test_counts_are_short_once_they_are_long():
    assert ENGLISH.short(5_032) == "5,032"
    assert ENGLISH.short(123_456) == "123K"
    assert CHINESE.short(123_456) == "12.3万"


def test_days_and_months():
    day = date(2024, 10, 31)
    assert (ENGLISH.day(day), CHINESE.day(day)) == ("Oct 31, 2024", "2024年10月31日")
    assert (ENGLISH.month(day), CHINESE.month(day)) == ("Oct 2024", "2024年10月")
    assert ENGLISH.month_on_axis(day) == "Oct<br>2024"
    assert CHINESE.month_on_axis(day, with_year=False) == "10月"


def test_a_sentence_nobody_translated_is_said_in_english():
    assert CHINESE("{n} unicorns", n=3) == "3 unicorns"


def test_two_sentences_put_together_are_both_translated():
    together = "{file} is empty; export it again." + " Otherwise try {others}."
    said = CHINESE(together, file="a.csv", others="big5")
    assert said == "a.csv 是空的；请重新导出。否则请试 big5。"


def test_a_value_is_never_taken_for_a_template():
    assert ENGLISH("{n} respondents", n="{evil}") == "{evil} respondents"
