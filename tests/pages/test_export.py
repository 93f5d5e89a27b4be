"""Exports open as data in a spreadsheet, never as formulas."""

import csv as reading
from datetime import date
from decimal import Decimal
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from lib.ui.export import DANGEROUS, cell, csv


def read_back(exported: bytes) -> list[list[str]]:
    return list(reading.reader(StringIO(exported.decode("utf-8-sig"))))


@pytest.mark.parametrize("start", DANGEROUS)
def test_a_cell_that_begins_like_a_formula_is_text(start):
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@given(some.text())
def test_no_text_begins_like_a_formula(text):
    assert not cell(text).startswith(DANGEROUS)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, "-5"),
        (-0.25, "-0.25"),
        (3.0, "3"),
        (1e-7, "0.0000001"),
        (Decimal("10.50"), "10.50"),
        (date(2024, 1, 31), "2024-01-31"),
        (pd.Timestamp("2024-01-31"), "2024-01-31"),
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (True, "true"),
    ],
)
def test_numbers_stay_numbers_and_days_are_iso(value, written):
    assert cell(value) == written


def test_it_begins_with_a_byte_order_mark_and_reads_back():
    frame = pd.DataFrame({"name": ["=1+1", 'say "hi", 中文', None], "value": [1.5, -2, None]})
    exported = csv(frame)
    assert exported.startswith(b"\xef\xbb\xbf")
    assert read_back(exported) == [
        ["name", "value"],
        ["'=1+1", "1.5"],
        ['say "hi", 中文', "-2"],
        ["", ""],
    ]
