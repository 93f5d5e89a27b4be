"""The page that finds a customer and shows everything about them."""

from lib.ui.customer_page.page import customer_or_search

__all__ = ["customer_or_search"]
