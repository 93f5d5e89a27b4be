"""Bytes to a text table: a file is read right, or refused with one sentence.

kinds, unpack     what the file is; what it is packed in
workbook, sheets  a sheet of a workbook, as records; parquet: a file of columns
hidden            what of a sheet its spreadsheet does not show
encoding          strict UTF-8, or a copy in it (proposals: what else it may be)
dialect           what separates and encloses cells, found on the first lines
doubts            where only the recipe can say
layout            what stands above the table, its header (header), its first row
under, units,     what stands between the two: units, the names once more (again)
again
examples          which columns hold figures or days, by the first rows
tail              totals and remarks below the table
scan              the whole file held to that, with arrays; most files are then used in place
records,          the same record by record, for files that no standard describes, into a
normalise         clean copy; workbooks come this way too
text, copying     the steps of a text file; the table they lead to
tally, ragged     what either pass skips, notes and refuses
lines             which line of the file a row stands on
"""

from lib.importing.read.choice import Undecided
from lib.importing.read.lines import lines_of
from lib.importing.read.reader import read
from lib.importing.read.table import Note, Reading, TextTable, source

__all__ = ["Note", "Reading", "TextTable", "Undecided", "lines_of", "read", "source"]
