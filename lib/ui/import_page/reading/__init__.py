"""Step 2: what was found in each file, and every choice to read it otherwise.

page       the file's contents, or why it was refused
choices    its encoding, sheet, delimiter and header
values     how its days, numbers and missing values are written
lines      which of its lines are rows
choice     how a widget shows a choice and takes another
"""

from lib.ui.import_page.reading.page import show

__all__ = ["show"]
