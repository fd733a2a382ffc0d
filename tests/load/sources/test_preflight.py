"""What is known of a file before its rows are read."""

import gzip
from pathlib import Path

import pytest

from sla_dash import load
from sla_dash.errors import MappingError, RecordsError
from sla_dash.load.sources import preflight
from tests import drawn
from tests.loading import LEAD, LEADS, NOW, loaded

NOT_RECORDS = [
    (b"", "leads.csv is empty: not even a header"),
    (b"\n\n", "leads.csv is empty: it has no header line"),
    (b" \r\n" * 1_000_000, "leads.csv is empty: it has no header line"),
    (b"id,created\n\n\n", "No lead could be loaded"),
    (b"\xef\xbb\xbf", "leads.csv is empty: it has no header line"),
    (b"\nid,created\n", "leads.csv line 1 is blank: the first line must be the header"),
    (b" \n<!DOCTYPE html><html>", "leads.csv is a web page or XML"),
    (b"\xef\xbb\xbf<html>", "leads.csv is a web page or XML"),
    (b"PK\x03\x04abc", "leads.csv is a damaged zip archive or Excel workbook"),
    (b"\xd0\xcf\x11\xe0abc", "leads.csv is no workbook that can be read: Cannot detect file format."),
    (b"%PDF-1.7", "leads.csv is a PDF document, not records."),
    (gzip.compress(b"%PDF-1.7"), "leads.csv is a PDF document, not records."),
    (b' [\n{"id": 1}]', "leads.csv is one JSON array; rows are read from JSON lines, one object a line."),
    (b"PAR1 nonsense PAR1", "leads.csv is a damaged Parquet file"),
    (b"\x1f\x8b nonsense", "leads.csv is a damaged gzip file"),
    (gzip.compress(b"id,created\nL1,2026-11-01\n")[:-9], "leads.csv is a damaged gzip file"),
    ("id,created\nL1,2026-11-01\n".encode("utf-16-le"), "it looks like UTF-16 without its mark"),
    (b'id,"cre"ated\nL1,x\n', "leads.csv line 1: the header is not readable"),
]


@pytest.mark.parametrize(("content", "words"), NOT_RECORDS, ids=[words[:50] for _, words in NOT_RECORDS])
def test_a_file_that_holds_no_records_is_refused_by_what_it_is(content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        loaded(tmp_path, LEADS, leads=content)
    assert words in refused.value.message
    assert refused.value.advice


@pytest.mark.parametrize("name", ["leads\udcff.csv", "leads\x1b[31m.csv", "leads\n.csv"])
def test_a_file_whose_name_cannot_be_shown_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="has a name that cannot be shown") as refused:
        loaded(tmp_path, LEADS.replace("leads.csv", "leads*.csv"), named={name: LEAD})
    assert "Rename it" in refused.value.advice


@pytest.mark.parametrize(
    ("error", "said", "advice"),
    [
        (PermissionError(13, "Permission denied", "leads.csv"), "Permission denied (leads.csv)", "grant it"),
        (FileNotFoundError(2, "No such file or directory", "leads.csv"), "No such file", "moved or removed"),
        (OSError(28, "No space left on device"), "No space left on device.", "Make room on that disk"),
    ],
)
def test_the_true_cause_is_said_with_what_to_do_about_it(
    error: OSError, said: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(preflight, "plain", refuse)
    with pytest.raises(RecordsError) as refused:
        loaded(tmp_path, LEADS, leads=LEAD)
    assert said in refused.value.message
    assert advice in refused.value.advice
    assert "The previous records stay in use." in refused.value.advice


def test_a_wrong_header_is_refused_with_the_nearest_column(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, LEADS, leads="id,Created at\nL1,2026-11-01\n")
    assert "leads.csv line 1, the header, has no column created; did you mean Created at?" in refused.value.message
    assert refused.value.advice == "The header has: id, Created at."


def test_another_delimiter_is_recognised_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, LEADS, leads="id;created\nL1;2026-11-01\n")
    assert 'delimiter = ";"' in refused.value.advice


def test_a_column_that_the_header_has_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="has the column id twice"):
        loaded(tmp_path, LEADS, leads="id,created,id\nL1,2026-11-01,L1\n")


def test_a_file_is_no_database_by_a_word_in_its_header(tmp_path: Path) -> None:
    mapping = LEADS.replace('"id"', '"DUCK"')
    assert loaded(tmp_path, mapping, leads="company,DUCK,created\n,L1,2026-11-01\n").rejects == []


def test_a_pattern_without_a_file_is_refused_with_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, LEADS, named={"lead.csv": "id,created\n"})
    assert "matches leads.csv; did you mean lead.csv?" in refused.value.message
    assert refused.value.advice == "The folder holds lead.csv."


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(LEADS)
    with pytest.raises(RecordsError, match="There is no folder"):
        load.records(tmp_path / "none", tmp_path / "m.toml", tmp_path, drawn.agreements(), now=NOW)


def test_a_file_that_unpacks_to_more_than_the_limit_is_refused_before_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "MAX_TEXT", 3 << 20)
    bomb = gzip.compress(b"id,created\n" + b"L1,2026-11-01\n" * 1_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(RecordsError, match=r"leads.csv \([\d,]+ bytes\) holds more than 3,145,728 bytes of text"):
        loaded(tmp_path, LEADS, leads=bomb)


def test_an_encoding_that_does_not_fit_is_refused_with_its_line(tmp_path: Path) -> None:
    mapping = LEADS.replace("[leads.columns]", 'encoding = "ascii"\n[leads.columns]')
    with pytest.raises(RecordsError, match="about line 2 is not ascii"):
        loaded(tmp_path, mapping, leads="id,created\nZoë,2026-11-01\n")
