"""The invented company, any size, seeded: `truth.py` says what drives what, `words.py` its names,
`sql/` draws its history."""

from lib.demo.company import fill

__all__ = ["fill"]
