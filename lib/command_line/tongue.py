"""The language in which a command speaks to a person.

It is told by --language, else by RAPPORT_LANGUAGE, else it is English, which needs no catalogue:
none is loaded then, as commands are started often. What a program reads stays as it is.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lib.errors import ImportRejected, Problem, RapportError
from lib.importing import Imported
from lib.importing.aside import reworded
from lib.importing.setting_aside import BELONGS

if TYPE_CHECKING:
    from lib.languages import Language

CODES = ("en", "zh")


class Tongue:
    """Sentences of ours, with their values, in one language."""

    def __init__(self, code: str) -> None:
        self.language = _language(code)

    def say(self, sentence: str, /, **values: object) -> str:
        if self.language is None:
            return sentence.format(**values)
        if "what" in values:
            values["what"] = self.language(str(values["what"]))
        said = self.language(sentence)
        return said.format(**values)

    def error(self, error: RapportError) -> str:
        if isinstance(error, ImportRejected):
            return "\n".join(map(self.problem, error.problems))
        return self.say(error.sentence, **error.values)

    def problem(self, problem: Problem) -> str:
        """Where it stands, what should hold there, and what does."""
        if self.language is None:
            return str(problem)
        say = self.language
        where = [problem.file]
        if problem.column:
            where.append(say("column {column}", column=problem.column))
        if problem.lines:
            lines = say.listing([str(line) for line in problem.lines])
            if (more := problem.count - len(problem.lines)) > 0:
                lines = say("{lines} and {n} more", lines=lines, n=say.number(more))
            where.append(say("line {lines}", lines=lines))
        said = {"where": " · ".join(where), "expected": self.expected(problem)}
        if not problem.samples:
            return say("{where}: {expected}", **said)
        values = say.listing(list(problem.samples))
        return say("{where}: {expected} (found {values})", **said, values=values)

    def expected(self, problem: Problem) -> str:
        if self.language is None:
            return problem.expected()
        from lib.words import expectation

        values = dict(problem.values)
        return expectation(self.language, problem.expectation, values, group=problem.group)

    def reword(self, imported: Imported) -> None:
        """Say in the files of rows set aside, which were just written, why each was."""
        if self.language is None:
            return
        words = {one.expected(): self.expected(one) for one in imported.set_aside}
        words[BELONGS] = self.say(BELONGS)
        for aside in imported.aside:
            _rewrite(aside.path, reworded(aside.path, words))


def _language(code: str) -> "Language | None":
    """None is English; so is a language that there is not."""
    if not code or code.lower().startswith("en"):
        return None
    from lib.languages import LANGUAGES

    return next((one for key, one in LANGUAGES.items() if code.lower().startswith(key)), None)


def _rewrite(path: Path, rows: Iterable[list[str]]) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, lineterminator="\r\n").writerows(rows)
    beside.replace(path)
