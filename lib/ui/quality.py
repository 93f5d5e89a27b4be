"""What stands first on the page of data quality: the one thing most in need of repair."""

from lib.findings.quality import most_to_repair
from lib.ui import notices
from lib.ui.languages import _, reader
from lib.ui.questions import ask


def what_to_repair_first() -> None:
    """In one sentence, with what it does to the numbers; or that nothing is to be repaired."""
    if sentence := most_to_repair(ask("data_quality").frame, reader()):
        notices.notice("warning", "build", _("Repair first: {finding}.", finding=sentence))
    else:
        words = _("Nothing to repair: all that can be judged is as it should be.")
        notices.notice("note", "verified", words)
