"""Where the rows of a file lie, against Python's own csv reader and against DuckDB's."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.errors import RecordsError
from sla_dash.load.sources import layout
from tests.loading import LEADS, Loaded, loaded

VALUE = st.text(alphabet='ab,"\n é', max_size=5)


def lines_of(blocks: list[layout.Block]) -> list[int]:
    """Return the line of every sound row, from the distances between rows and lines."""
    changes = {
        int(row): int(shift) for block in blocks for row, shift in zip(block.shift_rows, block.shifts, strict=True)
    }
    shift, lines = 0, []
    for row in range(sum(block.sound for block in blocks)):
        shift = changes.get(row, shift)
        lines.append(row + shift)
    return lines


@given(
    table=st.lists(st.tuples(VALUE, VALUE, VALUE), max_size=12),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    block=st.integers(1, 40),
    ended=st.booleans(),
)
@settings(max_examples=300)
def test_the_rows_and_lines_of_any_well_formed_file_are_found(
    table: list[tuple[str, str, str]], newline: str, quoting: int, block: int, *, ended: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL)
    writer.writerow(("x", "y", "z"))
    starts = []
    for row in table:
        starts.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    text = out.getvalue()
    written = (text if ended else text.removesuffix(newline)).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "BLOCK", max(block, len(b"x,y,z\r\n") + 8))
        scan = layout.Scan(io.BytesIO(written), "x.csv", ",", '"')
        blocks = list(scan.blocks())
    spaced = [any(value.startswith(" ") and '"' in value for value in row) for row in table]
    if not any(spaced):
        assert [row.reason for found in blocks for row in found.broken] == []
        assert lines_of(blocks) == starts


@given(rows=st.lists(st.text(alphabet="ab, \r", max_size=6), min_size=1, max_size=10))
@settings(max_examples=200)
def test_every_line_of_a_file_without_quotes_is_a_row_or_blank(rows: list[str]) -> None:
    text = "x,y\n" + "\n".join(rows) + "\n"
    blocks = list(layout.Scan(io.BytesIO(text.encode()), "x.csv", ",", '"').blocks())
    broken = [row.line for block in blocks for row in block.broken]
    assert sorted(lines_of(blocks) + broken) == [line for line, row in enumerate(rows, 2) if row not in ("", "\r")]


def outcome(folder: Path, text: str) -> Loaded | str:
    """Load the text as leads, or return why it was refused."""
    try:
        return loaded(folder, LEADS, leads=text)
    except RecordsError as refused:
        return refused.message


@given(rows=st.lists(st.text(alphabet='ab,"\r é', max_size=7), min_size=1, max_size=8))
@settings(max_examples=25)
def test_the_reader_finds_the_rows_that_the_scan_found(
    rows: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "id,created\nL0,2026-11-01\n" + "\n".join(rows) + "\n"
    found = outcome(tmp_path_factory.mktemp("rows"), text)
    if isinstance(found, str):
        assert "a quote opens in this line" in found
    else:
        [file] = found.report.files
        assert file.rows_in == file.rows_kept + file.rows_rejected
        assert ("L0",) in found.rows("select lead_id from leads")


UNBALANCED = [
    ('x,y\n1,"a\n2,b\n3,c\n', 2, 4),
    ('x,y\n1,a\n2,"b\n3,"c"\n4,d\n', 3, 4),
    ('x,y\n1,"a""\n2,b\n', 2, 3),
    ('x,"y\n1,a\n', 1, 2),
    ('x,y\n"1,a\n2,b\n3",c,d\n', 2, 4),
]


@pytest.mark.parametrize(("text", "line", "last"), UNBALANCED)
def test_an_unbalanced_quote_is_refused_with_the_line_where_it_opens(text: str, line: int, last: int) -> None:
    with pytest.raises(RecordsError) as refused:
        list(layout.Scan(io.BytesIO(text.encode()), "x.csv", ",", '"').blocks())
    assert f"x.csv line {line}: a quote opens" in refused.value.message
    assert f"to line {last}" in refused.value.message


def test_an_unbalanced_quote_far_from_the_end_is_refused_with_its_line() -> None:
    text = "x,y\n" + "1,a\n" * 1_500_000 + '2,"b\n' + "3,c\n" * 1_500_000
    with pytest.raises(RecordsError, match="line 1500002: a quote opens"):
        list(layout.Scan(io.BytesIO(text.encode()), "x.csv", ",", '"').blocks())


def test_a_row_over_many_lines_with_a_field_too_many_is_one_reject() -> None:
    text = 'x,y,z\n1,2,"a\nb",d\n2,b,c\n'
    [block] = layout.Scan(io.BytesIO(text.encode()), "x.csv", ",", '"').blocks()
    assert [(row.line, row.reason) for row in block.broken] == [(2, "the row has 4 columns, the header 3")]


def test_a_quoted_value_over_many_lines_is_one_row() -> None:
    text = 'x,y\n1,"' + "line\n" * 1000 + '"\n2,b\n'
    blocks = list(layout.Scan(io.BytesIO(text.encode()), "x.csv", ",", '"').blocks())
    assert lines_of(blocks) == [2, 1003]
