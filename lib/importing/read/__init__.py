"""Bytes to a text table: a file is read right, or refused with one sentence."""

from lib.importing.read.table import Note, Reading, TextTable, source

__all__ = ["Note", "Reading", "TextTable", "source"]
