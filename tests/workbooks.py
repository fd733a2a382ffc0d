"""Workbooks in the layout of XLSX, written cell by cell."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DAY, _MOMENT = 1, 2
_STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/>
</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>
<xf numFmtId="165"/></cellXfs></styleSheet>"""

Cell = str | float | bool | date | None


def write(path: Path, sheets: Mapping[str, Mapping[int, Sequence[Cell]]]) -> None:
    """Write sheets by name, of rows by number."""
    numbered = list(enumerate(sheets, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in numbered)
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        parts = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at, _ in numbered]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations([*parts, ("rIdS", "styles", "styles.xml")]))
        archive.writestr("xl/styles.xml", _STYLES)
        for at, name in numbered:
            rows = "".join(_row(number, row) for number, row in sheets[name].items())
            sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            archive.writestr(f"xl/worksheets/sheet{at}.xml", sheet)


def _relations(parts: Sequence[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{at}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for at, kind, to in parts)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _row(number: int, row: Sequence[Cell]) -> str:
    cells = (_cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(row) if value is not None)
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Cell) -> str:
    match value:
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case datetime():
            return f'<c r="{place}" s="{_MOMENT}"><v>{(value - datetime(1899, 12, 30)).total_seconds() / 86400}</v></c>'
        case date():
            return f'<c r="{place}" s="{_DAY}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case _:
            return f'<c r="{place}"><v>{value}</v></c>'
