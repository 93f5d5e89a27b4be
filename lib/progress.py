"""How long work tells what it is doing: an English sentence, its values, and the share done."""

from typing import Protocol


class Progress(Protocol):
    def __call__(self, doing: str, done: float, /, **values: object) -> None:
        """`doing` is a template such as "Reading {file}"; `done` runs from 0 to 1."""


def silent(doing: str, done: float, /, **values: object) -> None:
    """For callers who do not watch."""
