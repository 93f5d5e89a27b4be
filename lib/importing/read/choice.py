"""Where a file can be read in several ways, and only its reader knows which is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.errors import UnreadableFile

Choices = Mapping[str, Sequence[tuple[Any, str]]]


class Undecided(UnreadableFile):
    """A file is refused until a key of [read] says which way it is meant.

    `choices` holds, for such a key, what might be written there: the value, and where words help
    to choose, how the file reads then.
    """

    def __init__(
        self,
        sentence: str,
        /,
        *,
        choices: Mapping[str, Sequence[tuple[Any, str]]],
        **values: object,
    ) -> None:
        super().__init__(sentence, **values)
        self.choices = choices
