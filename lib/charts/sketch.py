"""A figure as it is being drawn, in plain dicts.

Whatever is added to a Plotly figure makes it check and copy all that is there already: a chart of
ten rows took 80 ms to make that way. Here all of it is added at once, unchecked: that Plotly takes
what each chart is made of, tests see.
"""

from typing import Any

from plotly.graph_objects import Figure

Part = dict[str, Any]


class Sketch:
    """What of a Plotly figure the charts use, by the same names; `drawn` gives the figure."""

    def __init__(self) -> None:
        self._traces: list[Part] = []
        self._annotations: list[Part] = []
        self._shapes: list[Part] = []
        self._layout: Part = {"xaxis": {}, "yaxis": {}}

    def drawn(self) -> Figure:
        marks = {"annotations": self._annotations, "shapes": self._shapes}
        there = {name: parts for name, parts in marks.items() if parts}
        parts = _nested({"data": self._traces, "layout": self._layout | there})
        return Figure(parts, _validate=False)

    @property
    def x_range(self) -> Any:
        """The ends that the x axis was given."""
        return self._layout["xaxis"]["range"]

    def add_scatter(self, **trace: Any) -> None:
        self._traces.append({"type": "scatter"} | trace)

    def add_bar(self, **trace: Any) -> None:
        self._traces.append({"type": "bar"} | trace)

    def add_annotation(self, **annotation: Any) -> None:
        self._annotations.append(annotation)

    def add_shape(self, **shape: Any) -> None:
        self._shapes.append(shape)

    def add_hline(self, *, y: Any, **line: Any) -> None:
        """All the way across."""
        ends = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y}
        self.add_shape(type="line", **ends, **line)

    def add_vline(self, *, x: Any, **line: Any) -> None:
        """All the way up."""
        ends = {"yref": "y domain", "y0": 0, "y1": 1, "xref": "x", "x0": x, "x1": x}
        self.add_shape(type="line", **ends, **line)

    def update_layout(self, **layout: Any) -> None:
        self._layout |= layout

    def update_xaxes(self, **axis: Any) -> None:
        self._layout["xaxis"] |= axis

    def update_yaxes(self, **axis: Any) -> None:
        self._layout["yaxis"] |= axis

    def update_traces(self, **trace: Any) -> None:
        """Those there are by now."""
        for there in self._traces:
            there |= trace


WHOLE = {"error_x", "error_y", "paper_bgcolor", "plot_bgcolor"}  # names that are of one piece


def _nested(part: Part) -> Part:
    """Names such as title_text as Plotly has them: the text of the title."""
    there: Part = {}
    for name, value in part.items():
        outer, _, inner = name.partition("_")
        if inner and name not in WHOLE:
            there[outer] = there.get(outer, {}) | _nested({inner: value})
        elif isinstance(value, dict):
            there[name] = there.get(name, {}) | _nested(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            there[name] = [_nested(each) for each in value]
        else:
            there[name] = value
    return there
