"""Which language this reader reads: asked for in the address, by the switch, or by the browser."""

from dataclasses import replace

import streamlit as st

from lib.languages import ENGLISH, LANGUAGES, Language
from lib.ui import address

# Tells the browser, and with it fonts and screen readers, which language the page is in.
_TOLD_TO_BROWSER = st.components.v2.component(
    "rapport_language",
    js="export default ({ data }) => { document.documentElement.lang = data.language }",
)

IN_ADDRESS = "lang"
SWITCH = "language_switch"
READER = "reader"  # where this run's language waits for `_`


def reader() -> Language:
    """The language of whoever this run is for."""
    return st.session_state.get(READER, ENGLISH)


def _(sentence: str, /, **values: object) -> str:
    """The sentence in the reader's language, its {names} filled."""
    return reader()(sentence, **values)


def begin(currency: str) -> None:
    """Find out the language of this run. Money stays the store's."""
    language = LANGUAGES.get(address.kept(IN_ADDRESS).lower()) or _of_the_browser()
    st.session_state[READER] = replace(language, currency=currency)
    _TOLD_TO_BROWSER(key="language", data={"language": language.locale.replace("_", "-")})


def _of_the_browser() -> Language:
    locale = (st.context.locale or "").lower()
    return next((lang for code, lang in LANGUAGES.items() if locale.startswith(code)), ENGLISH)


def switch() -> None:
    """The reader's choice, each language in its own words."""
    st.session_state[SWITCH] = reader().code
    st.segmented_control(
        "Language / 语言",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        required=True,
        key=SWITCH,
        on_change=_remember,
        label_visibility="collapsed",
    )


def _remember() -> None:
    address.keep(lang=st.session_state[SWITCH])
