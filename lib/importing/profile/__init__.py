"""What each column of a file holds, judged by every row: its type, words for nothing, doubts.

    model        what is found out: ColumnProfile, FileProfile
    values       the different values of a column, counted in a table of their own
    figures      how its numbers are written, if it holds numbers
    days         how its days are written, if it holds days
    words        its words for a missing value
    columns      what is told of a column, once it is known which of these it holds
    judgement    one column after the other, from its values to its profile

Nothing is changed by it: a profile proposes, a recipe decides. Whether a text is a number or a day
is asked of the same conversions that an import uses (cast/, forms).
"""

from lib.importing.profile.judgement import profile, profile_file
from lib.importing.profile.model import ColumnProfile, FileProfile

__all__ = ["ColumnProfile", "FileProfile", "profile", "profile_file"]
