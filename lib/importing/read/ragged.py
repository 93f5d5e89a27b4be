"""What is said of rows that are not as wide as their table, or begin another one."""

RAGGED = (
    "{file}, line {line}: {found} instead of {expected} cells. Put the line right; a cell that "
    "holds {delimiter} has to stand in quotes."
)
RAGGED_LINES = (
    "{file}, line {line}: {found} instead of {expected} cells; the lines that do not fit are "
    "{lines}. Put them right; a cell that holds {delimiter} has to stand in quotes."
)
NARROW = (
    "{file}, line {line}: {found} instead of {expected} cells. Put the line right: a cell is "
    "missing, another sign than {delimiter} parts its cells, a line break outside quotes has cut "
    "it in two, or the file was cut off."
)
NARROW_LINES = (
    "{file}, line {line}: {found} instead of {expected} cells; the lines that do not fit are "
    "{lines}. Put them right: cells are missing, another sign than {delimiter} parts them, or line "
    "breaks outside quotes have cut lines in two."
)
SECOND_TABLE = (
    "{file}, line {line}: a table of {expected} columns ends above and one of {found} begins here; "
    "put each table in a file of its own, or write end = {last} under [read] for the first, skip = "
    "{last} for the second."
)
OTHER_ORDER = (
    "{file}, line {line}: the names of the columns stand here again in another order ({cells}); "
    "put each table in a file of its own, or write end = {last} under [read] for the first, skip = "
    "{last} for the second."
)
QUOTED_AS_ONE = (
    "{file}, line {line}: the whole line stands in quotes and so is one cell instead of "
    "{expected}; take the outer quotes away (a file saved as CSV twice looks like this)."
)
