"""Text from the data where Streamlit would read markup: the labels of buttons and chips."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^\"'@/])")

# Where a bare address begins, which becomes a link even with every mark spelt out.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"  # has no width, and parts what would be read as one


def plain(text: object) -> str:
    """`text` on one line, every mark spelt out, so that it is shown as it is written."""
    words = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(_JOINER, words))
