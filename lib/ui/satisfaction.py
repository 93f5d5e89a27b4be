"""What stands first on the page of satisfaction: the one thing to mend, and why."""

from lib.frames import known, rows_of
from lib.satisfaction_findings import mend_first
from lib.ui import notices
from lib.ui.languages import _, reader
from lib.ui.questions import ask


def what_to_mend_first() -> None:
    """In one sentence; or that the data does not tell, and why not."""
    drivers = ask("satisfaction_drivers").frame
    if sentence := mend_first(drivers, reader()):
        told = bool(known(rows_of(drivers), "quadrant"))
        notices.notice("warning" if told else "note", "build" if told else "help", f"{sentence}.")
