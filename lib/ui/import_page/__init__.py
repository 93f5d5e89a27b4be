"""The Import page: files come in, and every row is accounted for."""

from lib.ui.import_page.page import show

__all__ = ["show"]
