"""What tables, fields and kinds of columns are called on the Import page."""

from collections.abc import Callable, Iterable
from typing import Any

from lib.languages import N_
from lib.ui.languages import _, reader
from lib.ui.notices import told
from lib.words import COLUMNS, TABLES, date_label

# What the headline figures are called that no card of the overview shows.
FIGURES = {
    "revenue": N_("Revenue"),
    "churn_rate_b": N_("Tier B churn"),
    "churn_rate_c": N_("Tier C churn"),
    "churn_rate_d": N_("Tier D churn"),
}

# What a field holds, where its name alone does not say it.
FIELDS = {
    ("customers", "kind"): N_("Kind (business, person)"),
    ("customers", "size"): N_("Size (large, medium, small)"),
    ("campaigns", "purpose"): N_("Purpose (win, keep)"),
    ("orders", "status"): N_("Status (completed, cancelled, returned)"),
    ("responses", "recommend"): N_("Would recommend (0 to 10)"),
    ("opportunities", "outcome"): N_("Outcome (open, won, lost)"),
    ("touches", "kind"): N_("Kind (sent, opened, clicked, responded)"),
    ("campaign_days", "revenue"): N_("Revenue claimed"),
    ("campaign_days", "orders"): N_("Orders claimed"),
    ("interactions", "direction"): N_("Direction (inbound, outbound)"),
}

KINDS = {
    "whole": N_("whole number"),
    "number": N_("number"),
    "date": N_("date"),
    "timestamp": N_("date and time"),
    "flag": N_("yes or no"),
    "text": N_("text"),
    "empty": N_("empty"),
}

ENCODINGS = {
    "utf-8": "UTF-8",
    "gb18030": N_("Chinese, simplified (GB18030, GBK)"),
    "big5": N_("Chinese, traditional (Big5)"),
    "shift_jis": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "euc_kr": N_("Korean (EUC)"),
    "cp1252": N_("Western Europe (Windows-1252)"),
    "cp1250": N_("Central Europe (Windows-1250)"),
    "cp850": N_("Western Europe (DOS 850)"),
    "mac-roman": N_("Western Europe (Mac)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}

DELIMITERS = {
    ",": N_("comma ,"),
    ";": N_("semicolon ;"),
    "\t": N_("tab"),
    "|": N_("bar |"),
    "whitespace": N_("blanks between padded columns"),
}


def labels(options: Iterable[Any], said: Callable[[Any], str]) -> Callable[[Any], str]:
    """What a widget calls its options, said in this run's language."""
    words = {option: said(option) for option in options}
    return words.__getitem__


def table_label(table: str) -> str:
    """What a table of ours holds, with a capital."""
    said = _(TABLES.get(table, table.replace("_", " ")))
    return said[:1].upper() + said[1:]


def field_label(table: str, field: str) -> str:
    words = FIELDS.get((table, field)) or COLUMNS.get(field)
    return _(words) if words else field.replace("_", " ")


def kind_label(kind: str) -> str:
    return _(KINDS[kind]) if kind in KINDS else kind


def encoding_label(encoding: str) -> str:
    return _(ENCODINGS[encoding]) if encoding in ENCODINGS else encoding


def delimiter_label(delimiter: str) -> str:
    return _(DELIMITERS[delimiter]) if delimiter in DELIMITERS else delimiter


def note_text(note: dict[str, Any]) -> str:
    """A note or a doubt of the importer's in this reader's language, days in plain letters."""
    values = {
        name: date_label(value) if isinstance(value, str) and "%" in value else value
        for name, value in note["values"].items()
    }
    return told(note["sentence"], values)


def size_text(size: int) -> str:
    if size < 1_000_000:
        return _("{n} KB", n=reader().number(max(1, round(size / 1_000))))
    if size < 1_000_000_000:
        return _("{n} MB", n=reader().number(size / 1_000_000, size < 100_000_000))
    return _("{n} GB", n=reader().number(size / 1_000_000_000, 2))
