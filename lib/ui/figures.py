"""Figures as they are kept and shown: plain dicts, checked once, when they were drawn."""

from typing import Any

from plotly.basedatatypes import BaseFigure


class Checked(BaseFigure):
    """A figure that gives what it holds as it is.

    Streamlit checks a dict anew, its template and all, and copies a figure; Plotly checks a figure
    that comes out of a cache once more. That took longer than drawing it.
    """

    def __init__(self, held: dict[str, Any]) -> None:
        self._held = held

    def to_dict(self) -> dict[str, Any]:
        return self._held
