"""What the address of a page says: language and filters, in codes every language shares.

Each is kept by a text field nobody sees whose value is the code itself. A widget bound to the
address keeps it through page changes, a reload and the Back button, which writing the address by
hand does not; and a field bound to a code, unlike a choice of words, can be opened by a colleague
who reads another language.
"""

import streamlit as st

KEPT = ("lang", "period", "as_of", "vs", "tier", "only", "customer")
TOLD = "address_told"  # each code as this reader last chose it
NEXT = "address_next"  # what the next run takes over


def begin() -> None:
    """Take over what the address says. Once a run, before anything asks for it.

    What the browser holds of a field is out of date while an answer that changes it is on its way,
    so a reader quicker than the answers would lose the choice before the last. A field therefore
    shows what the reader chose; only an address that was opened, or come back to, says otherwise.
    """
    keep(**st.session_state.pop(NEXT, {}))
    st.session_state.update(st.session_state.get(TOLD, {}))  # no field is drawn yet
    with st.container(key="kept_in_address"):
        for name in KEPT:
            st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")
    st.session_state[TOLD] = {name: st.session_state[name] for name in KEPT}


def kept(name: str) -> str:
    """The code the address has for `name`; empty where it says nothing."""
    return str(st.session_state.get(TOLD, {}).get(name) or "")


def keep(**codes: str) -> None:
    """Change the address, an empty code taking a name out. Only from a widget's callback."""
    st.session_state[TOLD] = st.session_state.get(TOLD, {}) | codes


def keep_next(**codes: str) -> None:
    """Have the next run change the address: what is not a callback comes too late for this one."""
    st.session_state[NEXT] = codes
