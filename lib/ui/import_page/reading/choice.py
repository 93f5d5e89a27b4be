"""One file's choices: shown by widgets, and written back when one of them is changed."""

from collections.abc import Callable, Collection
from typing import Any

from lib.ui.import_page import held
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.uploads import Upload
from lib.ui.languages import _

FOUND = ""  # the choice that leaves it to the file
MOST_LINES = 1_000_000


class Choice:
    """One file's choices, read from the desk and written back by the widgets' callbacks."""

    def __init__(self, desk: Desk, upload: Upload) -> None:
        self.desk, self.upload = desk, upload

    def now(self, key: str) -> Any:
        return self.desk.reading(self.upload).get(key)

    def put(self, key: str, value: Any) -> None:
        """Choose this; None leaves it to the file."""
        changed = {k: v for k, v in self.desk.reading(self.upload).items() if k != key}
        if value is not None:
            changed[key] = value
        self.desk.read_so(self.upload, changed)

    def widget(
        self,
        key: str,
        shown: Any,
        meant: Callable[[Any], Any],
        options: Collection[Any] | None = None,
    ) -> dict[str, Any]:
        """What a widget needs to show a choice and to take another, of these options if any."""
        name = f"read_{key}_{self.upload.mark}"
        return held.widget(name, shown, lambda value: self.put(key, meant(value)), options)


def or_none(value: Any) -> Any:
    return None if value in (FOUND, []) else value


def found_text(said: str | None) -> str:
    return _("found: {what}", what=said) if said else _("as found")
