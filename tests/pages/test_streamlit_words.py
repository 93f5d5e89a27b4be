"""Streamlit's words: each one that we look for is translated, and nothing else is."""

import re

import pytest

from lib.languages import ENGLISH, LANGUAGES, catalogue
from lib.ui.streamlit_words import PLACES

OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_streamlits_words_are_translated_and_none_is_left_over(language):
    words = {sentence for sentences in PLACES.values() for sentence in sentences}
    known = catalogue(language.locale, "streamlit")
    assert set(known) == words
    assert all(known.values())


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_a_translation_uses_only_names_its_sentence_has(language):
    for sentence, said in catalogue(language.locale, "streamlit").items():
        assert set(re.findall(r"\{\w+\}", said)) <= set(re.findall(r"\{\w+\}", sentence)), sentence
