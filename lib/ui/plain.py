"""Text from the data where Streamlit would read markup: the labels of buttons and chips."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^\"'@/])")


def plain(text: object) -> str:
    """`text` on one line, every mark spelt out, so that it is shown as it is written."""
    words = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return _MARKS.sub(r"\\\1", words)
