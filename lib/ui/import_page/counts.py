"""Tables of what was counted, as a reader wants them: numbers written, no column left blank."""

from collections.abc import Callable
from typing import Any

from pandas import DataFrame
from pandas.io.formats.style import Styler

from lib.languages import Language
from lib.ui.languages import reader


def written_out(frame: DataFrame) -> Styler:
    """Its numbers as they are written elsewhere: 9,994."""
    say = reader()
    return frame.style.format({name: _written(say) for name in frame.select_dtypes("number")})


def _written(say: Language) -> Callable[[Any], str]:
    return lambda value: say.number(value)


def without_blanks(frame: DataFrame, *may_go: str) -> DataFrame:
    """Without those columns in which nothing stands: they push the others out of sight."""
    return frame.drop(columns=[name for name in may_go if not frame[name].astype(bool).any()])
