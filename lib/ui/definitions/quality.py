"""How far the data can be trusted."""

from lib.languages import N_
from lib.ui.definitions.definition import OURS, Definition

QUALITY = {
    "data_quality": Definition(
        N_(
            "Complete = cells filled ÷ cells that ought to be; where an empty cell is an answer, "
            "as in the day a customer left, none is asked. Valid = cells that keep the rules ÷ "
            "cells filled that a rule judges. Unique = keys and names that stand once ÷ all of "
            "them. Consistent = keys whose row is known ÷ keys. Fewer than 5 are not judged."
        ),
        OURS,
    ),
    "quality_complete": Definition(
        N_(
            "Complete = cells filled ÷ cells that ought to be. Columns nobody fills are not asked, "
            "nor those where an empty cell is an answer, as in the day a customer left."
        ),
        OURS,
    ),
    "quality_valid": Definition(
        N_(
            "Valid = cells that keep the rules of their table ÷ cells filled that a rule judges. "
            "What happened has a day from 1970 on and before it was imported."
        ),
        OURS,
    ),
    "quality_consistent": Definition(
        N_(
            "Consistent = keys that name a known customer, product, order, campaign or opportunity "
            "÷ keys filled. Where none was ever imported, nothing is judged."
        ),
        OURS,
    ),
    "data_freshness": Definition(
        N_(
            "Days behind = from a table's newest day to the as-of day. Usual gap = median days "
            "between its imports, from three on. Late = further behind than the usual gap."
        ),
        OURS,
    ),
}
