"""Step 3: which column is what, by picking; nobody need know that this makes a recipe.

model       edits of a recipe as a dict, without a page
page        what stands around the tables: where to start, which table, as TOML
block       one table: its fields, the rows it takes, its attributes
field       one field: a column, a formula or the same value for every row
pairs       a survey with a column for each question
lookups     columns of another file, or of a table already loaded
as_text     the recipe as TOML, both ways
"""

from lib.ui.import_page.matching.page import show

__all__ = ["show"]
