"""Small xlsx files, written part by part: no library that writes them is needed."""

import zipfile
from pathlib import Path

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# Number formats by their place: general, a day, a moment, a duration.
FORMATS = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 46))
STYLES = f'<styleSheet xmlns="{NAMESPACE}"><cellXfs>{FORMATS}</cellXfs></styleSheet>'


def workbook(
    path: Path,
    *,
    merged: tuple[str, ...] = (),
    columns: str = "",
    hidden: tuple[str, ...] = (),
    **sheets: str,
) -> Path:
    """A workbook with these sheets, each given as the XML of its rows; `merged` as in A1:A3.

    `columns` is XML above the rows, `hidden` the names of sheets nobody sees.
    """
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    ranges = ranges and f"<mergeCells>{ranges}</mergeCells>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{_state(name in hidden)}/>'
            for number, name in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": STYLES,
    }
    for number, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{NAMESPACE}">{columns}'
            f"<sheetData>{rows}</sheetData>{ranges}</worksheet>"
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _state(is_hidden: bool) -> str:
    return ' state="hidden"' if is_hidden else ""


def _relations(targets: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def row(number: int, *cells: str) -> str:
    """A row of cells from column A on, each given as XML; an empty one is left out."""
    placed = zip("ABCDEFGHIJ", cells, strict=False)
    return f'<row r="{number}">{"".join(c.format(at=f"{a}{number}") for a, c in placed)}</row>'


def text(words: str) -> str:
    return f'<c r="{{at}}" t="inlineStr"><is><t>{words}</t></is></c>'


def value(written: object, *, style: int = 0, kind: str = "n") -> str:
    return f'<c r="{{at}}" s="{style}" t="{kind}"><v>{written}</v></c>'


DAY, MOMENT, DURATION = 1, 2, 3
