"""The Settings page: every threshold, and what it changes before it is saved."""

from lib.ui.settings_page.page import show

__all__ = ["show"]
