"""The history page: every import, what became of its rows, and the steps back and forth."""

from lib.ui.history_page.page import show

__all__ = ["show"]
